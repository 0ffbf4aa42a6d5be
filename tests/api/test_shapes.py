from typing import Any

import pytest

from fauxmon_api.shapes import Either, shape, shown

TEXT = {"type": ["string", "number", "null"]}


def test_ids_are_text_or_numbers() -> None:
    assert shape("live") == TEXT


@pytest.mark.parametrize("example", [7, 1.5])
def test_numbers_may_come_as_their_digits(example: Any) -> None:
    number, digits = shape(example)["anyOf"]
    assert "null" in number["type"]
    assert digits["type"] == "string"


def test_booleans_have_eight_spellings() -> None:
    assert shape(False)["enum"] == [True, False, 1, 0, "1", "0", "true", "false", None]


def test_an_asterisk_may_be_a_list() -> None:
    every, some = shape("*")["anyOf"]
    assert every == {"const": "*"}
    assert some == {"type": ["array", "null"], "items": TEXT}


def test_objects_and_lists_are_told_as_deep_as_they_are() -> None:
    example = {"channels": [{"id": "a", "mode": {}}], "none": None, "empty": []}
    assert shape(example) == {
        "type": ["object", "null"],
        "properties": {
            "channels": {
                "type": ["array", "null"],
                "items": {
                    "type": ["object", "null"],
                    "properties": {"id": TEXT, "mode": {"type": ["object", "null"], "properties": {}}},
                },
            },
            "none": {},
            "empty": {"type": ["array", "null"]},
        },
    }


def test_of_two_kinds_one_is_shown_and_both_are_allowed() -> None:
    either = Either({"top": 10}, {"showPercentile": True})
    assert shape(either) == {"anyOf": [shape({"top": 10}), shape({"showPercentile": True})]}
    assert shown(either) == {"top": 10}
    assert shown("live") == "live"
