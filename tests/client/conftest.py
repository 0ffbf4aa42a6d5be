"""A collector on a real socket that answers what a test has written down, good or bad."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

TOKEN = {"access_token": "a" * 64, "expires_in": 86400, "token_type": "bearer", "refresh_token": "b" * 64}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    authorization: str | None
    kind: str
    body: bytes


@dataclass
class Scripted:
    """Answers in their order; a request beyond them is answered 500. Logins are answered beside them."""

    url: str = ""
    answers: deque[tuple[int, bytes]] = field(default_factory=deque)
    logins: deque[tuple[int, bytes]] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, status: int, body: Any = None) -> None:
        self.answers.append((status, _octets(body)))

    def login(self, status: int, body: Any) -> None:
        self.logins.append((status, _octets(body)))

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(one.method, one.path) for one in self.asked]

    def next(self, asked: Asked) -> tuple[int, bytes]:
        self.asked.append(asked)
        if asked.path == "/resources/oauth/token":
            return self.logins.popleft() if self.logins else (200, _octets(TOKEN))
        return self.answers.popleft() if self.answers else (500, b"")


def _octets(body: Any) -> bytes:
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    script = Scripted()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kind = self.headers.get("Content-Type", "").partition(";")[0]
            query = parse_qs(parts.query)
            asked = Asked(self.command, parts.path, query, self.headers.get("Authorization"), kind, body)
            status, answer = script.next(asked)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_DELETE = handle_one  # noqa: N815 - names of the base class

        def log_message(self, *_: object) -> None:
            """Nothing to standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        script.url = f"http://127.0.0.1:{server.server_port}"
        yield script
        server.shutdown()
        thread.join(10)
