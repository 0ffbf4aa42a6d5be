from __future__ import annotations

from fauxmon_api.lines import Line
from fauxmon_api.web.chart import options
from fauxmon_api.web.ranges import Window

WINDOW = Window(0, 4000, 1000)


def line(name: str, *values: float, sign: str = "+") -> Line:
    return Line(name, "#123456", sign, {1000 * i: value for i, value in enumerate(values, 1)})


def test_channels_stack_above_and_below_the_axis() -> None:
    above, below, _ = options([line("up", 1, 2), line("down", 3, sign="-")], WINDOW, 3000, "b/s")["series"]
    assert (above["stack"], above["data"]) == ("above", [[1000, 1], [2000, 2], [3000, 0.0]])
    assert (below["stack"], below["data"]) == ("below", [[1000, -3], [2000, -0.0], [3000, -0.0]])


def test_the_open_slot_is_hatched_and_has_no_values() -> None:
    drawn, hatched = options([line("a", 5, 5, 5, 5)], WINDOW, 3000, "b/s")["series"]
    assert [label for label, _ in drawn["data"]] == [1000, 2000, 3000]
    assert hatched["markArea"]["data"] == [[{"xAxis": 3000}, {"xAxis": 4000}]]


def test_the_legend_names_channels_only() -> None:
    assert options([line("a"), line("b")], WINDOW, 3000, "b/s")["legend"]["data"] == ["a", "b"]


def test_a_chart_without_values_says_so_instead_of_showing_a_scale() -> None:
    empty, filled = (options([line("a", 0, 0, value)], WINDOW, 3000, "b/s") for value in (0, 5))
    assert (empty["title"]["show"], empty["yAxis"]["axisLabel"]["show"]) == (True, False)
    assert (filled["title"]["show"], filled["yAxis"]["axisLabel"]["show"]) == (False, True)
