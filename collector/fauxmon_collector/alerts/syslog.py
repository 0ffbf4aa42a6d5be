"""Syslog: a fired alert as a message over UDP (RFC 5424, RFC 5426)."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import NotSentError, Reaction

_LOCAL0, _WARNING = 16, 4
_LONGEST = 2048
"""Octets that every receiver should take (RFC 5426 3.2)."""
_BOM = b"\xef\xbb\xbf"


class Syslog(Reaction):
    """Facility local0, severity warning. What UDP loses nobody notices."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._host_name = socket.gethostname()[:255] or "-"

    def react(self, fired: Outcome, _options: Mapping[str, Any]) -> None:
        """Errors: NotSentError."""
        family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto(message(fired, self._host_name), self._address)
        except OSError as error:
            raise NotSentError(f"the syslog server cannot be reached: {error.strerror}") from None


def message(fired: Outcome, host_name: str) -> bytes:
    """HEADER, no STRUCTURED-DATA, MSG: with a BOM before it where it is not ASCII (RFC 5424 6)."""
    time = datetime.fromtimestamp(fired.time_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    header = f"<{_LOCAL0 * 8 + _WARNING}>1 {time}Z {host_name} fauxmon - alert - ".encode("ascii", "replace")
    line = fired.line()
    text = line.encode() if line.isascii() else _BOM + line.encode()
    return (header + text)[:_LONGEST].decode(errors="ignore").encode()
