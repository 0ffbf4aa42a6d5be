"""UdpListener over real sockets: what is received, what the kernel drops, and when the kernel is empty."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import uvloop

from fauxmon_collector.input import recvmmsg, udp
from fauxmon_collector.input.burst import Peer
from fauxmon_collector.input.inbox import Inbox
from fauxmon_collector.input.udp import ListenError, NoSuchFamilyError, UdpConfig, UdpListener

Run = Callable[[Coroutine[Any, Any, None]], None]
Row = tuple[bytes, Peer, float]
Make = Callable[..., UdpListener]


@pytest.fixture(params=["recvmmsg", "asyncio-dgram"])
def listener(request: pytest.FixtureRequest) -> Make:
    if request.param == "recvmmsg" and not recvmmsg.available():
        pytest.skip("this system has no recvmmsg(2)")

    def make(inbox: Inbox, host: str = "127.0.0.1", port: int = 0, receive_buffer: int = 1 << 20) -> UdpListener:
        config = UdpConfig(host, port, receive_buffer, many_at_once=request.param == "recvmmsg")
        return UdpListener(config, inbox, lambda: 12.5)

    return make


def rows(inbox: Inbox) -> list[Row]:
    """What waits in the Inbox, datagram by datagram."""
    return [
        (burst.datagram(row), burst.peers[burst.peer[row]], float(burst.received[row]))
        for burst in inbox.take()
        for row in range(len(burst))
    ]


@pytest.fixture(params=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Run:
    factory = uvloop.new_event_loop if request.param == "uvloop" else None

    def run_(main: Coroutine[Any, Any, None]) -> None:
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(main)

    return run_


def send(target: UdpListener, *datagrams: bytes, source: str = "127.0.0.1") -> int:
    family = socket.AF_INET6 if ":" in target.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sender:
        sender.bind((source, 0))
        for datagram in datagrams:
            sender.sendto(datagram, (target.host, target.port))
        return int(sender.getsockname()[1])


def test_every_datagram_arrives_with_its_sender_port_and_time(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox)
        await udp.start()
        port = send(udp, b"first", b"", b"last", source="127.0.1.7")
        await udp.drained()
        peer = Peer("127.0.1.7", port, udp.port)
        assert rows(inbox) == [(b"first", peer, 12.5), (b"", peer, 12.5), (b"last", peer, 12.5)]
        await udp.stop()

    run(main())


def test_ipv6(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox, "::1")
        await udp.start()
        port = send(udp, b"six", source="::1")
        await udp.drained()
        assert rows(inbox) == [(b"six", Peer("::1", port, udp.port), 12.5)]
        await udp.stop()

    run(main())


def test_all_addresses_of_both_families_share_a_port(listener: Make) -> None:
    inbox = Inbox()
    four = listener(inbox, "0.0.0.0")
    four.bind()
    six = listener(inbox, "::", four.port)
    six.bind()
    assert six.port == four.port

    async def close() -> None:
        await four.stop()
        await six.stop()

    asyncio.run(close())


def test_drained_takes_all_that_was_sent_before(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox)
        await udp.start()
        send(udp, *[b"x" * 200] * 500)
        await udp.drained()
        assert inbox.counts().received == 500
        await udp.stop()

    run(main())


def test_drained_returns_although_more_keeps_coming(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox)
        await udp.start()
        send(udp, *[b"x" * 200] * 500)
        drained = asyncio.ensure_future(udp.drained())
        while not drained.done():
            send(udp, *[b"y" * 200] * 20)
            await asyncio.sleep(0)
        assert inbox.counts().received >= 500
        await udp.stop()

    run(main())


def test_stop_takes_what_the_kernel_still_holds(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox)
        await udp.start()
        send(udp, *[b"x"] * 300)
        await udp.stop()
        assert inbox.counts().received == 300
        assert udp.stats().received == 300
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
            again.bind((udp.host, udp.port))

    run(main())


def test_offered_is_received_plus_kernel_dropped(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox, receive_buffer=4096)
        udp.bind()
        send(udp, *[b"x" * 1000] * 200)
        await udp.start()
        await udp.drained()
        stats = udp.stats()
        assert stats.kernel_dropped > 0
        assert stats.received + stats.kernel_dropped == 200
        await udp.stop()
        assert udp.stats() == stats

    run(main())


def test_clear_sets_counters_to_zero(run: Run, listener: Make) -> None:
    inbox = Inbox()

    async def main() -> None:
        udp = listener(inbox, receive_buffer=4096)
        udp.bind()
        send(udp, *[b"x" * 1000] * 200)
        await udp.start()
        await udp.drained()
        udp.clear()
        assert (udp.stats().received, udp.stats().kernel_dropped) == (0, 0)
        await udp.stop()
        assert udp.stats().kernel_dropped == 0

    run(main())


def test_the_receive_buffer_is_read_back(listener: Make) -> None:
    modest = listener(Inbox(), receive_buffer=65_536)
    modest.bind()
    assert modest.receive_buffer == 65_536
    assert not modest.capped
    asyncio.run(modest.stop())


def test_who_may_goes_beyond_the_kernels_bound(listener: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    most = int(Path("/proc/sys/net/core/rmem_max").read_text())
    greedy = listener(Inbox(), receive_buffer=2 * most)
    greedy.bind()
    assert greedy.receive_buffer in (most, 2 * most)
    monkeypatch.setattr(udp, "ENOUGH_BUFFER", 2 * most)
    assert greedy.capped == (greedy.receive_buffer == most)
    asyncio.run(greedy.stop())


def test_a_port_in_use_is_one_line_that_says_what_to_do(listener: Make) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        with pytest.raises(ListenError, match=r"is in use: .*--udp") as caught:
            listener(Inbox(), port=other.getsockname()[1]).bind()
    assert "\n" not in str(caught.value)


def test_an_address_that_the_machine_lacks(listener: Make) -> None:
    with pytest.raises(NoSuchFamilyError, match="no such address"):
        listener(Inbox(), "2001:db8::1").bind()
