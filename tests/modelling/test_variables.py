from __future__ import annotations

import pytest

from fauxmon.modelling.variables import UnknownVariableError, escaped, filled


@pytest.mark.parametrize(
    ("text", "is_filled"),
    [
        ("router ip ${node}", "router ip 192.0.2.1"),
        ("${node}${port}", "192.0.2.1443"),
        ("$${node}", "${node}"),
        ("$$${node}", "$${node}"),
        ("$node {node} $", "$node {node} $"),
    ],
)
def test_names_are_filled_in(text: str, is_filled: str) -> None:
    assert filled(text, {"node": "192.0.2.1", "port": "443"}) == is_filled


def test_a_value_is_not_filled_in_itself() -> None:
    assert filled("${a}", {"a": "${b}", "b": "x"}) == "${b}"


@pytest.mark.parametrize("text", ["${other}", "${", "${}", "${no de}"])
def test_what_is_no_variable_is_told(text: str) -> None:
    with pytest.raises(UnknownVariableError, match=r"there are: node"):
        filled(text, {"node": "x"})


def test_what_is_escaped_is_itself_again() -> None:
    for text in ("${node}", "$${", "a ${ b", "$", "{}"):
        assert filled(escaped(text), {}) == text
