"""Exporter, on real sockets."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from fauxmon.testing.exporter import Exporter


@pytest.fixture
def collector() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(10)
        yield listening


@pytest.fixture
def exporter(collector: socket.socket) -> Iterator[Exporter]:
    made = Exporter(collector.getsockname(), "127.0.1.123", lambda: 1_740_830_400_000)
    yield made
    made.close()


def test_it_sends_from_its_address_and_counts(exporter: Exporter, collector: socket.socket) -> None:
    exporter.send({"octets": 1}, {"octets": 2})
    exporter.send_rows(("src", "octets"), [("10.0.0.1", 3)])
    assert [collector.recvfrom(2000)[1] for _ in range(2)] == [("127.0.1.123", exporter.port)] * 2
    assert (exporter.flows, exporter.messages) == (3, 2)
    assert repr(exporter) == "<Exporter 127.0.1.123 ipfix: 3 flows in 2 messages>"


def test_octets_go_out_as_they_are(exporter: Exporter, collector: socket.socket) -> None:
    exporter.send_message(b"garbage")
    assert collector.recv(100) == b"garbage"
    assert (exporter.flows, exporter.messages) == (0, 1)


def test_nothing_is_sent_of_what_is_refused(exporter: Exporter, collector: socket.socket) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        exporter.send({"octets": 1}, {"nonsense": 1})
    exporter.send_message(b"next")
    assert collector.recv(100) == b"next"


def test_rows_have_a_value_for_every_column(exporter: Exporter) -> None:
    with pytest.raises(ValueError, match="shorter"):
        exporter.send_rows(("src", "octets"), [("10.0.0.1",)])


def test_an_address_of_another_machine_is_refused(collector: socket.socket) -> None:
    with pytest.raises(ValueError, match=r"cannot send from 192\.0\.2\.1 port 0: "):
        Exporter(collector.getsockname(), "192.0.2.1", lambda: 0)


def test_an_unknown_protocol_is_refused(collector: socket.socket) -> None:
    with pytest.raises(ValueError, match="'v10' is not one of ipfix, v9, v5"):
        Exporter(collector.getsockname(), "127.0.0.1", lambda: 0, protocol="v10")  # type: ignore[arg-type]
