"""FailedLogins: slows down who guesses passwords."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

LIMIT = 10
"""Failures of one peer and login within the window; the next try is refused unheard."""
WINDOW_MS = 60_000
_Pair = tuple[str, bytes]
PEERS = 4096
"""Pairs of peer and login that are remembered; the longest unused is forgotten."""


class FailedLogins:
    """Counts failed logins by peer address and login name, over a sliding window.

    Names are kept as digests: a client chooses them, and may choose very long ones.
    """

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._failures: OrderedDict[_Pair, list[int]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, peer: str, login: str) -> int:
        """Seconds until this pair may try again; 0 when it may try now."""
        with self._lock:
            recent = self._recent(_pair(peer, login))
            if len(recent) < LIMIT:
                return 0
            return max(1, -(-(recent[0] + WINDOW_MS - self._now_ms()) // 1000))

    def failed(self, peer: str, login: str) -> None:
        """Count a failure."""
        key = _pair(peer, login)
        with self._lock:
            self._failures[key] = [*self._recent(key), self._now_ms()][-LIMIT:]
            self._failures.move_to_end(key)
            if len(self._failures) > PEERS:
                self._failures.popitem(last=False)

    def succeeded(self, peer: str, login: str) -> None:
        """Forget the failures of this pair."""
        with self._lock:
            self._failures.pop(_pair(peer, login), None)

    def _recent(self, key: _Pair) -> list[int]:
        since = self._now_ms() - WINDOW_MS
        return [at for at in self._failures.get(key, []) if at > since]


def _pair(peer: str, login: str) -> _Pair:
    return peer, hashlib.sha256(login.encode()).digest()
