"""Server: its parts started in order and stopped in the order that loses nothing; and the process around it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from fauxmon.runtime.build import build_collector
from fauxmon.runtime.http import HttpServer, certificate_hosts
from fauxmon.runtime.settings import Address, Settings, SettingsError
from fauxmon.version import VERSION
from fauxmon_collector.input.udp import ENOUGH_BUFFER, ListenError, NoSuchFamilyError, UdpListener
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import ModelError
from fauxmon_model.severity import Severity

if TYPE_CHECKING:
    from fauxmon_api.model_files import ModelFiles

log = logging.getLogger(__name__)
SIGNALS = (signal.SIGINT, signal.SIGTERM)
SWITCH_INTERVAL_S = 0.001
"""So long the ingest thread may keep the event loop waiting while it runs Python."""
YOUNG_OBJECTS = 10_000
"""After so many new objects a server that is ready looks for garbage among them."""


class Server:
    """Made, started and stopped inside one running event loop. Everything listens when `start` returns."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.collector = build_collector(settings)
        self.listeners: list[UdpListener] = []
        self.pages: asyncio.Task[Any] | None = None
        """Done when they are loaded; None without pages."""
        self._http: HttpServer | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._failure: BaseException | None = None

    @property
    def url(self) -> str:
        """Where HTTP is served."""
        return "" if self._http is None else self._http.url

    @property
    def udp(self) -> list[Address]:
        """Where exporters may send to."""
        return [Address(listener.host, listener.port) for listener in self.listeners]

    async def start(self) -> None:
        """Errors: SettingsError, one line about what keeps it from starting."""
        self.settings.check()
        try:
            self._withdraw()  # what an earlier process left there would be believed
            await self._start()
        except (ListenError, StoreError, ModelError, OSError) as error:
            await self.stop()
            raise SettingsError(str(error)) from error
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> None:
        # What fails most often, and fastest, comes first: ports, then the data directory.
        self._bind()
        self.collector.keeping.start()
        self.collector.intake.registry.restore()
        self._http = HttpServer(self.settings.http, self._certificate())
        self._http.bind()

        from fauxmon_api.app import create_app, load_pages

        self.collector.messages.note(Severity.NOTICE, f"Fauxmon {VERSION} has started")
        self.collector.pipeline.start(self._failed)
        self.collector.context.results.start()
        app = create_app(replace(self.collector.context, model_files=self._model_files))
        await self._http.start(app, websockets=self.settings.ui)
        for listener in self.listeners:
            await listener.start()
        if self.collector.postman is not None:
            self.collector.postman.start()
        self.collector.alerting.start()
        if self.settings.ready_file is not None:
            _write_whole(self.settings.ready_file, json.dumps(self.ready()) + "\n")
        self.pages = load_pages(app)

    def _model_files(self) -> ModelFiles:
        from fauxmon.runtime.model_files import ServedModelFiles

        return ServedModelFiles(self.url, self.collector.context.repository.accounts.issue)

    async def stop(self) -> None:
        """Take in what the sockets and the Inbox hold, store it, save, close. Good at any stage of starting."""
        self._withdraw()
        if self.collector.postman is not None:
            await self.collector.postman.stop()
        await self.collector.alerting.stop()
        for listener in self.listeners:
            await listener.stop()
        await asyncio.to_thread(self.collector.pipeline.stop)
        if self._http is not None:
            await self._http.stop()
        await asyncio.to_thread(self.collector.context.results.stop)
        self.collector.keeping.stop()
        if self._temporary is not None:
            self._temporary.cleanup()

    def ready(self) -> dict[str, Any]:
        """What the ready file says."""
        return {"http": self.url, "udp": [list(address) for address in self.udp], "pid": os.getpid()}

    def end(self) -> None:
        """Let `until_ended` return."""
        self._ended.set()

    async def until_ended(self) -> None:
        """Wait for `end`. Errors: what has ended the ingest thread."""
        await self._ended.wait()
        if self._failure is not None:
            raise self._failure

    def _withdraw(self) -> None:
        if self.settings.ready_file is not None:
            self.settings.ready_file.unlink(missing_ok=True)

    def _bind(self) -> None:
        for listener in self.collector.listeners:
            try:
                listener.bind()
            except NoSuchFamilyError:
                if listener not in self.collector.optional:
                    raise
            else:
                self.listeners.append(listener)
        if any(listener.capped for listener in self.listeners):
            log.warning(
                "the kernel grants receive buffers of %d octets, %d would be enough, and may drop bursts: "
                "raise them with `sysctl net.core.rmem_max=%d`",
                min(listener.receive_buffer for listener in self.listeners),
                ENOUGH_BUFFER,
                self.settings.receive_buffer,
            )

    def _certificate(self) -> tuple[Path, Path] | None:
        if not self.settings.tls:
            return None
        from fauxmon_api.tls import ensure_certificate

        directory = self.settings.data
        if directory is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="fauxmon-")
            directory = Path(self._temporary.name)
        return ensure_certificate(directory, certificate_hosts(self.settings.http.host))

    def _failed(self, error: BaseException) -> None:
        self._failure = error
        self._loop.call_soon_threadsafe(self.end)


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Server]:
    """A server for the time of a block. Errors: SettingsError."""
    server = Server(settings)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def serve(
    settings: Settings,
    on_ready: Callable[[Server], None],
    on_stopped: Callable[[Server], None] = lambda _: None,
    beside: Callable[[Server], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Run a server until SIGINT or SIGTERM; a second signal ends the process at once. `beside` runs next to it; when it
    is done, so is the server. Errors: SettingsError."""
    server = Server(settings)
    _end_on_signals(server)  # before anybody can know that it is ready
    await server.start()
    _keep_what_is_made()
    if server.pages is not None:
        server.pages.add_done_callback(lambda _: _keep_what_is_made())
    try:
        on_ready(server)
        if beside is None:
            await server.until_ended()
        else:
            await _until_ended_or_done(server, beside(server))
    finally:
        await server.stop()
        gc.unfreeze()  # else DuckDB calls it a leak, should the process end in the ordinary way
    on_stopped(server)


def _keep_what_is_made() -> None:
    """Never look for garbage in what starting has made: that would take time from every flow. In what comes after look
    often, for a short time each."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


async def _until_ended_or_done(server: Server, beside: Coroutine[Any, Any, None]) -> None:
    task = asyncio.get_running_loop().create_task(beside)
    task.add_done_callback(lambda _: server.end())
    try:
        await server.until_ended()
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _end_on_signals(server: Server) -> None:
    """The first signal stops gracefully; one more, while that goes on, ends the process."""
    loop = asyncio.get_running_loop()
    seen: list[int] = []

    def handle(number: int) -> None:
        if seen:
            os._exit(128 + number)
        seen.append(number)
        server.end()

    for number in SIGNALS:
        loop.add_signal_handler(number, handle, number)


def _write_whole(path: Path, text: str) -> None:
    """Write beside and move into place: whoever waits for the file never reads half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text)
    beside.replace(path)


def run(main: Coroutine[Any, Any, None]) -> NoReturn:
    """Run on uvloop where it is installed, else on asyncio's own loop, and end the process. What `main` raises leaves
    it running."""
    try:
        import uvloop
    except ImportError:
        factory = None
    else:
        factory = uvloop.new_event_loop
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(main)
    sys.stdout.flush()
    sys.stderr.flush()
    # All is stopped and closed. To take apart what was imported would keep whoever waits for that a fifth of a second.
    os._exit(0)


def log_to_stderr() -> None:
    """Our warnings and errors, one line each."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
