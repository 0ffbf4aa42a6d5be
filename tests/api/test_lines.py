from __future__ import annotations

from fauxmon_api.lines import Line, reduced


def line(name: str, *values: float, sign: str = "+") -> Line:
    return Line(name, "#123456", sign, {1000 * i: value for i, value in enumerate(values, 1)})


def test_few_lines_stay_as_they_are() -> None:
    lines = [line("a", 1), line("b", 2, sign="-"), line("c", 3)]
    assert {kept.name for kept in reduced(lines, 2)} == {"a", "b", "c"}


def test_the_smallest_lines_of_a_side_become_one() -> None:
    kept = reduced(
        [line("small", 1, 1), line("big", 9), line("tiny", 0.5), line("large", 8), line("m", 7, sign="-")], 3
    )
    assert [kept_line.name for kept_line in kept] == ["big", "large", "2 others", "m"]
    assert kept[2].points == {1000: 1.5, 2000: 1.0}
