from __future__ import annotations

import click
import pytest

from fauxmon.cli.choosing import channels_of, chosen, listed
from fauxmon.client import Channel, Profile


def channel(id_: str, name: str) -> Channel:
    return {"id": id_, "name": name, "sign": "+", "color": "#000000", "parent": "*", "filter": "any"}


CHANNELS = [
    channel("10-0-0-1_p3000", "10.0.0.1 (p3000)"),
    channel("10-0-0-1_p2055", "10.0.0.1 (p2055)"),
    channel("10-0-0-10_p3000", "10.0.0.10 (p3000)"),
    channel("Web-123", "web"),
    channel("web", "Shop"),
]
PROFILE: Profile = {
    "id": "live",
    "name": "All Sources",
    "channels": CHANNELS,
    "type": "real",
    "status": "OK",
    "start": "",
    "end": "",
    "description": "",
}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("10-0-0-1_p2055", "10-0-0-1_p2055"),
        ("live/10-0-0-1_p2055", "10-0-0-1_p2055"),
        ("10.0.0.1 (p2055)", "10-0-0-1_p2055"),
        ("10.0.0.10", "10-0-0-10_p3000"),
        ("p2055", "10-0-0-1_p2055"),
        ("shop", "web"),
        ("web", "web"),
    ],
)
def test_ids_go_before_names_and_names_before_words_in_them(text: str, id_: str) -> None:
    assert [one["id"] for one in channels_of(PROFILE, [text])] == [id_]


def test_more_than_one_is_told() -> None:
    with pytest.raises(click.ClickException) as caught:
        channels_of(PROFILE, ["10.0.0.1"])
    assert caught.value.message == (
        "'10.0.0.1' is more than one Channel: 10-0-0-1_p3000 (10.0.0.1 (p3000)), 10-0-0-1_p2055 (10.0.0.1 (p2055))"
    )


@pytest.mark.parametrize("text", ["10.0.0", "0.0.0.1", "p30", "nothing", "", "other/web-x"])
def test_parts_of_words_are_nothing(text: str) -> None:
    with pytest.raises(click.ClickException, match=r"there is no Channel .*; there are: 10-0-0-1_p3000 \(10"):
        channels_of(PROFILE, [text])


def test_where_it_matters_a_word_is_not_enough() -> None:
    with pytest.raises(click.ClickException, match="there is no Channel"):
        chosen("Channel", "10.0.0.10", CHANNELS)


def test_where_there_are_none() -> None:
    with pytest.raises(click.ClickException, match="there are none"):
        chosen("Channel", "web", CHANNELS[:0])


def test_things_are_listed_by_what_is_known_of_them() -> None:
    assert (
        listed([{"id": 1, "name": "One"}, {"id": "all", "name": "all"}, {"id": 2}, 3, "x"]) == "1 (One), all, 2, 3, x"
    )
