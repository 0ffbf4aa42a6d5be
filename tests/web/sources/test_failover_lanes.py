from __future__ import annotations

from fauxmon_api.web.ranges import Window
from fauxmon_api.web.sources.failover_lanes import MARKS, Turn, drawn, handovers, switch_of, turns
from fauxmon_collector.analysis import Series
from fauxmon_collector.failover.report import Report, Status

WINDOW = Window(0, 100_000, 1_000)
SWITCH = {"first_after_ms": 50_000, "last_before_ms": 45_000, "gap_ms": 5_000, "overlap_ms": 0}


def report(switch: dict[str, int] | None, clock: str = "ours") -> Report:
    return Report(Status.PASS, True, (), (), {"switch": switch, "clock": clock})


def series(name: str, *busy: tuple[int, int]) -> Series:
    labels = [(second * 1000, float(any(first < second <= last for first, last in busy))) for second in range(1, 101)]
    return Series(name, name, "+", "#123456", labels)


def test_slots_with_traffic_are_turns_and_short_pauses_do_not_end_them() -> None:
    points = series("a", (0, 10), (13, 20), (40, 41)).points
    assert turns(points, WINDOW, 5_000) == [Turn(0, 20_000), Turn(40_000, 41_000)]
    assert turns(points, WINDOW, 0) == [Turn(0, 10_000), Turn(13_000, 20_000), Turn(40_000, 41_000)]
    assert turns([], WINDOW, 0) == []


def test_a_handover_is_where_another_node_begins() -> None:
    first, second = [Turn(0, 9), Turn(20, 29), Turn(30, 39)], [Turn(10, 19), Turn(40, 49)]
    assert handovers([first, second]) == [(10, 1), (20, 0), (40, 1)]
    assert handovers([first, []]) == []


def test_the_switch_is_marked_and_its_gap_shaded() -> None:
    own = [("10.0.0.1", series("a", (0, 45))), ("10.0.0.2", series("b", (50, 90)))]
    props = drawn(own, WINDOW, 98_000, report(SWITCH))
    assert [lane["bars"] for lane in props["lanes"]] == [
        [{"left": 0, "width": 45, "title": "00:00:00 – 00:00:45 UTC"}],
        [{"left": 50, "width": 40, "title": "00:00:50 – 00:01:30 UTC"}],
    ]
    assert props["marks"] == [{"at": 50, "label": "switch"}]
    assert props["shade"] == {"kind": "gap", "at": 50, "left": 45, "width": 5, "title": "gap 5.0 s"}
    assert props["open"] == 2


def test_an_overlap_is_another_shade() -> None:
    both = {**SWITCH, "last_before_ms": 50_400, "gap_ms": 0, "overlap_ms": 400}
    shade = drawn([("10.0.0.1", None)], WINDOW, 98_000, report(both))["shade"]
    assert (shade["kind"], shade["left"], shade["width"], shade["title"]) == ("overlap", 50, 0.4, "overlap 400 ms")


def test_by_the_exporters_clocks_the_switch_has_no_place_but_handovers_have() -> None:
    own = [("10.0.0.1", series("a", (0, 3), (6, 9))), ("10.0.0.2", series("b", (3, 6)))]
    props = drawn(own, WINDOW, 98_000, report(SWITCH, "exporters"))
    assert (props["shade"], [mark["at"] for mark in props["marks"]]) == (None, [3, 6])
    assert switch_of(report(SWITCH, "exporters")) is None
    assert switch_of(report(SWITCH)) == SWITCH


def test_a_switch_outside_of_the_time_is_not_drawn_and_marks_are_bounded() -> None:
    window = Window(60_000, 160_000, 1_000)
    assert drawn([("10.0.0.1", None)], window, 98_000, report(SWITCH))["shade"] is None
    odd, even = ([(second, second + 1) for second in range(first, 100, 2)] for first in (0, 1))
    own = [("10.0.0.1", series("a", *odd)), ("10.0.0.2", series("b", *even))]
    assert len(drawn(own, WINDOW, 100_000, report(None, "exporters"))["marks"]) == MARKS
