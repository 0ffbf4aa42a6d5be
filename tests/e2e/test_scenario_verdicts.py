"""Each ready scenario of the simulated pair, judged by a real server: exactly its fault is named."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.scenario import load_scenario, ready_names

if TYPE_CHECKING:
    from tests.e2e.conftest import Running

START_S = 1_764_000_000.0
A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"
SEEDS = range(1, 1 + int(os.environ.get("FAUXMON_TEST_SEEDS", "1")))
"""Each scenario with so many kinds of traffic."""
BY_HAND = "by-hand"
"""Goes on until it is steered."""
FOUND: dict[str, tuple[str, set[str]]] = {
    "clock-skew": ("pass", {"CLOCK_SKEW"}),
    "fail-back": ("pass", set()),
    "failover": ("pass", set()),
    "hard-death": ("pass", set()),
    "late-records": ("pass", {"LATE_RECORDS"}),
    "lossy": ("fail", {"RECORDS_LOST"}),
    "never-takes-over": ("fail", {"STANDBY_SILENT"}),
    "not-activated": ("fail", {"STANDBY_SILENT"}),
    "not-propagated": ("fail", {"STANDBY_SILENT"}),
    "route-change": ("fail", {"WRONG_INTERFACE_ADDRESS"}),
    "sequence-reset": ("not yet", {"SEQUENCE_RESET"}),
    "server-nat": ("fail", {"SERVER_NAT_ON"}),
    "split-brain": ("fail", {"SPLIT_BRAIN"}),
    "templates-late": ("pass", set()),
    "templates-never": ("fail", {"TEMPLATES_MISSING"}),
}
"""Scenario → verdict, codes of the findings."""


def judged(server: Running, name: str, seed: int) -> dict[str, Any]:
    scenario = load_scenario(name)
    assert scenario.duration_s is not None
    played = (scenario.settings, scenario.with_seed(seed).traffic, scenario.steps)
    with LoadMasterPair(server.udp[0], START_S, *played, sleep=lambda _: None) as pair:
        for _ in range(scenario.duration_s + 1):
            pair.advance(1)
            server.settle(pair.receipts)  # or seconds that pass in no time come at one; a pause besides is not needed
        question = {
            "before": A,
            "after": B,
            "shared": SHARED,
            "clock": "exporters",
            "now": round((START_S + pair.now_s) * 1000),
        }
    answer = server.http.post("/_fauxmon/verify/failover", json=question)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_every_scenario_that_ends_is_judged() -> None:
    assert {*FOUND, BY_HAND} == set(ready_names())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FOUND)
def test_the_verdict_names_exactly_the_fault_that_there_is(emptied: Running, name: str, seed: int) -> None:
    verdict = judged(emptied, name, seed)

    assert (verdict["result"], {finding["code"] for finding in verdict["findings"]}) == FOUND[name], verdict
