from typing import Any

import pytest

from fauxmon_api.transport.received import Received
from fauxmon_model.errors import InvalidError


def _wrong(received: Received) -> list[tuple[str, str]]:
    with pytest.raises(InvalidError) as caught:
        received.check()
    return [(error.field, error.message) for error in caught.value.errors]


@pytest.mark.parametrize("spelling", [1, True, "1", "true", "True", " TRUE "])
def test_true_in_every_spelling(spelling: Any) -> None:
    assert Received({"history": spelling}).boolean("history") is True


@pytest.mark.parametrize("spelling", [0, False, "0", "false", "False"])
def test_false_in_every_spelling(spelling: Any) -> None:
    assert Received({"history": spelling}).boolean("history") is False


@pytest.mark.parametrize("value", ["", "yes", 2, 1.5, [], {}])
def test_what_is_no_boolean(value: Any) -> None:
    received = Received({"history": value})
    assert received.boolean("history") is None
    assert _wrong(received) == [("history", "Must be a boolean")]


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (7, "7"), (1.5, "1.5"), (None, None)])
def test_ids_are_text_or_numbers(value: Any, text: str | None) -> None:
    assert Received({"id": value}).text("id") == text


@pytest.mark.parametrize(("value", "number"), [(7, 7), ("7", 7), (" -7 ", -7), (7.0, 7), (True, 1), (None, None)])
def test_numbers_or_their_digits(value: Any, number: int | None) -> None:
    received = Received({"top": value})
    assert received.integer("top") == number
    received.check()


@pytest.mark.parametrize("value", ["", "7.5", 7.5, "seven", [7], 10**18, "9" * 19, "٣", float("inf"), float("nan")])
def test_what_is_no_whole_number_or_too_long_for_a_database(value: Any) -> None:
    received = Received({"top": value})
    assert received.integer("top") is None
    assert _wrong(received) == [("top", "Must be a whole number")]


def test_wildcard_or_list() -> None:
    assert Received({"channels": "*"}).wildcard_or_texts("channels") == "*"
    assert Received({"channels": ["a", 7]}).wildcard_or_texts("channels") == ["a", "7"]
    received = Received({"channels": "a"})
    assert received.wildcard_or_texts("channels") is None
    assert _wrong(received) == [("channels", 'Must be "*" or a list of texts')]


def test_flags() -> None:
    assert Received({"volumetric": {"flows": 1, "bytes": "false"}}).flags("volumetric") == {
        "flows": True,
        "bytes": False,
    }


def test_everything_wrong_is_told_at_once_and_where_it_is() -> None:
    received = Received({"name": [], "channels": [{"id": "a"}, {"id": {}, "mode": {"enabled": "maybe"}}, 7]})
    received.text("name")
    for channel in received.objects("channels") or []:
        channel.text("id")
        channel.flags("mode")
    received.required("type")
    assert _wrong(received) == [
        ("name", "Must be text"),
        ("channels[2]", "Must be an object"),
        ("channels[1].id", "Must be text"),
        ("channels[1].mode.enabled", "Must be a boolean"),
        ("type", "Is missing"),
    ]


def test_whole_numbers_that_must_be_there() -> None:
    received = Received({"from": "8", "to": 8.5, "none": None})
    assert [received.required_integer(name) for name in ("from", "to", "none")] == [8, 0, 0]
    assert _wrong(received) == [("to", "Must be a whole number"), ("none", "Is missing")]


def test_a_converter_says_what_it_wants() -> None:
    received = Received({"n": "12", "m": "x"})
    assert received.read("n", int, "Must be digits") == 12
    assert received.read("m", int, "Must be digits") is None
    assert received.read("absent", int, "Must be digits") is None
    assert _wrong(received) == [("m", "Must be digits")]


@pytest.mark.parametrize("value", [None, [], "text", 7])
def test_what_is_no_object(value: Any) -> None:
    assert _wrong(Received(value, "search")) == [("search", "Must be an object")]


@pytest.mark.parametrize(
    ("sent", "read"), [({}, None), ({"to": None}, 0), ({"to": ""}, 0), ({"to": 7}, 7), ({"to": "7"}, 7)], ids=str
)
def test_a_link_that_is_explicitly_nothing_is_0(sent: dict[str, Any], read: int | None) -> None:
    received = Received(sent)
    assert received.link("to") == read
    received.check()


def test_localization_has_the_texts_of_known_names() -> None:
    texts = {"name": {"en": "A", "cz": None}, "device": {}, "other": {"en": "B"}}
    received = Received({"localization": texts})
    assert received.localization(("name", "location", "device")) == {"name": {"en": "A", "cz": ""}, "device": {}}
    assert Received({}).localization(("name",)) is None
    received.check()


def test_a_localization_that_is_none_is_told_field_by_field() -> None:
    received = Received({"localization": {"name": "A", "device": {"en": []}}})
    received.localization(("name", "device"))
    assert [error.field for error in received.errors] == ["localization.name", "localization.device.en"]
