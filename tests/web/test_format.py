from __future__ import annotations

import pytest

from fauxmon_api.web import format as fmt

DAY_MS = 86_400_000
NOON_MS = 1_740_830_400_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 b/s"),
        (0.004, "0 b/s"),
        (0.25, "0.25 b/s"),
        (999.4, "999 b/s"),
        (999.6, "1 kb/s"),
        (1_300_000, "1.3 Mb/s"),
        (12_340_000, "12.3 Mb/s"),
        (123_456_789, "123 Mb/s"),
        (-1500, "-1.5 kb/s"),
        (5e21, "5000 Eb/s"),
    ],
)
def test_quantities_have_three_digits_and_a_decimal_prefix(value: float, text: str) -> None:
    assert fmt.quantity(value, "b/s") == text


def test_a_quantity_without_unit_has_only_its_prefix() -> None:
    assert [fmt.quantity(value) for value in (7, 1300)] == ["7", "1.3 k"]


@pytest.mark.parametrize(("value", "text"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (1 << 30, "1 GiB")])
def test_octets_have_binary_units(value: int, text: str) -> None:
    assert fmt.octets(value) == text


def test_exact_numbers_keep_all_digits() -> None:
    assert fmt.exact(1234567) == "1\u00a0234\u00a0567"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, ""),
        (0, 5, "0.0 %"),
        (1, 8, "12.5 %"),
        (1, 10_000, "< 0.1 %"),
        (9_999, 10_000, "> 99.9 %"),
        (5, 5, "100.0 %"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(part: int, whole: int, text: str) -> None:
    assert fmt.share(part, whole) == text


def test_times_are_utc_and_carry_a_date_unless_it_is_today() -> None:
    assert fmt.clock(NOON_MS) == "12:00:00"
    assert fmt.moment(NOON_MS, NOON_MS + 60_000) == "12:00:00"
    assert fmt.moment(NOON_MS, NOON_MS + DAY_MS) == "2025-03-01 12:00:00"
    assert fmt.moment(None, NOON_MS) == fmt.moment(0, NOON_MS) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-5, "0 s"), (119, "119 s"), (120, "2 min"), (7199, "119 min"), (7200, "2 h"), (43_200, "12 h"), (172_800, "2 d")],
)
def test_durations_use_the_largest_unit_that_fits_twice(seconds: int, text: str) -> None:
    assert fmt.duration(seconds * 1000) == text


def test_hex_digits_stand_in_pairs() -> None:
    assert fmt.hexadecimal("000a01") == "00 0a 01"
