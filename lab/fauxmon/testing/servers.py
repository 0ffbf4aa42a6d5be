"""The collector that tests talk to: a process, a thread of the test run, or one that runs already."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import ipaddress
import json
import select
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

START_S = 60.0
STOP_S = 30.0
LOOPBACK = "127.0.0.1"
MEANWHILE = ("fauxmon.client.session", "httpcore", "fauxmon.simulator.running")
"""What tests need most (httpx imports httpcore with its first client), and can have while the collector starts: that
takes longer."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a collector listens: HTTP, and (host, port) for exporters."""

    url: str
    udp: tuple[str, int]


class StartError(Exception):
    """The collector did not start; the text has what it said."""


@contextlib.contextmanager
def process() -> Iterator[Server]:
    """`fauxmon serve` on free ports of loopback; keeps nothing. Errors: StartError."""
    command = [sys.executable, "-P", "-m", "fauxmon", "serve", "--no-tls", "--no-ui", "--json"]
    command += ["--http", f"{LOOPBACK}:0", "--udp", f"{LOOPBACK}:0"]
    # What it says goes into a file: a pipe that nobody reads would stop it when it is full.
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)  # noqa: S603 - ours
        try:
            for name in MEANWHILE:
                importlib.import_module(name)
            yield _announced(running, said)
        finally:
            running.kill()  # it has nothing to keep, and to end in good order takes it half a second
            running.communicate()


@contextlib.contextmanager
def thread() -> Iterator[Server]:
    """A collector in a thread of this process: no process to start, but it takes time from the tests. Errors:
    StartError."""
    started: Future[tuple[Server, Callable[[], None]]] = Future()
    running = threading.Thread(target=_serve, args=(started,), name="fauxmon", daemon=True)
    running.start()
    server, end = started.result(START_S)
    try:
        yield server
    finally:
        end()
        running.join(STOP_S)


@contextlib.contextmanager
def external(url: str) -> Iterator[Server]:
    """The collector at `url`, which is left running; exporters send to its first UDP port. Errors: StartError."""
    from fauxmon.client import Client, ClientError
    from fauxmon.testing.login import target_of

    try:
        with Client(target_of(url)) as client:
            listeners = client.control.get("listeners")
    except (ClientError, ValueError) as error:
        raise StartError(f"--fauxmon-url {url}: {error}") from error
    host, port = listeners[0]["host"], listeners[0]["port"]
    reachable = urlsplit(url).hostname if ipaddress.ip_address(host).is_unspecified else host
    yield Server(url.rstrip("/"), (reachable or LOOPBACK, port))


def _announced(running: subprocess.Popen[str], said: IO[str]) -> Server:
    assert running.stdout is not None  # noqa: S101 - a pipe, as was asked for
    readable, _, _ = select.select([running.stdout], [], [], START_S)
    line = running.stdout.readline() if readable else ""
    if not line:
        said.seek(0)
        raise StartError(f"the collector did not start: {said.read().strip() or 'it said nothing'}")
    ready = json.loads(line)
    return Server(ready["http"], (ready["udp"][0][0], ready["udp"][0][1]))


def _serve(started: Future[tuple[Server, Callable[[], None]]]) -> None:
    try:
        asyncio.run(_until_ended(started))
    except Exception as error:
        if started.done():
            raise
        started.set_exception(StartError(f"the collector did not start: {error}"))


async def _until_ended(started: Future[tuple[Server, Callable[[], None]]]) -> None:
    from fauxmon.runtime.server import running
    from fauxmon.runtime.settings import Address, Settings

    settings = Settings(udp=(Address(LOOPBACK, 0),), http=Address(LOOPBACK, 0), tls=False, ui=False)
    loop = asyncio.get_running_loop()
    async with running(settings) as server:
        (host, port), *_ = server.udp
        started.set_result((Server(server.url, (host, port)), lambda: _call(loop, server.end)))
        await server.until_ended()


def _call(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # it has ended by itself
        loop.call_soon_threadsafe(function)


MODES: dict[str, Callable[[], AbstractContextManager[Server]]] = {"process": process, "thread": thread}
