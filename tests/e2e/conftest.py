"""The real process: `fauxmon serve` with ports of its own, and exporters made of plain sockets."""

from __future__ import annotations

import contextlib
import json
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from fauxmon.cli.main import main

FAUXMON = Path(sys.executable).with_name("fauxmon")
START_S = 30
V5_HEADER = struct.Struct(">HHIIIIBBH")
V5_RECORD = struct.Struct(">4s4s4sHHIIIIHHBBBBHHBBH")


def v5_message(sequence: int = 0, records: int = 1, packets: int = 10, octets: int = 1000) -> bytes:
    """A NetFlow v5 message, written here by hand so that it is not our own encoder that is tested with itself."""
    record = V5_RECORD.pack(
        bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]), bytes(4), 1, 2, packets, octets, 1000, 2000,
        1234, 443, 0, 0x1B, 6, 0, 0, 0, 24, 24, 0,
    )  # fmt: skip
    return V5_HEADER.pack(5, records, 5000, 1_700_000_000, 0, sequence, 0, 0, 0) + record * records


class Running:
    """A server process that is ready."""

    def __init__(self, process: subprocess.Popen[str], ready_file: Path) -> None:
        assert process.stdout is not None
        readable, _, _ = select.select([process.stdout], [], [], START_S)
        line = process.stdout.readline() if readable else ""
        if not line:
            process.kill()
            raise AssertionError(f"the server did not start: {process.communicate()[1]}")
        self.process = process
        self.ready_file = ready_file
        self.ready = json.loads(line)
        self.udp: list[tuple[str, int]] = [(host, port) for host, port in self.ready["udp"]]
        self.http = httpx.Client(base_url=self.ready["http"], timeout=30, verify=False, trust_env=False)  # noqa: S501
        self.last_words = ""
        self._token: str | None = None
        self._seen = 0

    def send(self, *datagrams: bytes, source: str = "127.0.1.123", listener: int = 0) -> None:
        host, _ = self.udp[listener]
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind((source, 0))
            for datagram in datagrams:
                sender.sendto(datagram, self.udp[listener])

    def settle(self, receipts: list[dict[str, Any]] | None = None, timeout_s: float = 20) -> dict[str, Any]:
        body = {"timeout_s": timeout_s, "receipts": receipts or []}
        return dict(self.http.post("/_fauxmon/settle", json=body).json())

    def control(self, name: str) -> Any:
        return self.http.get(f"/_fauxmon/{name}").json()

    def events(self) -> list[dict[str, Any]]:
        """Since the last reset."""
        return list(self.http.get("/_fauxmon/events", params={"since": self._seen}).json()["events"])

    def reset(self) -> None:
        self.http.post("/_fauxmon/reset").raise_for_status()
        self._seen = self.control("events")["last"]

    def sources(self) -> list[dict[str, Any]]:
        return list(self.control("sources"))

    def rest(self, method: str, path: str, **more: Any) -> httpx.Response:
        if self._token is None:
            form = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
            self._token = self.http.post("/resources/oauth/token", data=form).json()["access_token"]
        return self.http.request(method, path, headers={"Authorization": f"bearer {self._token}"}, **more)

    def channels(self) -> list[str]:
        live = next(profile for profile in self.rest("GET", "/rest/fmc/profiles").json() if profile["id"] == "live")
        return [channel["id"] for channel in live["channels"]]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Exit code and what it said on stderr. What it said on stdout is in `last_words`."""
        self.http.close()
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.last_words, stderr = self.process.communicate(timeout=30)
        return self.process.returncode, stderr

    def end(self) -> None:
        """Leave nothing behind, whatever the test has done with it."""
        if self.process.stdout is not None and not self.process.stdout.closed:
            self.stop(signal.SIGKILL)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start servers: plain HTTP, no pages, one IPv4 port, unless the options say otherwise."""
    with starting(tmp_path) as start_:
        yield start_


@pytest.fixture(scope="module")
def start_in_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Servers that several tests share."""
    with starting(tmp_path_factory.mktemp("servers")) as start_:
        yield start_


@contextlib.contextmanager
def starting(folder: Path) -> Iterator[Start]:
    started: list[Running] = []

    def start_(*options: str, udp: tuple[str, ...] = ("127.0.0.1:0",), plain: bool = True) -> Running:
        ready_file = folder / f"ready-{len(started)}.json"
        command = [str(FAUXMON), "serve", "--json", "--http", "127.0.0.1:0", "--ready-file", str(ready_file), "--no-ui"]
        command += ["--no-tls"] if plain else []
        for address in udp:
            command += ["--udp", address]
        process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder
        )
        started.append(Running(process, ready_file))
        return started[-1]

    yield start_
    for running in started:
        running.end()


@pytest.fixture
def start_demo(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start_(*options: str) -> Running:
        command = [str(FAUXMON), "demo", "--json", "--http", "127.0.0.1:0", "--udp", "127.0.0.1:0", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        started.append(Running(process, tmp_path / "none"))
        return started[-1]

    yield start_
    for running in started:
        running.end()


@pytest.fixture
def demo_captures() -> list[Path]:
    """The recordings that come with the package: 192.168.1.123 and 192.168.1.124."""
    folder = resources.files("fauxmon.simulator") / "captures"
    return [Path(str(folder / name)) for name in ("node-a.pcap", "node-b.pcap")]


@pytest.fixture
def fauxmon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call another command. It runs in this process: to start one takes longer than most of them."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [str(argument) for argument in arguments]
        done = CliRunner().invoke(main, command, prog_name="fauxmon")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return subprocess.CompletedProcess(command, done.exit_code, done.stdout, done.stderr)

    return call


@pytest.fixture
def serve_command() -> list[str]:
    """For a server that is expected not to start."""
    return [str(FAUXMON), "serve", "--no-tls", "--no-ui", "--http", "127.0.0.1:0"]


@pytest.fixture(scope="session")
def v5() -> Callable[..., bytes]:
    return v5_message


@pytest.fixture
def server(start: Start) -> Running:
    """A process of its own."""
    return start()


@pytest.fixture
def fauxmon_command() -> str:
    """For a process that a test talks to."""
    return str(FAUXMON)


@pytest.fixture(scope="module")
def _kept(start_in_module: Start) -> Running:
    return start_in_module()


@pytest.fixture
def emptied(_kept: Running) -> Running:
    """A process that other tests of the module have used, without Sources and with nothing counted: to start one takes
    longer than most tests."""
    _kept.reset()
    return _kept
