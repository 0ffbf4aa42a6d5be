"""HttpServer: uvicorn inside our event loop, on a socket of ours, without its signal handlers."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from fauxmon.runtime.settings import Address, SettingsError

GRACE_S = 2
"""How long open connections (live pages) may take to end when the server stops."""


class HttpServer:
    """`bind()`, `start()`, `stop()`. `certificate` is (certificate, key), None serves plain HTTP."""

    def __init__(self, address: Address, certificate: tuple[Path, Path] | None) -> None:
        self._address = address
        self._certificate = certificate
        self._socket: socket.socket | None = None
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None
        self.url = ""

    def bind(self) -> None:
        """Take the port, so that nobody else does while the rest starts. Errors: SettingsError."""
        host, port = self._address
        bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((host, port))
        except OSError as error:
            bound.close()
            raise SettingsError(_why(self._address, error)) from error
        self._socket = bound
        scheme = "http" if self._certificate is None else "https"
        self.url = f"{scheme}://{Address(_reachable(host), bound.getsockname()[1])}"

    async def start(self, app: Any, websockets: bool) -> None:
        """Serve `app`; returns when connections are accepted. Errors: SettingsError."""
        if self._socket is None:
            self.bind()
        assert self._socket is not None  # noqa: S101 - bound
        certificate, key = self._certificate or (None, None)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="on",
            ws=_websocket if websockets else "none",  # type: ignore[arg-type] # it is only called
            ssl_certfile=certificate,
            ssl_keyfile=key,
            timeout_graceful_shutdown=GRACE_S,
            server_header=False,
        )
        self._server = _Server(config)
        self._task = asyncio.get_running_loop().create_task(self._server.serve([self._socket]), name="http")
        ready = asyncio.get_running_loop().create_task(self._server.ready.wait())
        await asyncio.wait((self._task, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if not self._server.ready.is_set():
            await self._task  # raises what kept it from starting

    async def stop(self) -> None:
        """Finish what is being answered, then close."""
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
            self._server = self._task = None
        elif self._socket is not None:
            self._socket.close()
        self._socket = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # signals are the runtime's


def _websocket(**arguments: Any) -> asyncio.Protocol:
    """What speaks on a connection that becomes a WebSocket; imported for the first one."""
    from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

    assert AutoWebSocketsProtocol is not None  # noqa: S101 - NiceGUI brings one
    protocol: asyncio.Protocol = AutoWebSocketsProtocol(**arguments)
    return protocol


def certificate_hosts(host: str) -> list[str]:
    """The names and addresses under which a server bound to `host` may be asked for."""
    own = [] if ipaddress.ip_address(host).is_unspecified else [host]
    return list(dict.fromkeys(["localhost", "127.0.0.1", "::1", socket.gethostname(), *own]))


def _reachable(host: str) -> str:
    """What to connect to on this machine for a server bound to `host`."""
    address = ipaddress.ip_address(host)
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def _why(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"HTTP {address} is in use: stop what listens there (`ss -ltnp` shows it) or choose another with --http"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"HTTP {address} is not allowed for this user: choose a port from 1024 up with --http"
    return f"HTTP {address}: {error.strerror or error}"
