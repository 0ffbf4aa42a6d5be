"""ProblemLog: how often each Problem came and from whom, and the newest of them with the datagram's first octets."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from typing import Any

from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_collector.wire.problems import Problem
from fauxmon_model.repository.ids import live_channel_id
from fauxmon_model.severity import Severity

SHOWN_OCTETS = 64


class ProblemLog:
    """Written by the ingest thread, read by any. `keep`: how many Problems; `exporters`: how many are told apart.

    Beyond that the exporter goes whose last Problem is the oldest, and its counts are added to those of all others.
    The first of each code from each exporter is a system message in `messages`, if that is given.
    """

    def __init__(self, keep: int = 1000, exporters: int = 1024, messages: MessageLog | None = None) -> None:
        self._messages = messages
        self._lock = threading.Lock()
        self._limit = exporters
        self._codes: Counter[str] = Counter()
        self._exporters: OrderedDict[tuple[str, int], Counter[str]] = OrderedDict()
        self._others: Counter[str] = Counter()
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
            codes = self._exporter((session.address, session.listening_port))
            first = not codes[str(problem.code)]
            codes[str(problem.code)] += 1
            self._codes[str(problem.code)] += 1
            self._newest.append(entry)
        if first and self._messages is not None:
            self._messages.note(
                Severity.WARNING,
                f"{session.address} on port {session.listening_port}: {problem.code}: {problem.detail}",
                channel_id=live_channel_id(session.address, session.listening_port),
            )

    def newest(self, limit: int = 100) -> list[dict[str, Any]]:
        """The newest `limit` Problems, newest first."""
        with self._lock:
            return list(self._newest)[-1 : -limit - 1 : -1]

    def codes(self) -> dict[str, int]:
        """How often each code came."""
        with self._lock:
            return dict(sorted(self._codes.items()))

    def exporters(self) -> list[dict[str, Any]]:
        """How often each code came from each exporter and listening port, the newest one's first.

        Exporters that are told apart no longer are one row in the end, without an address and a port.
        """
        with self._lock:
            rows: list[dict[str, Any]] = [
                {"exporter": address, "listening_port": port, "codes": dict(sorted(codes.items()))}
                for (address, port), codes in reversed(self._exporters.items())
            ]
            if self._others:
                rows.append({"exporter": None, "listening_port": None, "codes": dict(sorted(self._others.items()))})
        return rows

    def _exporter(self, key: tuple[str, int]) -> Counter[str]:
        codes = self._exporters.setdefault(key, Counter())
        self._exporters.move_to_end(key)
        if len(self._exporters) > self._limit:
            self._others += self._exporters.popitem(last=False)[1]
        return codes

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._codes.clear()
            self._exporters.clear()
            self._others.clear()
            self._newest.clear()
