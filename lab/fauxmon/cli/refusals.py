"""What a collector finds wrong with a question, for people: per field, a filter with a caret under the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fauxmon.client import FieldProblem, ValidationError

_PLACE = re.compile(r"line (\d+), column (\d+)")
_PATH = re.compile(r"[^.\[\]]+")


def refusal(error: ValidationError) -> str:
    """One line for one problem, a heading and a line each for several; under a filter's line where it is wrong."""
    lines = [line for problem in error.problems for line in _lines(problem, error.checked)]
    if len(error.problems) == 1:
        return "\n".join(lines)
    return "\n".join(["the collector refuses this:", *(f"  {line}" for line in lines)])


def _lines(problem: FieldProblem, checked: Any) -> Iterator[str]:
    yield f"{problem.field}: {problem.message}" if problem.field else problem.message
    place = _PLACE.search(problem.message)
    text = _at(checked, problem.field)
    if place is None or not isinstance(text, str):
        return
    number, column = int(place[1]), int(place[2])
    lines = text.splitlines()
    if 1 <= number <= len(lines):
        yield f"  {lines[number - 1]}"
        # Tabs stay tabs, so that the caret stands where the terminal has put the text.
        yield "  " + re.sub(r"[^\t]", " ", lines[number - 1][: column - 1].ljust(column - 1)) + "^"


def _at(value: Any, path: str) -> Any:
    """What stands at a dotted path with array indices; None if nothing does."""
    for step in _PATH.findall(path):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
