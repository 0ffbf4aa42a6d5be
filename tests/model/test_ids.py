from __future__ import annotations

import re

import pytest

from fauxmon_model.ids import chapter_id, live_channel_id, slug


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Virtual services", "Virtua-"),
        ("zuzu", "zuzu-"),
        ("lm1 10.0.0.7", "lm1100-"),
        ("CSIRT-Monitor", "CSIRTM-"),
        ("Přehled", "Pehled-"),
        ("日本", "-"),
    ],
)
def test_a_slug_has_13_characters_and_begins_with_the_name(name: str, head: str) -> None:
    made = slug("live", name, lambda _taken: False)
    assert len(made) == 13
    assert re.fullmatch(re.escape(head) + "[0-9a-f]+", made)


def test_a_slug_follows_from_parent_and_name() -> None:
    free = slug("live", "Shop", lambda _taken: False)
    assert slug("live", "Shop", lambda _taken: False) == free
    assert slug("mail", "Shop", lambda _taken: False) != free
    second = slug("live", "Shop", {free}.__contains__)
    assert second != free
    assert slug("live", "Shop", {free}.__contains__) == second


@pytest.mark.parametrize(
    ("address", "port", "made"),
    [
        ("192.168.1.123", 3000, "192-168-1-123_p3000"),
        ("2001:db8::1", 2055, "2001-db8--1_p2055"),
        ("fe80::1%eth0", 1, "fe80--1-eth0_p1"),
    ],
)
def test_ids_of_live_channels(address: str, port: int, made: str) -> None:
    assert live_channel_id(address, port) == made


def test_chapters_of_one_name_get_ids_of_their_own() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(chapter_id("Top", taken.__contains__))
    assert len(taken) == 3
    assert chapter_id("Top", lambda _taken: False) in taken
