"""Amounts as users write them."""

from __future__ import annotations

import pytest

from fauxmon.runtime.amounts import parse_age, parse_size, size_text


@pytest.mark.parametrize(
    ("text", "ms"),
    [("90s", 90_000), ("30m", 1_800_000), ("12h", 43_200_000), ("7d", 604_800_000), ("2w", 1_209_600_000)],
)
def test_ages(text: str, ms: int) -> None:
    assert parse_age(text) == parse_age(f" {text[:-1]} {text[-1].upper()}") == ms


def test_parts_of_a_unit() -> None:
    assert parse_age("1.5h") == 5_400_000
    assert parse_size("0.5GB") == 500_000_000


@pytest.mark.parametrize(
    ("text", "octets"),
    [("500MB", 500 * 10**6), ("10GB", 10**10), ("2GiB", 2 << 30), ("1tb", 10**12), ("1000000b", 10**6)],
)
def test_sizes(text: str, octets: int) -> None:
    assert parse_size(text) == octets


@pytest.mark.parametrize("text", ["", "7", "d", "7 days", "-1d", "0s", "0.5s", "1e3s", "٧d", "5300w"])
def test_what_is_no_age(text: str) -> None:
    with pytest.raises(ValueError, match="such as 12h or 7d"):
        parse_age(text)


@pytest.mark.parametrize("text", ["", "10", "GB", "10G", "-1GB", "999kB", "1001TB", "1GBB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="such as 500MB or 10GB"):
        parse_size(text)


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_234, "1.23 kB"),
        (12_345_678, "12.3 MB"),
        (10**10, "10 GB"),
        (2 * 10**15, "2000 TB"),
    ],
)
def test_a_size_for_people(octets: int, text: str) -> None:
    assert size_text(octets) == text
