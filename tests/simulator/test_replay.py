"""Replay over real sockets: order, pace, addresses and ports."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from fauxmon.simulator.addresses import SourceAddresses
from fauxmon.simulator.failover import Failover
from fauxmon.simulator.replay import Replay, ReplayError
from fauxmon.simulator.speed import MAX, ORIGINAL, Speed


@dataclass(frozen=True)
class Sample:
    time: float
    source: str
    source_port: int
    payload: bytes


@pytest.fixture
def collector() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(10)
        yield bound


class Clock:
    """Time that passes only in `sleep`."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(round(seconds, 6))
        self.now += seconds


def replay_to(collector: socket.socket, clock: Clock, **mapped: str) -> Replay:
    host, port = collector.getsockname()
    return Replay((host, port), SourceAddresses(host, mapped), clock.sleep, lambda: clock.now)


def free_port(address: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def test_each_exporter_sends_from_its_own_address_and_port_in_order(collector: socket.socket) -> None:
    port = free_port("127.0.1.123")
    samples = [
        Sample(1.0, "192.168.1.123", port, b"a"),
        Sample(1.0, "192.168.1.124", port, b"b"),
        Sample(1.0, "192.168.1.123", port, b"c"),
    ]
    with replay_to(collector, Clock()) as replay:
        asyncio.run(replay.play(samples, MAX))
    assert [collector.recvfrom(100) for _ in samples] == [
        (b"a", ("127.0.1.123", port)),
        (b"b", ("127.0.1.124", port)),
        (b"c", ("127.0.1.123", port)),
    ]
    assert (replay.sent.datagrams, replay.sent.octets) == (3, 3)
    assert replay.sent.per_exporter == {"192.168.1.123": 2, "192.168.1.124": 1}


def test_where_the_port_is_taken_another_one_serves(collector: socket.socket) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.1.123", 0))
        taken = other.getsockname()[1]
        with replay_to(collector, Clock()) as replay:
            asyncio.run(replay.play([Sample(1.0, "192.168.1.123", taken, b"a")], MAX))
        data, (address, port) = collector.recvfrom(100)
    assert (data, address) == (b"a", "127.0.1.123")
    assert port != taken


@pytest.mark.parametrize(("speed", "slept"), [(ORIGINAL, [2.0, 0.5]), (Speed(2), [1.0, 0.25]), (MAX, [])])
def test_pace(collector: socket.socket, speed: Speed, slept: list[float]) -> None:
    clock = Clock()
    samples = [Sample(time, "10.0.1.1", 9, b"x") for time in (50.0, 52.0, 51.0, 52.5)]
    with replay_to(collector, clock) as replay:
        asyncio.run(replay.play(samples, speed))
    assert clock.slept == slept


def test_progress_is_told_of_every_datagram(collector: socket.socket) -> None:
    told: list[int] = []
    samples = [Sample(0.0, "10.0.1.1", 9, b"x")] * 3
    with replay_to(collector, Clock()) as replay:
        asyncio.run(replay.play(samples, MAX, lambda: told.append(replay.sent.datagrams)))
    assert told == [1, 2, 3]


def test_an_address_that_is_not_ours_is_one_line_that_says_what_to_do(collector: socket.socket) -> None:
    host, port = collector.getsockname()
    addresses = SourceAddresses(host, {"10.0.1.1": "192.0.2.77"})
    with (
        Replay((host, port), addresses) as replay,
        pytest.raises(ReplayError, match=r"cannot send from 192\.0\.2\.77.*--map"),
    ):
        asyncio.run(replay.play([Sample(0.0, "10.0.1.1", 9, b"x")], MAX))


def test_failover_plays_one_node_after_the_other_from_the_nodes_addresses(collector: socket.socket) -> None:
    nodes = [
        [Sample(float(at), "192.168.1.123", 2055, b"a%d" % at) for at in range(3)],
        [Sample(float(at), "192.168.1.124", 2055, b"b%d" % at) for at in range(2)],
    ]
    asyncio.run(Failover(nodes, MAX).run(collector.getsockname(), once=True))
    received = [collector.recvfrom(100) for _ in range(5)]
    assert [data for data, _ in received] == [b"a0", b"a1", b"a2", b"b0", b"b1"]
    assert [peer[0] for _, peer in received] == ["127.0.1.123"] * 3 + ["127.0.1.124"] * 2
