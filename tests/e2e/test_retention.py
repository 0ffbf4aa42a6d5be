"""What a running server keeps, and what it says about the rest."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

Message = Callable[..., bytes]
Fauxmon = Callable[..., subprocess.CompletedProcess[str]]
MB = 1_000_000


def send(server: Running, v5: Message, messages: int, first: int = 0) -> None:
    server.send(*(v5(30 * number, records=30) for number in range(first, first + messages)))
    assert server.settle()["settled"]


def balanced(server: Running) -> dict[str, Any]:
    ledger = dict(server.control("ledger"))
    assert ledger["balanced"]
    return ledger


def test_flows_go_by_age_while_nothing_comes_in(start: Start, v5: Message) -> None:
    server = start("--keep-for", "2s")
    send(server, v5, 10)
    while (ledger := balanced(server))["flows_held"]:
        pass
    assert (ledger["flows_in"], ledger["expired_by_age"]) == (300, 300)
    assert server.control("store")["limit_age_ms"] == 2000


def test_flows_go_by_size_while_they_come_in(start: Start, v5: Message, fauxmon: Fauxmon) -> None:
    server = start("--keep-size", "1MB")
    for first in range(0, 1200, 200):
        send(server, v5, 200, first)
        assert server.control("store")["octets"] <= MB
    ledger = balanced(server)
    assert ledger["stored"] == ledger["flows_in"] == 36_000
    assert ledger["expired_by_size"] == 36_000 - ledger["flows_held"] > 10_000
    status = fauxmon("status", "--url", server.ready["http"])
    assert f"{ledger['flows_held']} flows held in " in status.stdout
    assert f"expired: 0 by age, {ledger['expired_by_size']} by size, 0 by number" in status.stdout


def test_what_has_become_too_old_while_no_server_ran_is_gone_when_one_starts(
    start: Start, v5: Message, fauxmon: Fauxmon, demo_captures: list[Path], tmp_path: Path
) -> None:
    data = ("--data", str(tmp_path / "data"))
    held = json.loads(fauxmon("ingest", *demo_captures, *data, "--json").stdout)["stored"]
    server = start(*data, "--keep-for", "1h", "--keep-size", "10GB")
    ledger = balanced(server)
    assert (ledger["flows_in"], ledger["flows_held"], ledger["expired_by_age"]) == (held, 0, held)
    send(server, v5, 1)
    assert balanced(server)["flows_held"] == 30


def test_a_reset_begins_to_count_anew(start: Start, v5: Message) -> None:
    server = start("--flow-limit", "100")
    send(server, v5, 10)
    assert balanced(server)["expired_by_count"] >= 200
    server.http.post("/_fauxmon/reset")
    ledger = balanced(server)
    assert (ledger["flows_in"], ledger["expired_by_count"], ledger["removed"]) == (0, 0, 0)
