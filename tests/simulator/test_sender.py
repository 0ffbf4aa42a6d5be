"""Sending over real sockets: addresses, ports, and what cannot be sent."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from fauxmon.simulator.exporter import Message
from fauxmon.simulator.network import Sending
from fauxmon.simulator.sender import BURST, Sender, SendError, bursts


@pytest.fixture
def collector() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(10)
        yield bound


def sending(
    to: tuple[str, int], payload: bytes, address: str = "127.0.1.123", unit: str = "a", session: int = 0
) -> Sending:
    return Sending(0, unit, address, 1, to, Message(payload, session, 0))


def test_each_unit_and_session_has_a_port_of_its_own_and_keeps_it(collector: socket.socket) -> None:
    to = collector.getsockname()
    with Sender() as sender:
        sender.send(
            [
                sending(to, b"a0"),
                sending(to, b"b0", "127.0.1.124", "b"),
                sending(to, b"a0"),
                sending(to, b"a1", session=1),
                sending(to, b"b shared", "127.0.1.100", "b"),
                sending(to, b"a shared", "127.0.1.100", "a"),
            ]
        )
        received = [collector.recvfrom(100) for _ in range(6)]
        assert sender.port("a", "127.0.1.123") == received[3][1][1]
    assert [data for data, _ in received] == [b"a0", b"b0", b"a0", b"a1", b"b shared", b"a shared"]
    peers = [peer for _, peer in received]
    assert [host[-3:] for host, _ in peers] == ["123", "124", "123", "123", "100", "100"]
    assert peers[0] == peers[2] != peers[3]
    assert peers[4] != peers[5]


def test_nobody_there_is_no_error(collector: socket.socket) -> None:
    to = collector.getsockname()
    collector.close()
    with Sender() as sender:
        sender.send([sending(to, b"x")] * 5)


def test_what_cannot_be_sent_is_one_line() -> None:
    with Sender() as sender, pytest.raises(SendError, match=r"cannot send from 192\.0\.2\.77 to 127\.0\.0\.1 port 9"):
        sender.send([sending(("127.0.0.1", 9), b"x", "192.0.2.77")])


def test_bursts_are_all_of_it_in_order() -> None:
    sendings = [sending(("127.0.0.1", 9), b"%d" % number) for number in range(2 * BURST + 1)]
    parts = list(bursts(sendings))
    assert [len(part) for part in parts] == [BURST, BURST, 1]
    assert [one for part in parts for one in part] == sendings
