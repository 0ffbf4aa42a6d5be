from __future__ import annotations

from fauxmon.cli.refusals import refusal
from fauxmon.client import FieldProblem, ValidationError


def error(checked: object, *problems: tuple[str, str]) -> ValidationError:
    return ValidationError([FieldProblem(*problem) for problem in problems], checked)


def test_one_problem_is_one_line() -> None:
    assert refusal(error({}, ("chart.measure", "Unknown value"))) == "chart.measure: Unknown value"


def test_several_problems_have_a_line_each() -> None:
    assert refusal(error({}, ("from", "Is missing"), ("to", "Is missing"))).splitlines() == [
        "the collector refuses this:",
        "  from: Is missing",
        "  to: Is missing",
    ]


def test_a_filter_is_shown_with_a_caret_under_the_place() -> None:
    lines = refusal(error({"filter": "proto tpc"}, ("filter", "line 1, column 7: no protocol"))).splitlines()
    assert lines == ["filter: line 1, column 7: no protocol", "  proto tpc", "        ^"]


def test_a_filter_within_a_list_and_over_several_lines() -> None:
    checked = {"channels": [{"filter": "any"}, {"filter": "any\n\tand prt 5"}]}
    lines = refusal(error(checked, ("channels[1].filter", "line 2, column 6: 'prt'"))).splitlines()
    assert lines[1:] == ["  \tand prt 5", "  \t    ^"]


def test_the_end_of_a_filter_can_be_pointed_at() -> None:
    assert refusal(error({"filter": "not"}, ("filter", "line 1, column 4: ends too soon"))).endswith("  not\n     ^")


def test_a_place_that_is_not_there_is_not_pointed_at() -> None:
    for checked in (None, {}, {"filter": 5}, {"filter": "any"}, ["any"]):
        told = refusal(error(checked, ("filter", "line 9, column 7: no")))
        assert told == "filter: line 9, column 7: no"
    assert refusal(error([], ("[3].filter", "line 1, column 1: no"))) == "[3].filter: line 1, column 1: no"
