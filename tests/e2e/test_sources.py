"""From datagrams to Sources and Channels, over the real process (R1-R11)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

Message = Callable[..., bytes]


def test_two_exporters_become_two_sources_and_two_channels(emptied: Running, v5: Message) -> None:
    port = emptied.udp[0][1]
    emptied.send(v5(), source="127.0.1.123")
    emptied.send(v5(), v5(1), source="127.0.1.124")
    assert emptied.settle()["settled"]
    rows = {row["address"]: (row["listening_port"], row["messages"], row["records"]) for row in emptied.sources()}
    assert rows == {"127.0.1.123": (port, 1, 1), "127.0.1.124": (port, 2, 2)}
    assert emptied.channels() == [f"127-0-1-123_p{port}", f"127-0-1-124_p{port}"]
    added = [event["address"] for event in emptied.events() if event["kind"] == "source_added"]
    assert added == ["127.0.1.123", "127.0.1.124"]


def test_a_thousand_messages_make_one_source(emptied: Running, v5: Message) -> None:
    emptied.send(*(v5(number) for number in range(1000)))
    emptied.settle()
    (source,) = emptied.sources()
    assert (source["messages"], source["records"], source["lost"]) == (1000, 1000, 0)


def test_the_same_exporter_on_two_ports_is_two_sources(start: Start, v5: Message) -> None:
    server = start(udp=("127.0.0.1:0", "127.0.0.1:0"))
    server.send(v5(), listener=0)
    server.send(v5(), listener=1)
    server.settle()
    ports = [port for _, port in server.udp]
    assert sorted(row["listening_port"] for row in server.sources()) == sorted(ports)
    assert sorted(server.channels()) == sorted(f"127-0-1-123_p{port}" for port in ports)


def test_an_ipv6_exporter(start: Start, v5: Message) -> None:
    server = start(udp=("[::1]:0",))
    server.send(v5(), source="::1")
    server.settle()
    (source,) = server.sources()
    assert source["address"] == "::1"
    assert server.channels() == [source["channel_id"]]


@pytest.mark.parametrize(
    ("datagram", "code"),
    [
        (b"", "empty"),
        (b"\x05", "truncated-header"),
        (b"GET / HTTP/1.0\r\n\r\n", "unknown-version"),
        (b"\x00\x05\x00\x1e" + bytes(20), "bad-length"),
        (b"\x00\x0a\x00\x10" + bytes(11), "truncated-header"),
    ],
)
def test_what_is_no_flow_message_is_counted_and_changes_nothing_else(
    emptied: Running, v5: Message, datagram: bytes, code: str
) -> None:
    emptied.send(v5(), source="127.0.1.123")
    emptied.settle()
    channels, before, events = emptied.channels(), emptied.control("ledger"), emptied.events()
    emptied.send(datagram, source="127.0.1.66")
    emptied.settle()
    after = emptied.control("ledger")
    assert after["problems"] == {code: 1}
    assert after["balanced"]
    changed = {name for name in after if after[name] != before[name]} - {"problems", "equations"}
    assert changed == {"offered", "received", "unreadable"}
    assert [row["address"] for row in emptied.sources()] == ["127.0.1.123"]
    assert emptied.channels() == channels
    assert emptied.events() == events
    (problem,) = emptied.control("problems")
    assert (problem["exporter"], problem["code"], problem["hex"]) == ("127.0.1.66", code, datagram.hex())


def test_a_deleted_source_comes_back_as_another_one_without_its_history(emptied: Running, v5: Message) -> None:
    emptied.send(v5(), v5(1))
    emptied.settle()
    (first,) = emptied.sources()
    assert emptied.rest("DELETE", f"/rest/fmc/sources/{first['id']}").status_code == 204
    assert emptied.sources() == []
    assert emptied.channels() == []
    emptied.send(v5(2))
    emptied.settle()
    (second,) = emptied.sources()
    assert second["id"] != first["id"]
    assert second["channel_id"] == first["channel_id"]
    assert (second["messages"], second["records"], second["lost"]) == (1, 1, 0)
    kinds = [event["kind"] for event in emptied.events()]
    assert kinds == ["source_added", "source_removed", "source_added"]


def test_a_silent_source_stays_and_wakes_up_again(start: Start, v5: Message) -> None:
    server = start("--silent-after", "0.2")
    server.send(v5())
    server.settle()
    last = server.control("events")["last"]
    (silent,) = server.http.get("/_fauxmon/events", params={"since": last, "wait": 20}).json()["events"]
    assert silent["kind"] == "source_silent"
    assert len(server.sources()) == len(server.channels()) == 1
    server.send(v5(1))
    (active,) = server.http.get("/_fauxmon/events", params={"since": silent["id"], "wait": 20}).json()["events"]
    assert (active["kind"], active["address"]) == ("source_active", "127.0.1.123")


def test_reset_is_a_fresh_start(server: Running, v5: Message) -> None:
    fresh = server.control("ledger")
    server.send(v5(), b"garbage")
    assert server.http.post("/_fauxmon/reset").status_code == 204
    assert server.sources() == []
    assert server.control("problems") == []
    assert server.control("ledger") == fresh
    server.send(v5(1))
    server.settle()
    (source,) = server.sources()
    assert (source["messages"], source["lost"]) == (1, 0)


def test_receipts_are_waited_for(emptied: Running, v5: Message) -> None:
    receipt = {"exporter": "127.0.1.123", "messages": 3}
    emptied.send(v5(0), v5(1))
    settled = emptied.settle([receipt], timeout_s=0.3)
    assert not settled["settled"]
    assert settled["missing"] == [receipt]
    emptied.send(v5(2))
    assert emptied.settle([receipt, {"exporter": "127.0.1.123", "sequence": 2}])["settled"]


def test_a_source_is_visible_within_200_ms_at_the_median(emptied: Running, v5: Message) -> None:
    waits = []
    for host in range(1, 16):
        address = f"127.0.2.{host}"
        began = time.monotonic()
        emptied.send(v5(), source=address)
        while f'"{address}"' not in emptied.rest("GET", "/rest/fmc/sources").text:
            assert time.monotonic() - began < 10
        waits.append(time.monotonic() - began)
    assert statistics.median(waits) < 0.2
