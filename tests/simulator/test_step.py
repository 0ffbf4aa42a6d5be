"""Steps: what there is, and what is refused in one line."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.simulator.step import KINDS, Step, StepError, parse_step


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({"do": "reboot", "unit": "a", "at": 5}, Step("reboot", "a", None, 5)),
        ({"do": "endpoint", "value": False}, Step("endpoint", None, False)),
        ({"do": "endpoint", "value": "127.0.0.1:2055", "unit": "b"}, Step("endpoint", "b", ("127.0.0.1", 2055))),
        ({"do": "interfaces", "value": [2, 1, 2]}, Step("interfaces", None, (1, 2))),
        ({"do": "route", "unit": "b", "value": False}, Step("route", "b", None)),
        ({"do": "route", "unit": "b", "value": "127.0.2.1"}, Step("route", "b", "127.0.2.1")),
        ({"do": "skew", "unit": "b", "value": -600}, Step("skew", "b", -600)),
    ],
)
def test_a_step_is_read(given: dict[str, Any], step: Step) -> None:
    assert parse_step(given) == step


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "do: None is none of endpoint, "),
        ({"do": ["nat"]}, "do: ['nat'] is none of"),
        ({"do": "nat", "when": 3}, "unknown key 'when'"),
        ({"do": "nat", "value": "on"}, "nat: 'on' is not true or false"),
        ({"do": "nat", "value": True, "unit": "c"}, "nat: unit 'c' is neither a nor b"),
        ({"do": "nat", "value": True, "at": -1}, "nat: at -1 is not a second"),
        ({"do": "nat", "value": True, "at": True}, "nat: at True is not a second"),
        ({"do": "reboot", "unit": "a", "value": 3}, "reboot: takes no value"),
        ({"do": "kill"}, "kill: say which unit"),
        ({"do": "split", "value": True, "unit": "a"}, "split: is done to the pair, not to a unit"),
        ({"do": "endpoint", "value": "collector:2055"}, "endpoint: 'collector:2055' is not true, false or HOST:PORT"),
        ({"do": "endpoint", "value": "127.0.0.1:0"}, "endpoint: '127.0.0.1:0' is not"),
        ({"do": "endpoint", "value": 2055}, "endpoint: 2055 is not"),
        ({"do": "interfaces", "value": [3]}, "interfaces: [3] is not a list of interfaces"),
        ({"do": "interfaces", "value": [True]}, "interfaces: [True] is not"),
        ({"do": "interfaces", "value": "1"}, "interfaces: '1' is not"),
        ({"do": "route", "unit": "a", "value": "10.0.0.1"}, "route: '10.0.0.1' is not an address of 127.0.0.0/8"),
        ({"do": "route", "unit": "a"}, "route: None is not an address"),
        ({"do": "loss", "unit": "a", "value": 101}, "loss: 101 is not a number from 0 to 100"),
        ({"do": "traffic", "value": float("inf")}, "traffic: inf is not a number"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(given: dict[str, Any], said: str) -> None:
    with pytest.raises(StepError) as refused:
        parse_step(given)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


def test_every_kind_has_a_line_of_help() -> None:
    assert all(kind.help.endswith(".") and len(kind.help) < 90 for kind in KINDS.values())
