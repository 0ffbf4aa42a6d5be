"""What people and clients write for a time."""

from __future__ import annotations

import pytest

from fauxmon_model.written_time import is_time, parse_time

NOON_MS = 1_740_830_400_000
NOW_MS = NOON_MS + 167_890
WRONG = (
    *("", "noon", "Yesterday", "h12", "x1Ago", "h-1Ago", "2025-02-30 00:00", "12:00", "-5", "1e12", "9" * 16, "²"),
    "2025-03-01 12:00+01:00",
)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("now", NOW_MS),
        ("h12Ago", NOW_MS - 12 * 3_600_000),
        ("yesterday", NOON_MS - 36 * 3_600_000),
        ("2025-03-01 12:00", NOON_MS),
        ("2025-03-01 12:00:07", NOON_MS + 7_000),
        ("2025-03-01 12:00:07.123456", NOON_MS + 7_000),
        ("2025-03-01 12:00:07.123456+00:00", NOON_MS + 7_000),
        ("2025-03-01T12:00", NOON_MS),
        ("2025-03-01T12:00:07Z", NOON_MS + 7_000),
        ("2025-03-01", NOON_MS - 12 * 3_600_000),
        (" 2025-03-01 12:00 ", NOON_MS),
        ("1740830400000", NOON_MS),
    ],
)
def test_a_time_is_read(text: str, ms: int) -> None:
    assert parse_time(text, NOW_MS) == ms
    assert is_time(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_time_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_time(text, NOW_MS)
    assert not is_time(text)
