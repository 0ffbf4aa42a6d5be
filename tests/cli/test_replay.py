"""`fauxmon replay` to a real socket."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call


@pytest.fixture
def collector() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(10)
        yield bound


def to(collector: socket.socket) -> str:
    host, port = collector.getsockname()
    return f"{host}:{port}"


def test_sends_what_each_exporter_sent(call: Call, capture: Path, collector: socket.socket) -> None:
    result = call("replay", capture, "--to", to(collector), "--speed", "max")
    assert result.exit_code == 0
    received = [collector.recvfrom(2000) for _ in range(3)]
    assert [(len(data), peer) for data, peer in received] == [
        (24 + 2 * 48, ("127.0.1.123", 50123)),
        (24 + 48, ("127.0.1.124", 50124)),
        (24 + 3 * 48, ("127.0.1.123", 50123)),
    ]
    assert "192.168.1.123 from 127.0.1.123: 2 datagrams" in result.output
    assert "Sent 3 datagrams, 360 octets" in result.output


def test_json_map_and_loop(call: Call, capture: Path, collector: socket.socket) -> None:
    options = ("--speed", "max", "--loop", 2, "--map", "192.168.1.123=127.0.9.9", "--json")
    result = call("replay", capture, "--to", to(collector), *options)
    assert json.loads(result.output) == {
        "datagrams": 6,
        "octets": 720,
        "exporters": [
            {"exporter": "192.168.1.123", "sent_from": "127.0.9.9", "datagrams": 4},
            {"exporter": "192.168.1.124", "sent_from": "127.0.1.124", "datagrams": 2},
        ],
    }
    assert collector.recvfrom(2000)[1] == ("127.0.9.9", 50123)


@pytest.mark.parametrize("option", [("--speed", "fast"), ("--map", "10.0.0.1"), ("--map", "a=b"), ("--to", "here")])
def test_wrong_usage(call: Call, capture: Path, option: tuple[str, str]) -> None:
    result = call("replay", capture, "--to", "127.0.0.1:9", *option)
    assert result.exit_code == 2
    assert option[0] in result.output


def test_what_is_no_capture(call: Call, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a capture, but long enough to be one")
    result = call("replay", text, "--to", "127.0.0.1:9")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.count("\n") == 1
