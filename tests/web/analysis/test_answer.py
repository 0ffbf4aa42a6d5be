from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.analysis.answer import Answer, prepare
from fauxmon_api.web.analysis.question import ListQuestion, Scope, TopQuestion
from fauxmon_api.web.ranges import fitting
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.filter import FilterError


@pytest.fixture
def scope(world: Any) -> Scope:
    source = world.source("192.168.1.123")
    for octets, port in ((5_000_000, 443), (700, 53)):
        world.receive({"source_id": source.id, "at": -1, "octets": octets, "packets": 2, "flows": 1, "dst_port": port})
    return Scope("live", None, fitting(world.now_ms - 60_000, world.now_ms))


def test_rows_are_those_of_rest_and_sort_by_what_they_count(context: Context, scope: Scope) -> None:
    answer = prepare(context.analysis, TopQuestion("dstport"), scope)()
    assert [(row["dstport"], row["byt"]) for row in answer.rows] == [("443", "5.0 M"), ("53", "700")]
    assert [row["byt"] for row in answer.table()] == [5e6, 700.0]
    assert [row["text"]["byt"] for row in answer.table()] == ["5.0 M", "700"]
    titles = {column.name: (column.label, column.kind) for column in answer.columns()}
    assert (titles["dstport"], titles["byt"]) == (("Destination port", "text"), ("Bytes", "number"))


def test_rows_can_be_taken_along(context: Context, scope: Scope) -> None:
    answer = prepare(context.analysis, ListQuestion(filter="port 53"), scope)()
    assert json.loads(answer.as_json()) == answer.rows == list(csv.DictReader(io.StringIO(answer.as_csv())))
    assert [row["dstport:p"] for row in answer.rows] == ["53"]


def test_nothing_is_no_table(context: Context, scope: Scope) -> None:
    answer = prepare(context.analysis, ListQuestion(filter="port 1"), scope)()
    assert (answer.rows, answer.columns(), answer.table(), answer.as_json()) == ([], [], [], "[]")
    assert Answer(ListQuestion(), []).names == []


def test_what_makes_no_sense_is_refused_before_it_is_computed(context: Context, scope: Scope) -> None:
    with pytest.raises(FilterError):
        prepare(context.analysis, TopQuestion(filter="prot tcp"), scope)
    with pytest.raises(InvalidError):
        prepare(context.analysis, TopQuestion("nonsense"), scope)
    with pytest.raises(NotFoundError):
        prepare(context.analysis, TopQuestion(), Scope("gone", None, scope.window))
