from __future__ import annotations

from fauxmon_api.web.chart import Line, options, selected_time
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


def test_lines_take_nothing_from_areas_that_were_drawn_before() -> None:
    up, down, _ = options([line("up", 1), line("down", 3, sign="-")], WINDOW, 1000, "b/s", style="lines")["series"]
    assert (up["stack"], up["areaStyle"], up["data"]) == (None, None, [[1000, 1]])
    assert down["data"] == [[1000, -3]]


def test_a_logarithmic_axis_has_neither_zero_nor_below() -> None:
    drawn = options([line("up", 0, 100), line("down", 3, sign="-")], WINDOW, 2000, "b/s", style="log")
    up, down, _ = drawn["series"]
    assert drawn["yAxis"]["type"] == "log"
    assert up["data"] == [[1000, None], [2000, 100]]
    assert (down["data"], down["lineStyle"]["type"]) == ([[1000, 3], [2000, None]], "dashed")
    assert options([line("up", 0)], WINDOW, 2000, "b/s", style="log")["yAxis"]["type"] == "value", "nothing to scale"


def test_what_was_dragged_over_is_a_time() -> None:
    assert selected_time([{"coordRange": [2000.7, 1000.2]}]) == (1000, 2000)
    assert selected_time([{"coordRange": [1000.1, 1000.3]}]) is None
    assert selected_time([]) is None


def test_a_sparse_line_has_no_value_where_there_is_none() -> None:
    sparse = Line("rtt", "#123456", "+", {2000: 5.0}, sparse=True)
    for style in ("lines", "log"):
        drawn, _ = options([sparse], WINDOW, 3000, "ms", style=style)["series"]
        assert (drawn["data"], drawn["symbol"], drawn["step"]) == ([[2000, 5.0]], "circle", False)
