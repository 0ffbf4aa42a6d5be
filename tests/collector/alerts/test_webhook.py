"""The webhook, against a real HTTP server on loopback."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.alerts.reaction import NotSentError
from fauxmon_collector.alerts.webhook import Webhook
from fauxmon_collector.alerts.webhook_url import WebhookUrl

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome


class Receiver(HTTPServer):
    """Remembers (path, content type, body) and answers `status`, a redirect to elsewhere."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 204
        self.received: list[tuple[str, str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append((self.path, self.headers["Content-Type"], body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_request(self, *_: object) -> None:
        """Not on standard error."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=(0.01,))
        thread.start()
        yield receiver
        receiver.shutdown()
        thread.join()


def test_posts_what_has_happened(receiver: Receiver, fired: Outcome) -> None:
    Webhook(WebhookUrl.of(f"{receiver.url}/hook?key=1")).react(fired, {})
    ((path, kind, body),) = receiver.received
    assert (path, kind) == ("/hook?key=1", "application/json")
    text = "alert Much traffic has fired: total bytes > 1000 (1500)"
    assert body == {"event": "alert_fired", "time_ms": 1_740_830_700_250, "text": text, **fired.facts()}


@pytest.mark.parametrize("status", [302, 404, 500])
def test_any_other_answer_is_a_failure_and_redirects_are_not_followed(
    receiver: Receiver, fired: Outcome, status: int
) -> None:
    receiver.status = status
    with pytest.raises(NotSentError, match=rf"^127\.0\.0\.1 answered {status}$"):
        Webhook(WebhookUrl.of(f"{receiver.url}/secret")).react(fired, {})
    assert len(receiver.received) == 1


def test_nobody_there(fired: Outcome) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        webhook = Webhook(WebhookUrl.of(f"http://127.0.0.1:{bound.getsockname()[1]}/secret"))
        with pytest.raises(NotSentError, match=r"^127\.0\.0\.1 cannot be reached \(ConnectionRefusedError\)$"):
            webhook.react(fired, {})


def test_one_that_does_not_answer_is_given_up(fired: Outcome) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        webhook = Webhook(WebhookUrl.of(f"http://127.0.0.1:{silent.getsockname()[1]}/"), timeout_s=0.05)
        with pytest.raises(NotSentError, match=r"^127\.0\.0\.1 did not answer within 0\.05 s$"):
            webhook.react(fired, {})


def test_one_that_answers_octet_by_octet_is_given_up(fired: Outcome) -> None:
    ended = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            while not ended.wait(0.01):
                connection.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        webhook = Webhook(WebhookUrl.of(f"http://127.0.0.1:{listening.getsockname()[1]}/"), timeout_s=0.2)
        with pytest.raises(NotSentError, match=r"^127\.0\.0\.1 did not answer within 0\.2 s$"):
            webhook.react(fired, {})
        ended.set()
        thread.join()


def test_what_is_no_http(receiver: Receiver, fired: Outcome) -> None:
    with pytest.raises(NotSentError, match="cannot be reached"):
        Webhook(WebhookUrl.of(receiver.url.replace("http:", "https:"))).react(fired, {})
