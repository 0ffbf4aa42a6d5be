"""Webhook: a fired alert as JSON to a URL of the server's settings. Ours; the product has none."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import NotSentError, Reaction
from fauxmon_collector.alerts.webhook_url import WebhookUrl

_ANSWERED = range(200, 300)


class Webhook(Reaction):
    """POSTs; any answer of 2xx will do, redirects are not followed. To connect has `timeout_s`, and so has all else
    together: one that answers octet by octet holds up nobody."""

    def __init__(self, url: WebhookUrl, timeout_s: float = 5.0) -> None:
        self._url = url
        self._timeout_s = timeout_s

    def react(self, fired: Outcome, _options: Mapping[str, Any]) -> None:
        """Errors: NotSentError."""
        kind = http.client.HTTPSConnection if self._url.https else http.client.HTTPConnection
        connection = kind(self._url.host, self._url.port, timeout=self._timeout_s)
        body = json.dumps(fired.told()).encode()
        late = threading.Event()
        ending = threading.Timer(self._timeout_s, _cut, [connection, late])
        try:
            connection.connect()
            ending.start()
            connection.request("POST", self._url.target, body, {"Content-Type": "application/json"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise NotSentError(f"{self._url.host} did not answer within {self._timeout_s:g} s") from None
            raise NotSentError(f"{self._url.host} cannot be reached ({type(error).__name__})") from None
        finally:
            ending.cancel()
            connection.close()
        if status not in _ANSWERED:
            raise NotSentError(f"{self._url.host} answered {status}")


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):  # it is closed already
        if connection.sock is not None:
            # Not TLS's own shutdown, which pulls the rug from under the thread that reads.
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)
