"""recvmmsg over real sockets: lengths, peers and numbers of datagrams at the edges."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from fauxmon_collector.input import recvmmsg
from fauxmon_collector.input.burst import Burst, Peer
from fauxmon_collector.input.recvmmsg import AT_ONCE, Receiver

pytestmark = pytest.mark.skipif(not recvmmsg.available(), reason="this system has no recvmmsg(2)")

LONGEST = 65_507
"""Octets of the longest UDP datagram over IPv4."""
_IP_RECVERR = 11


@pytest.fixture
def sockets() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def bound(sockets: ExitStack, host: str = "127.0.0.1", buffer: int = 1 << 22) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = sockets.enter_context(socket.socket(family, socket.SOCK_DGRAM))
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.setblocking(False)
    made.bind((host, 0))
    return made


def rows(burst: Burst | None) -> list[tuple[bytes, Peer]]:
    assert burst is not None
    return [(burst.datagram(row), burst.peers[burst.peer[row]]) for row in range(len(burst))]


def peer(sender: socket.socket, receiver: socket.socket) -> Peer:
    address, port = sender.getsockname()[:2]
    return Peer(address, port, receiver.getsockname()[1])


def test_nothing_waits(sockets: ExitStack) -> None:
    assert Receiver(bound(sockets), lambda: 1.0).receive() is None


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_long_short_and_empty_datagrams_in_their_order(sockets: ExitStack, host: str) -> None:
    target, sender = bound(sockets, host), bound(sockets, host)
    receiver = Receiver(target, lambda: 12.5)
    lengths = [0, 1, 2047, 2048, 2049, LONGEST, 100, 0, 9000, LONGEST, 3]
    sent = [bytes([number]) * length for number, length in enumerate(lengths)]
    for datagram in sent:
        sender.sendto(datagram, target.getsockname())
    burst = receiver.receive()
    assert rows(burst) == [(datagram, peer(sender, target)) for datagram in sent]
    assert burst is not None
    assert set(burst.received.tolist()) == {12.5}


def test_what_is_received_later_leaves_earlier_bursts_as_they_are(sockets: ExitStack) -> None:
    target, sender = bound(sockets), bound(sockets)
    receiver = Receiver(target, lambda: 1.0)
    sender.sendto(b"earlier" * 1000, target.getsockname())
    earlier = receiver.receive()
    sender.sendto(b"x" * LONGEST, target.getsockname())
    later = receiver.receive()
    assert [datagram for datagram, _ in rows(earlier)] == [b"earlier" * 1000]
    assert [datagram for datagram, _ in rows(later)] == [b"x" * LONGEST]


def test_only_empty_datagrams(sockets: ExitStack) -> None:
    target, sender = bound(sockets), bound(sockets)
    for _ in range(3):
        sender.sendto(b"", target.getsockname())
    assert rows(Receiver(target, lambda: 1.0).receive()) == [(b"", peer(sender, target))] * 3


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_each_datagram_has_its_own_peer(sockets: ExitStack, host: str) -> None:
    target = bound(sockets, host)
    senders = [bound(sockets, host) for _ in range(50)]
    order = [*senders, *reversed(senders), senders[7]]
    for number, sender in enumerate(order):
        sender.sendto(str(number).encode(), target.getsockname())
    burst = Receiver(target, lambda: 1.0).receive()
    assert rows(burst) == [(str(number).encode(), peer(sender, target)) for number, sender in enumerate(order)]


def test_more_than_one_call_takes(sockets: ExitStack) -> None:
    target, sender = bound(sockets), bound(sockets)
    receiver = Receiver(target, lambda: 1.0)
    sent = [str(number).encode() for number in range(AT_ONCE + 5)]
    for datagram in sent:
        sender.sendto(datagram, target.getsockname())
    first, second = receiver.receive(), receiver.receive()
    assert first is not None
    assert len(first) == AT_ONCE
    assert [datagram for burst in (first, second) for datagram, _ in rows(burst)] == sent
    assert receiver.receive() is None


def test_an_icmp_error_is_raised_and_what_comes_after_it_received(sockets: ExitStack) -> None:
    target, sender, closed = bound(sockets), bound(sockets), bound(sockets)
    target.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)  # else nobody tells a socket that is not connected
    nowhere = closed.getsockname()
    closed.close()
    target.sendto(b"anybody there?", nowhere)
    sender.sendto(b"data", target.getsockname())
    receiver = Receiver(target, lambda: 1.0)
    with pytest.raises(ConnectionRefusedError):
        receiver.receive()
    assert rows(receiver.receive()) == [(b"data", peer(sender, target))]


def test_a_closed_socket(sockets: ExitStack) -> None:
    target = bound(sockets)
    receiver = Receiver(target, lambda: 1.0)
    target.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        receiver.receive()
