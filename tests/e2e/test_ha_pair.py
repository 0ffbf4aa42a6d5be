"""A simulated pair of LoadMasters and a real server: what is stored is what was sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fauxmon.simulator.pair_settings import HA_TIMEOUTS, PairSettings
from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.scenario import Scenario, load_scenario
from fauxmon.simulator.step import Step
from fauxmon.simulator.traffic import Traffic

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

START_S = 1_764_000_000.0
A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"
LASTS_S = 40
SCENARIOS = int(os.environ.get("FAUXMON_TEST_SEEDS", "20"))

Amounts = dict[str, tuple[int, int, int]]
"""Flows, packets and octets by address."""


@pytest.fixture(scope="module")
def collector(start_in_module: Start) -> Running:
    return start_in_module()


@pytest.fixture
def server(collector: Running) -> Running:
    assert collector.http.post("/_fauxmon/reset").status_code == 204
    return collector


def stored(server: Running) -> Amounts:
    """What each Source's Channel has, exactly."""
    sources = server.sources()
    until = max((row["last_seen_ms"] for row in sources), default=0) + 1
    answer = server.http.get("/_fauxmon/totals", params={"from": 0, "to": until})
    assert answer.status_code == 200, answer.text
    totals = {row["channel_id"]: (row["flows"], row["packets"], row["bytes"]) for row in answer.json()}
    return {row["address"]: totals[row["channel_id"]] for row in sources}


def sent(pair: LoadMasterPair) -> Amounts:
    amounts = {address: pair.truth.from_address(address) for address in pair.truth.addresses()}
    return {address: (amount.flows, amount.packets, amount.octets) for address, amount in amounts.items()}


def played(server: Running, scenario: Scenario) -> LoadMasterPair:
    with LoadMasterPair.of(scenario, server.udp[0], START_S) as pair:
        assert scenario.duration_s is not None
        pair.advance(scenario.duration_s + 1)
        answer = server.settle(pair.receipts)
        assert answer["settled"], answer
        return pair


def test_a_failover_is_two_sources_with_a_channel_each_and_nothing_is_lost(server: Running) -> None:
    pair = played(server, load_scenario("failover"))
    assert [row["address"] for row in server.sources()] == [A, B]
    assert len(server.channels()) == 2
    assert stored(server) == sent(pair)
    assert all(row["lost"] == 0 for row in server.sources())


def test_server_nat_is_one_source(server: Running) -> None:
    pair = played(server, load_scenario("server-nat"))
    assert [row["address"] for row in server.sources()] == [SHARED]
    assert len(server.channels()) == 1
    assert stored(server) == sent(pair)
    assert {unit for unit, _ in pair.truth.sent} == {"a", "b"}


def test_data_that_comes_before_its_templates_is_recovered(server: Running) -> None:
    pair = played(server, load_scenario("templates-late"))
    assert stored(server) == sent(pair)
    assert server.control("ledger")["held_back"] == 0


def test_data_without_templates_is_held_back_and_counted(server: Running) -> None:
    pair = played(server, load_scenario("templates-never"))
    assert stored(server)[B] == (0, 0, 0)
    ledger = server.control("ledger")
    assert ledger["balanced"]
    assert ledger["held_back"] == pair.truth.from_address(B).messages > 0


def test_ten_thousand_flows_a_second_stepped_overrun_no_receiver(server: Running) -> None:
    busy = Scenario("busy", "", PairSettings(interfaces=(1, 2)), Traffic(connections=2_500), (), 10)
    pair = played(server, busy)
    ledger = server.control("ledger")
    assert ledger["stored"] == pair.truth.from_address(A).flows > 60_000
    assert ledger["kernel_dropped"] == ledger["inbox_dropped"] == 0


def any_scenario(seed: int) -> Scenario:
    """Some settings, and some things that are done at some time."""
    random = np.random.Generator(np.random.Philox(seed))

    def one_of(*values: object) -> object:
        return values[int(random.integers(len(values)))]

    settings = PairSettings(
        ha_timeout_s=int(random.choice(HA_TIMEOUTS[:3])),
        boot_s=int(random.integers(1, 15)),
        preferred=one_of(None, "a", "b"),  # type: ignore[arg-type]
        flow_timeout_s=float(random.integers(0, 5)),
        template_refresh_s=float(random.integers(1, 15)),
        interfaces=one_of((1,), (2,), (1, 2)),  # type: ignore[arg-type]
        server_nat=bool(random.integers(2)),
        propagation=bool(random.integers(2)),
    )
    steps = []
    for _ in range(int(random.integers(1, 6))):
        do, value = one_of(
            ("reboot", None), ("kill", None), ("start", None), ("restart", None), ("split", True), ("split", False),
            ("nat", True), ("nat", False), ("interfaces", (1, 2)), ("route", "127.0.2.123"), ("skew", -90.0),
            ("delay", 4.0), ("loss", 10.0), ("traffic", 60.0),
        )  # fmt: skip
        unit = None if do in ("split", "traffic", "nat", "interfaces") else one_of("a", "b")
        steps.append(Step(do, unit, value, int(random.integers(LASTS_S - 10))))  # type: ignore[arg-type]
    return Scenario(f"seed {seed}", "", settings, Traffic(seed=seed, connections=12), tuple(steps), LASTS_S)


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_flows_stored_are_flows_sent_whatever_happens(server: Running, seed: int) -> None:
    pair = played(server, any_scenario(seed))
    assert stored(server) == sent(pair)
    ledger = server.control("ledger")
    assert ledger["balanced"]
    assert ledger["stored"] == sum(flows for flows, _, _ in sent(pair).values()) > 0
    assert ledger["offered"] == sum(one["messages"] for one in pair.receipts)
    dropped = ("kernel_dropped", "inbox_dropped", "malformed", "unreadable", "held_back", "template_missing")
    assert [ledger[name] for name in dropped] == [0] * len(dropped)
