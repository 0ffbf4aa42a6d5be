from __future__ import annotations

from typing import Any

from fauxmon_api.web.collector_state import endpoint, ports, read_state


def test_the_state_sums_up_the_ledger(collecting: Any) -> None:
    collecting.counters = {"received": 70, "stored": 9, "unreadable": 2, "malformed": 1, "template_missing": 4}
    collecting.counters |= {"kernel_dropped": 1, "inbox_dropped": 2, "refused": 3, "rejected": 4}
    collecting.balanced = False
    state = read_state(collecting, 5)
    assert (state.datagrams, state.flows, state.problems, state.dropped, state.balanced) == (70, 9, 7, 10, False)


def test_the_rate_is_the_mean_between_two_readings(collecting: Any) -> None:
    first = read_state(collecting, 1000)
    collecting.counters = {"received": 50}
    second = read_state(collecting, 3000)
    assert second.datagrams_per_second(first) == 25
    assert first.datagrams_per_second(None) is None


def test_there_is_no_rate_over_a_reset(collecting: Any) -> None:
    collecting.counters = {"received": 50}
    before = read_state(collecting, 1000)
    collecting.counters = {}
    assert read_state(collecting, 2000).datagrams_per_second(before) is None


def test_ports_are_listed_once() -> None:
    assert ports([("::", 3000), ("0.0.0.0", 2055), ("::", 2055)]) == "UDP 2055, 3000"
    assert ports([]) == "no listener"


def test_a_newcomer_is_told_an_address_that_can_be_sent_to() -> None:
    assert endpoint([("0.0.0.0", 2055)]) == "127.0.0.1:2055"
    assert endpoint([("::", 2055)]) == "[::1]:2055"
    assert endpoint([("192.0.2.1", 9995), ("::", 1)]) == "192.0.2.1:9995"
    assert "none is open" in endpoint([])
