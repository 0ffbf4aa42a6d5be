"""The commands beside `serve`, against the real process."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

Message = Callable[..., bytes]
Fauxmon = Callable[..., "subprocess.CompletedProcess[str]"]


def test_status_shows_what_has_come(emptied: Running, v5: Message, fauxmon: Fauxmon) -> None:
    emptied.send(v5(records=3), b"garbage")
    emptied.settle()
    done = fauxmon("status", "--url", emptied.ready["http"])
    assert done.returncode == 0
    assert "127.0.1.123" in done.stdout
    assert "2 datagrams: 1 flow messages, 1 unreadable" in done.stdout
    assert "3 flow records: 3 stored" in done.stdout
    assert "Problem unknown-version: 1" in done.stdout


def test_status_as_json(emptied: Running, v5: Message, fauxmon: Fauxmon) -> None:
    emptied.send(v5())
    emptied.settle()
    report = json.loads(fauxmon("status", "--url", emptied.ready["http"], "--json").stdout)
    assert set(report) == {"health", "sources", "listeners", "ledger", "store"}
    assert [source["address"] for source in report["sources"]] == ["127.0.1.123"]
    assert report["ledger"]["balanced"]


def test_status_accepts_the_self_signed_certificate_of_this_machine(start: Start, fauxmon: Fauxmon) -> None:
    assert fauxmon("status", "--url", start(plain=False).ready["http"]).returncode == 0


def test_status_of_nothing(fauxmon: Fauxmon) -> None:
    done = fauxmon("status", "--url", "http://127.0.0.1:1")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no collector answers at http://127.0.0.1:1" in done.stderr
    assert fauxmon("status", "--url", "nonsense").returncode == 2


def test_a_replay_and_an_ingest_of_one_capture_agree(
    emptied: Running, fauxmon: Fauxmon, demo_captures: list[Path], tmp_path: Path
) -> None:
    for capture in demo_captures:
        fauxmon("replay", capture, "--to", "{}:{}".format(*emptied.udp[0]), "--speed", "max")
    emptied.settle()
    replayed = {row["address"]: (row["messages"], row["records"]) for row in emptied.sources()}
    done = fauxmon("ingest", *demo_captures, "--data", tmp_path / "data", "--json")
    ingested = {row["address"]: (row["messages"], row["records"]) for row in json.loads(done.stdout)["sources"]}
    assert set(ingested) == {"192.168.1.123", "192.168.1.124"}
    assert all(records for _, records in ingested.values())
    assert replayed == {address.replace("192.168", "127.0"): counts for address, counts in ingested.items()}


def test_what_was_ingested_is_served(start: Start, fauxmon: Fauxmon, demo_captures: list[Path], tmp_path: Path) -> None:
    fauxmon("ingest", *demo_captures, "--data", tmp_path / "data")
    server = start("--data", str(tmp_path / "data"))
    assert [row["state"] for row in server.sources()] == ["silent", "silent"]
    port = server.sources()[0]["listening_port"]
    assert server.channels() == [f"192-168-1-123_p{port}", f"192-168-1-124_p{port}"]


def test_demo_shows_the_first_node_and_then_both(start_demo: Callable[..., Running]) -> None:
    demo = start_demo("--speed", "10x")
    added: list[str] = []
    last = 0
    while len(added) < 2:
        news = demo.http.get("/_fauxmon/events", params={"wait": 20, "since": last}).json()
        assert news["events"], "nothing happens"
        added += [event["address"] for event in news["events"] if event["kind"] == "source_added"]
        last = news["last"]
        assert len(demo.channels()) == len(added)
    assert added == ["127.0.1.123", "127.0.1.124"]
    assert demo.http.get("/").status_code == 200
    assert demo.stop(signal.SIGINT) == (0, "")


def test_demo_once_ends_by_itself(start_demo: Callable[..., Running]) -> None:
    demo = start_demo("--once", "--speed", "max")
    assert demo.process.wait(timeout=30) == 0
