"""Traffic is a function of seed and second, and nothing of a flow is lost when it is cut."""

from __future__ import annotations

import ipaddress

import numpy as np
import pytest

from fauxmon.simulator.traffic import CLIENT_SIDE, LONGEST_MS, SERVER_SIDE, Traffic, count_of, cut, together, where


def test_a_second_is_the_same_whenever_it_is_asked_for() -> None:
    forwards = [Traffic(seed=7).flows_of(second) for second in (3, 4)]
    backwards = [Traffic(seed=7).flows_of(second) for second in (4, 3)][::-1]
    for one, other in zip(forwards, backwards, strict=True):
        assert set(one) == set(other)
        assert all(np.array_equal(one[name], other[name]) for name in one)


def test_another_seed_and_another_second_are_other_traffic() -> None:
    octets = {
        Traffic(seed=seed).flows_of(second)["octetDeltaCount"].tobytes() for seed in (1, 2) for second in range(5)
    }
    assert len(octets) == 10


def test_clients_reach_services_on_the_shared_address_and_these_reach_real_servers() -> None:
    flows = Traffic(connections=200, shared="127.0.9.9", ports=(443,), servers=2).flows_of(0)
    shared = int(ipaddress.IPv4Address("127.0.9.9"))
    near, far = where(flows, flows["interface"] == CLIENT_SIDE), where(flows, flows["interface"] == SERVER_SIDE)
    for side in (near, far):
        meets = (side["sourceIPv4Address"] == shared) ^ (side["destinationIPv4Address"] == shared)
        assert meets.all()
        assert ((side["sourceTransportPort"] == 443) | (side["destinationTransportPort"] == 443)).all()
    servers = set(far["destinationIPv4Address"].tolist()) - {shared}
    assert {str(ipaddress.IPv4Address(one)) for one in servers} == {"10.20.0.11", "10.20.0.12"}
    assert set((flows["ingressInterface"] + flows["egressInterface"] - flows["interface"]).tolist()) == {0}


def test_flows_begin_in_their_second_and_do_not_last_for_ever() -> None:
    flows = Traffic(connections=500).flows_of(42)
    began, ended = flows["flowStartMilliseconds"], flows["flowEndMilliseconds"]
    assert (began // 1000 == 42).all()
    assert (ended > began).all()
    assert int((ended - began).max()) <= LONGEST_MS


def test_the_day_goes_up_and_down() -> None:
    traffic = Traffic(connections=100, day_s=400, swing=0.5)
    assert [traffic.rate_at(second) for second in (0, 100, 300)] == [100, 150, 50]
    assert count_of(traffic.flows_of(100)) > count_of(traffic.flows_of(300))
    assert count_of(Traffic(connections=0).flows_of(1)) == 0


def test_a_flow_that_is_cut_has_the_share_of_its_time_and_ends_there() -> None:
    flows = {
        "flowStartMilliseconds": np.array([1000, 1000, 1000], np.uint64),
        "flowEndMilliseconds": np.array([3000, 1500, 9000], np.uint64),
        "octetDeltaCount": np.array([8000, 8000, 80], np.uint64),
        "packetDeltaCount": np.array([8, 8, 1], np.uint64),
    }
    part = cut(flows, 2000)
    assert part["flowEndMilliseconds"].tolist() == [2000, 1500, 2000]
    assert part["octetDeltaCount"].tolist() == [4000, 8000, 40]
    assert part["packetDeltaCount"].tolist() == [4, 8, 1]


@pytest.mark.parametrize("parts", [1, 3])
def test_together_is_all_of_them(parts: int) -> None:
    flows = [Traffic().flows_of(second) for second in range(parts)]
    assert count_of(together(flows)) == sum(map(count_of, flows))
