"""The process around it: ready file, signals, data directory, what is refused."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import httpx
import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

Message = Callable[..., bytes]


def flows_in(data: Path) -> int:
    with duckdb.connect(data / "flows.duckdb", read_only=True) as connection:
        return int(connection.execute("SELECT count(*) FROM flows").fetchall()[0][0])


def refused(start_command: list[str]) -> str:
    done = subprocess.run(start_command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_the_ready_file_is_one_object_and_what_it_says_listens(server: Running, v5: Message) -> None:
    ready = json.loads(server.ready_file.read_text())
    assert ready == server.ready
    assert set(ready) == {"http", "udp", "pid"}
    assert ready["pid"] == server.process.pid
    server.send(v5())
    server.settle()
    assert len(server.sources()) == 1
    server.stop()
    assert not server.ready_file.exists()


def test_sigterm_and_sigint_end_it_with_code_0_and_nothing_on_stderr(start: Start) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        assert start().stop(number) == (0, "")


def test_a_second_signal_ends_it_at_once(server: Running) -> None:
    url = httpx.URL(server.ready["http"])
    with socket.create_connection((url.host, url.port)) as waiting:
        # A request that is being answered keeps the graceful stop waiting.
        waiting.sendall(b"GET /_fauxmon/events?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert server.control("health")["status"] == "ok"
        server.process.terminate()
        while server.ready_file.exists():
            pass
        assert server.stop(signal.SIGTERM)[0] == 128 + signal.SIGTERM


def test_a_ready_file_of_an_earlier_process_is_not_believed(serve_command: list[str], tmp_path: Path) -> None:
    stale = tmp_path / "ready.json"
    stale.write_text("{}")
    refused([*serve_command, "--udp", "192.0.2.99:0", "--ready-file", str(stale)])
    assert not stale.exists()


def test_a_ready_file_that_cannot_be_written(serve_command: list[str], tmp_path: Path) -> None:
    refused([*serve_command, "--udp", "127.0.0.1:0", "--ready-file", str(tmp_path / "no" / "ready.json")])


def test_a_graceful_stop_stores_all_that_was_sent(start: Start, v5: Message, tmp_path: Path) -> None:
    server = start("--data", str(tmp_path / "data"))
    server.send(*(v5(30 * number, records=30) for number in range(400)))
    assert server.stop()[0] == 0
    ledger = json.loads(server.last_words)
    assert ledger["balanced"]
    assert (ledger["offered"], ledger["framed"], ledger["stored"], ledger["inbox_waiting"]) == (400, 400, 12_000, 0)
    assert flows_in(tmp_path / "data") == 12_000
    again = start("--data", str(tmp_path / "data"))
    (source,) = again.sources()
    assert (source["messages"], source["records"]) == (400, 12_000)


def test_the_ledger_balances_at_any_moment_under_load(emptied: Running, v5: Message) -> None:
    messages = [v5(30 * number, records=30) for number in range(200)]
    stop = threading.Event()
    sent = 0

    def send() -> None:
        nonlocal sent
        while not stop.is_set():
            emptied.send(*messages, b"garbage")
            sent += len(messages) + 1

    sender = threading.Thread(target=send)
    sender.start()
    try:
        ledgers = [emptied.control("ledger")]
        while len(ledgers) < 100 or ledgers[-1]["stored"] == ledgers[0]["stored"]:
            ledgers.append(emptied.control("ledger"))
    finally:
        stop.set()
        sender.join()
    assert all(ledger["balanced"] for ledger in ledgers)
    assert ledgers[-1]["stored"] > ledgers[0]["stored"]
    emptied.settle()
    settled = emptied.control("ledger")
    assert settled["balanced"]
    assert settled["offered"] == sent
    assert settled["inbox_waiting"] == settled["pending"] == 0
    assert settled["records"] == 30 * settled["framed"] == settled["stored"]


def test_the_inbox_bound_drops_and_counts(start: Start, v5: Message) -> None:
    server = start("--inbox", "1")
    server.send(*(v5(number) for number in range(500)))
    server.settle()
    ledger = server.control("ledger")
    assert ledger["balanced"]
    assert ledger["inbox_dropped"] > 0
    assert ledger["framed"] + ledger["inbox_dropped"] + ledger["kernel_dropped"] == 500


def test_what_was_settled_outlives_a_kill(start: Start, v5: Message, tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"))
    server = start(*data)
    server.send(*(v5(30 * number, records=30) for number in range(50)))
    assert server.settle()["settled"]
    before = [(row["id"], row["address"], row["channel_id"]) for row in server.sources()]
    server.stop(signal.SIGKILL)
    assert flows_in(tmp_path / "data") == 1_500
    again = start(*data, udp=(f"127.0.0.1:{server.udp[0][1]}",))
    assert [(row["id"], row["address"], row["channel_id"]) for row in again.sources()] == before
    again.send(v5(1_500))
    again.settle()
    assert [row["id"] for row in again.sources()] == [row[0] for row in before]


def test_without_data_nothing_is_left(start: Start, tmp_path: Path) -> None:
    server = start(plain=False)
    server.stop()
    assert [path.name for path in tmp_path.iterdir()] == []


def test_https_with_a_certificate_that_is_kept(start: Start, tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = start("--data", str(data), plain=False)
    assert server.ready["http"].startswith("https://127.0.0.1:")
    context = ssl.create_default_context(cafile=data / "certificate.pem")
    with httpx.Client(verify=context, trust_env=False) as client:
        assert client.get(f"{server.ready['http']}/_fauxmon/health").json()["status"] == "ok"
    certificate = (data / "certificate.pem").read_bytes()
    server.stop()
    start("--data", str(data), plain=False)
    assert (data / "certificate.pem").read_bytes() == certificate


def test_a_port_in_use(emptied: Running, serve_command: list[str]) -> None:
    host, port = emptied.udp[0]
    assert f"UDP {host}:{port} is in use" in refused([*serve_command, "--udp", f"{host}:{port}"])
    http = httpx.URL(emptied.ready["http"])
    assert f"HTTP {http.host}:{http.port} is in use" in refused(
        [*serve_command, "--udp", "127.0.0.1:0", "--http", f"{http.host}:{http.port}"]
    )


def test_one_data_directory_one_server(start: Start, serve_command: list[str], tmp_path: Path) -> None:
    server = start("--data", str(tmp_path / "data"))
    message = refused([*serve_command, "--udp", "127.0.0.1:0", "--data", str(tmp_path / "data")])
    assert f"in use by another Fauxmon (process {server.process.pid})" in message


def test_the_default_password_is_for_loopback_only(serve_command: list[str]) -> None:
    message = refused([*serve_command, "--udp", "127.0.0.1:0", "--http", "0.0.0.0:0"])
    assert "FAUXMON_ADMIN_PASSWORD" in message


@pytest.mark.usefixtures("default_ports")
def test_the_default_ports_listen_on_both_families(start: Start) -> None:
    if not all(map(_free, (2055, 3000, 4739))):
        pytest.skip("a collector of somebody else's runs on the default ports")
    server = start(udp=())
    assert server.udp == [(host, port) for port in (2055, 3000, 4739) for host in ("0.0.0.0", "::")]


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("::", port))
        except OSError:
            return False
    return True
