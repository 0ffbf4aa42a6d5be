"""What there is instead of words that a collector does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import click
import pytest

from fauxmon.cli.vocabulary import Words, explained
from fauxmon.client import Client, Entry, FieldProblem, ValidationError


class CodeLists:
    """The one call that is made, and which list it was for."""

    def __init__(self, **lists: Sequence[Entry]) -> None:
        self.lists = lists
        self.asked: list[str] = []

    def code_list(self, name: str) -> Sequence[Entry]:
        self.asked.append(name)
        return self.lists[name]


METHODS: list[Entry] = [
    {"id": "srcip", "name": "Source", "group": "Addresses"},
    {"id": "proto", "name": "Protocol", "group": "Protocols"},
    {"id": "srcip:p", "name": "Source", "group": "Addresses"},
]
ORDERS: list[Entry] = [{"id": "bytes", "name": "Bytes"}, {"id": "flows", "name": "Flows"}]


def told(statistic: str, order: str, *problems: tuple[str, str]) -> tuple[str, list[str]]:
    lists = CodeLists(methods=METHODS, orders=ORDERS)
    words = Words("statistic", "statistics", [statistic], "methods"), Words("order", "orderBy", [order], "orders")
    with pytest.raises(click.ClickException) as caught, explained(cast("Client", lists), *words):
        raise ValidationError([FieldProblem(*problem) for problem in problems], {"filter": "prt 1"})
    return caught.value.message, lists.asked


def test_the_list_stands_for_what_the_collector_says_of_the_word() -> None:
    message, asked = told("scrip", "bytes", ("statistics.statistics", "scrip is not one of srcip, proto"))
    assert message.splitlines() == [
        "there is no statistic 'scrip'; there are:",
        "  Addresses: srcip[:p]",
        "  Protocols: proto",
    ]
    assert asked == ["methods"]


def test_other_problems_stay() -> None:
    message, _ = told("srcip", "size", ("statistics.orderBy", "no size"), ("filter", "line 1, column 1: prt"))
    assert message.splitlines() == [
        "filter: line 1, column 1: prt",
        "  prt 1",
        "  ^",
        "there is no order 'size'; there are:",
        "  bytes, flows",
    ]


def test_words_of_lists_are_found_in_their_field() -> None:
    lists = CodeLists(columns=ORDERS)
    words = Words("column", "output", ["flows", "pkt", "size"], "columns")
    with pytest.raises(click.ClickException) as caught, explained(cast("Client", lists), words):
        raise ValidationError([FieldProblem("output[1]", "no"), FieldProblem("output[2]", "no")], {})
    assert caught.value.message.splitlines() == ["there is no column 'pkt', 'size'; there are:", "  bytes, flows"]


def test_words_that_are_in_the_list_are_not_what_is_wrong() -> None:
    assert told("srcip:p", "flows", ("statistics.statistics", "Not for this Profile"), ("to", "Is missing"))[0] == (
        "the collector refuses this:\n  statistics.statistics: Not for this Profile\n  to: Is missing"
    )


def test_a_field_that_nobody_complains_of_is_not_looked_up() -> None:
    assert told("another name", "flows", ("to", "Is missing")) == ("to: Is missing", [])
