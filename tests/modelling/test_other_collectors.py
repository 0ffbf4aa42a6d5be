"""Collectors that say the same in other spellings: further fields, ids and numbers as text, truth as 0 and 1, names in
the language of whoever asks. None of it is a difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.modelling.whole_model import BEFORE, WHOLE

from fauxmon.client import Client, Login, StatusError, Target
from fauxmon.client.request import Answer, Request
from fauxmon.modelling.apply import apply
from fauxmon.modelling.comparison import compared
from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.plan import plan
from fauxmon.modelling.writing import write

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

KEPT = ("options", "localization")
"""What clients have written, which comes back as it was."""


def values_changed(body: Any, change: Callable[[str, Any], Any]) -> Any:
    if isinstance(body, list):
        return [values_changed(each, change) for each in body]
    if not isinstance(body, dict):
        return body
    return {key: value if key in KEPT else change(key, values_changed(value, change)) for key, value in body.items()}


def further_fields(body: Any) -> Any:
    if isinstance(body, list):
        return [further_fields(each) for each in body]
    if not isinstance(body, dict):
        return body
    known = {key: value if key in KEPT else further_fields(value) for key, value in body.items()}
    return {**known, "zTheirs": {"id": 1, "name": "x"}, "zNone": None} if body else known


def as_text(key: str, value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) and not axis(key) else value


def as_numbers(key: str, value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdecimal() and key in ("id", "chapterId") else value


def truth_as_text(_key: str, value: Any) -> Any:
    return str(int(value)) if isinstance(value, bool) else value


def axis(key: str) -> bool:
    return key in ("x", "y", "w", "h", "minW", "minH")


def in_czech(body: Any) -> Any:
    """Texts of the field itself in another language, where the thing has texts in several."""
    if not isinstance(body, list):
        return body
    return [
        {**each, "name": f"česky {each['name']}"} if isinstance(each, dict) and "localization" in each else each
        for each in body
    ]


SPELLINGS: dict[str, Callable[[Any], Any]] = {
    "further fields": further_fields,
    "numbers as text": lambda body: values_changed(body, as_text),
    "text as numbers": lambda body: values_changed(body, as_numbers),
    "truth as text": lambda body: values_changed(body, truth_as_text),
    "another language": in_czech,
}


class Other(Client):
    """Stands for a collector that cannot be had here, by another spelling of what a Fauxmon answers."""

    def __init__(self, target: Target, spelling: Callable[[Any], Any]) -> None:
        super().__init__(target)
        self._spelling = spelling

    def send(self, request: Request) -> Answer:
        answer = super().send(request)
        return answer._replace(body=self._spelling(answer.body))


class Older(Client):
    """Stands for a collector without Reports and Topologies, by answering as one does that does not know a path."""

    def send(self, request: Request) -> Answer:
        if request.path.endswith(("/reports", "/topologies")):
            raise StatusError(404, "no such path")
        return super().send(request)


def test_what_a_collector_has_no_calls_for_is_left_out_with_what_needs_it(collector: Collector) -> None:
    wanted = read(WHOLE)
    with Older(Target(url=collector.url, login=Login("admin", "admin"))) as client:
        before = Inventory.of(client)
        made = plan(wanted, before)
        assert made.left_out == {"reports": 1, "topologies": 1, "widgets": 1}
        assert made.waiting == []
        apply(client, before, made, lambda _: None)
        there = Inventory.of(client)
        assert plan(wanted, there, prune=True).changes == []
        found, here = compared(wanted, there)
        assert found == here


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_is_no_difference(collector: Collector, spelling: str) -> None:
    wanted = read(WHOLE)
    collector.apply(BEFORE)
    with Other(Target(url=collector.url, login=Login("admin", "admin")), SPELLINGS[spelling]) as client:
        before = Inventory.of(client)
        apply(client, before, plan(wanted, before, prune=True), lambda _: None)
        there = Inventory.of(client)
        left = plan(wanted, there, prune=True)
        assert [*left.changes, *left.waiting, *left.refused] == []
        found, here = compared(wanted, there)
        assert found == here
        assert write(exported(there).model) == write(exported(Inventory.of(collector.client)).model)
