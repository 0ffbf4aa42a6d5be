"""Rows over real sockets: who sends them, and how fast."""

from __future__ import annotations

import socket

import pytest

from fauxmon.simulator.flows.export import Export
from fauxmon.simulator.flows.rows import Row

ROW: Row = {"sourceIPv4Address": "10.0.0.1", "octetDeltaCount": 9}


class Clock:
    """Time that passes only in `sleep`."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_rows_are_dealt_to_the_devices_in_turn() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector:
        collector.bind(("127.0.0.1", 0))
        collector.settimeout(10)
        with Export(collector.getsockname(), 10, 3, None, lambda: 1_764_000_000.0) as export:
            export.run([ROW] * 7)
        peers = [collector.recvfrom(2000)[1][0] for _ in range(6)]  # Templates, then data
    assert peers == ["127.0.2.1", "127.0.2.2", "127.0.2.3"] * 2
    assert export.flows == 7
    assert export.sent.per_exporter == {"127.0.2.1": 2, "127.0.2.2": 2, "127.0.2.3": 2}


@pytest.mark.parametrize(("rate", "took"), [(50.0, 6.0), (600.0, 0.5)])
def test_a_rate_is_kept(rate: float, took: float) -> None:
    clock = Clock()
    with Export(("127.0.0.1", 9), 5, 1, rate, lambda: 1_764_000_000.0, clock.sleep, lambda: clock.now) as export:
        export.run([ROW] * 300)
    assert clock.now - 100 == pytest.approx(took)
