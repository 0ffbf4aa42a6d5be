from typing import Any

import pytest

from fauxmon_api.rest.fmc.codes import code, coded
from fauxmon_api.transport.received import Received

CODES = {1: "Top 1 statistics", 2: "Total flows"}


@pytest.mark.parametrize("name_first", [False, True])
@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"id": 2, "name": "Total flows"}, 2),
        ({"id": "2"}, 2),
        ({"name": " total  FLOWS "}, 2),
        (2, 2),
        ("2", 2),
        ("Total flows", 2),
        (9, 9),
        (None, None),
    ],
    ids=repr,
)
def test_an_entry_an_id_or_a_name(value: Any, found: int | None, name_first: bool) -> None:
    holder = Received({"type": value})
    assert code(holder, "type", CODES, name_first=name_first) == found
    assert holder.errors == []


def test_where_id_and_name_disagree() -> None:
    holder = Received({"type": {"id": 1, "name": "Total flows"}})
    assert [code(holder, "type", CODES, name_first=first) for first in (False, True)] == [1, 2]


def test_a_name_in_another_language_counts_only_where_the_id_does_not() -> None:
    given = {"type": {"id": 2, "name": "Celkem toků"}}
    assert code(holder := Received(given), "type", CODES) == 2
    assert holder.errors == []
    code(holder := Received(given), "type", CODES, name_first=True)
    assert [(error.field, error.message) for error in holder.errors] == [
        ("type", "Must be one of Top 1 statistics, Total flows")
    ]


@pytest.mark.parametrize("value", ["volume", {}, {"name": "volume"}, [], {"id": [2]}], ids=repr)
def test_what_is_neither_is_refused(value: Any) -> None:
    holder = Received({"type": value}, "definition")
    code(holder, "type", CODES)
    assert [error.field for error in holder.errors] == ["definition.type"]


def test_an_entry_has_its_name() -> None:
    assert coded(2, CODES) == {"id": 2, "name": "Total flows"}
