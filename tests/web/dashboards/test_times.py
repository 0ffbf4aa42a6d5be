from __future__ import annotations

from fauxmon_api.web.dashboards.times import QUICK, resolved, wrong

NOON_MS = 1_740_830_400_000


def test_what_is_written_is_told_as_a_time() -> None:
    assert resolved("h1Ago", NOON_MS) == "= 2025-03-01 11:00:00 UTC"
    assert resolved(" 2025-02-01 10:30 ", NOON_MS) == "= 2025-02-01 10:30:00 UTC"


def test_every_quick_time_is_one() -> None:
    assert {wrong(*ends, NOON_MS) for ends in QUICK.values()} == {("", "")}


def test_each_end_says_what_is_wrong_with_it() -> None:
    assert wrong("soon", "now", NOON_MS) == ("This is no time", "")
    assert wrong("now", "h1Ago", NOON_MS) == ("", "Must lie behind the beginning")
    assert wrong("2025-03-01", "", NOON_MS) == ("", "This is no time")
