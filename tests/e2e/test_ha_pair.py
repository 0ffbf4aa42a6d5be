"""A simulated pair of LoadMasters and a real server: what is stored is what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

START_S = 1_764_000_000.0
A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"


@pytest.fixture(scope="module")
def collector(start_in_module: Start) -> Running:
    return start_in_module()


@pytest.fixture
def server(collector: Running) -> Running:
    assert collector.http.post("/_fauxmon/reset").status_code == 204
    return collector


def stored(server: Running) -> dict[str, int]:
    """Flows by Source."""
    return {row["address"]: row["records"] for row in server.sources()}


def sent(pair: LoadMasterPair) -> dict[str, int]:
    return {address: pair.truth.from_address(address).flows for address in pair.truth.addresses()}


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
