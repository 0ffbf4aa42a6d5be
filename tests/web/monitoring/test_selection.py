from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from fauxmon_api.web.monitoring.selection import LONGEST_MS, Selection, read, written


def test_the_monitoring_center_opens_on_all_sources() -> None:
    assert Selection.from_query({}) == Selection("live", "5 min", "traffic", 0)
    assert Selection().address() == "/"


def test_a_selection_finds_back_from_its_address() -> None:
    chosen = Selection("Group/Sales A-b12a51", "1 h", "flows", 17)
    path, _, query = chosen.address().partition("?")
    assert path == "/"
    pairs = dict(pair.split("=") for pair in query.split("&"))
    assert pairs == {"profile": "Group%2FSales+A-b12a51", "range": "1+h", "measure": "flows", "protocol": "17"}
    assert Selection.from_query({**pairs, "profile": chosen.profile_id, "range": "1 h"}) == chosen


@pytest.mark.parametrize(
    "query", [{"range": "9 h"}, {"measure": "bytes"}, {"protocol": "x"}, {"profile": ""}, {"step": "2"}]
)
def test_what_is_unknown_is_the_default(query: dict[str, str]) -> None:
    assert Selection.from_query(query) == Selection()


def test_a_fixed_time_and_channels_stand_in_the_address() -> None:
    chosen = Selection(style="lines", channel_ids=("a", "b")).during(0, 90_000)
    path, _, query = chosen.address().partition("?")
    assert (path, dict(parse_qsl(query))) == (
        "/",
        {"style": "lines", "from": "1970-01-01T00:00:00", "to": "1970-01-01T00:01:30", "channels": "a,b"},
    )
    assert Selection.from_query(dict(parse_qsl(query))) == chosen
    assert Selection.from_query({"channels": ""}).channel_ids == ()


def test_performance_and_slots_stand_in_the_address() -> None:
    chosen = Selection(measure="rtt", step_s=60)
    assert chosen.address() == "/?measure=rtt&step=60"
    assert Selection.from_query({"measure": "rtt", "step": "60"}) == chosen
    assert (chosen.rate, chosen.metric, Selection(measure="flows").rate) == ("traffic", "rtt", "flows")
    assert Selection(measure="flows").metric is None
    assert chosen.window(3_600_000).step_ms == 60_000


@pytest.mark.parametrize(
    ("first", "last"),
    [("", ""), ("2026-01-01T00:00:00", ""), ("x", "y"), ("2026-01-02T00:00", "2026-01-01T00:00")],
)
def test_a_time_that_is_none_is_the_latest(first: str, last: str) -> None:
    assert Selection.from_query({"from": first, "to": last}) == Selection()


def test_times_are_refused_with_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="must end after it begins"):
        Selection().during(5, 5)
    with pytest.raises(ValueError, match="more than a year"):
        Selection().during(0, LONGEST_MS + 1)
    with pytest.raises(ValueError, match="'noon' is no time, such as 2026-01-31T13:05"):
        read("noon")


def test_one_moves_by_windows_and_back_to_the_latest() -> None:
    now_ms = 3_600_000
    before = Selection(range_key="15 min").moved(now_ms, -1)
    assert before.span == (now_ms - 1_800_000, now_ms - 900_000)
    assert before.moved(now_ms, 1).span == (now_ms - 900_000, now_ms)
    assert before.latest() == Selection(range_key="15 min")
    assert before.latest("1 h") == Selection(range_key="1 h")
    assert before.window(now_ms).step_ms == 5_000


def test_times_are_read_as_they_are_written() -> None:
    assert read(written(1_700_000_000_000)) == 1_700_000_000_000
    assert read("1970-01-01T01:00+01:00") == 0
