"""LoadMasterPair: what programs and tests use."""

from __future__ import annotations

import socket

import pytest

from fauxmon.simulator.pair_settings import PairSettings
from fauxmon.simulator.running import LoadMasterPair
from fauxmon.simulator.sender import BURST
from fauxmon.simulator.step import StepError
from fauxmon.simulator.traffic import Traffic


def received(bound: socket.socket) -> list[bytes]:
    bound.setblocking(False)
    datagrams = []
    try:
        while True:
            datagrams.append(bound.recv(2000))
    except BlockingIOError:
        return datagrams


def test_it_sends_what_the_truth_says_and_time_passes_only_when_it_is_told() -> None:
    slept: list[float] = []
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector,
        LoadMasterPair(_bound(collector), 1000.0, PairSettings(), Traffic(connections=10), sleep=slept.append) as pair,
    ):
        assert pair.now_s == -1
        assert pair.advance(15) == []
        assert (pair.now_s, pair.active) == (14, ["a"])
        datagrams = received(collector)
        assert len(datagrams) == pair.truth.from_address("127.0.1.123").messages > 10
        assert pair.receipts == [{"exporter": "127.0.1.123", "messages": len(datagrams)}]

        pair.do("reboot", "a")
        assert [(one.at_s, one.unit, one.what) for one in pair.advance(5)] == [
            (15, "a", "reboot"),
            (15, "a", "booting"),
            (18, "b", "active"),
        ]
        assert pair.active == ["b"]
        assert len(pair.happened) == 3


def test_it_pauses_between_bursts() -> None:
    slept: list[float] = []
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as collector,
        LoadMasterPair(_bound(collector), 0.0, traffic=Traffic(connections=1500), sleep=slept.append) as pair,
    ):
        pair.advance(4)
        slept.clear()
        before = pair.truth.from_address("127.0.1.123").messages
        pair.advance(1)
        messages = pair.truth.from_address("127.0.1.123").messages - before
    assert messages > BURST
    assert len(slept) == -(-messages // BURST)


def test_a_step_that_is_none_is_refused_at_once() -> None:
    with LoadMasterPair(("127.0.0.1", 9), 0.0) as pair, pytest.raises(StepError, match="say which unit"):
        pair.do("reboot")


def _bound(collector: socket.socket) -> tuple[str, int]:
    collector.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    collector.bind(("127.0.0.1", 0))
    host, port = collector.getsockname()
    return str(host), int(port)
