"""Webhook: a fired alert as JSON to a URL of the server's settings. Ours; the product has none."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import NotSentError, Reaction
from fauxmon_collector.alerts.webhook_url import WebhookUrl

_ANSWERED = range(200, 300)


class Webhook(Reaction):
    """POSTs; any answer of 2xx will do, redirects are not followed."""

    def __init__(self, url: WebhookUrl, timeout_s: float = 5.0) -> None:
        self._url = url
        self._timeout_s = timeout_s

    def react(self, fired: Outcome, _options: Mapping[str, Any]) -> None:
        """Errors: NotSentError."""
        kind = http.client.HTTPSConnection if self._url.https else http.client.HTTPConnection
        connection = kind(self._url.host, self._url.port, timeout=self._timeout_s)
        body = json.dumps(fired.told()).encode()
        try:
            connection.request("POST", self._url.target, body, {"Content-Type": "application/json"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise NotSentError(f"{self._url.host} cannot be reached ({type(error).__name__})") from None
        finally:
            connection.close()
        if status not in _ANSWERED:
            raise NotSentError(f"{self._url.host} answered {status}")
