"""ProblemLog: how often each Problem came, and the newest of them with the first octets of the datagram."""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import Any

from fauxmon_collector.wire.problems import Problem

SHOWN_OCTETS = 64


class ProblemLog:
    """Written by the ingest thread, read by any."""

    def __init__(self, keep: int = 1000) -> None:
        self._lock = threading.Lock()
        self._codes: Counter[str] = Counter()
        self._newest: deque[dict[str, Any]] = deque(maxlen=keep)

    def add(self, problem: Problem, datagram: bytes | None = None) -> None:
        """Count a Problem and keep it. `datagram` is the one it was found in, when that is at hand."""
        session = problem.session
        entry = {
            "time_ms": int(problem.received * 1000),
            "exporter": session.address,
            "listening_port": session.listening_port,
            "code": str(problem.code),
            "offset": problem.offset,
            "detail": problem.detail,
            "spec": problem.spec,
            "hex": "" if datagram is None else datagram[:SHOWN_OCTETS].hex(),
        }
        with self._lock:
            self._codes[str(problem.code)] += 1
            self._newest.append(entry)

    def newest(self, limit: int = 100) -> list[dict[str, Any]]:
        """The newest `limit` Problems, newest first."""
        with self._lock:
            return list(self._newest)[-1 : -limit - 1 : -1]

    def codes(self) -> dict[str, int]:
        """How often each code came."""
        with self._lock:
            return dict(sorted(self._codes.items()))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._codes.clear()
            self._newest.clear()
