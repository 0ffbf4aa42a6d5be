"""ProblemLog: how often each Problem came and from whom, and the newest of them with the datagram's first octets."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_collector.wire.problems import Problem
from fauxmon_model.ids import live_channel_id
from fauxmon_model.severity import Severity

SHOWN_OCTETS = 64
OF_EACH = 10
"""So many of each exporter are kept, however many come from others."""

Key = tuple[str, int]
"""(exporter address, listening port)"""
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Known:
    """Of one exporter and listening port."""

    codes: Counter[str] = field(default_factory=Counter)
    newest: deque[Entry] = field(default_factory=lambda: deque(maxlen=OF_EACH))


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
        self._exporters: OrderedDict[Key, _Known] = OrderedDict()
        self._others: Counter[str] = Counter()
        self._newest: deque[Entry] = deque(maxlen=keep)

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
            known = self._exporter((session.address, session.listening_port))
            first = not known.codes[str(problem.code)]
            known.codes[str(problem.code)] += 1
            known.newest.append(entry)
            self._codes[str(problem.code)] += 1
            self._newest.append(entry)
        if first and self._messages is not None:
            self._messages.note(
                Severity.WARNING,
                f"{session.address} on port {session.listening_port}: {problem.code}: {problem.detail}",
                channel_id=live_channel_id(session.address, session.listening_port),
            )

    def newest(self, limit: int = 100, exporter: str | None = None, listening_port: int | None = None) -> list[Entry]:
        """The newest `limit` Problems, newest first; of an exporter or a listening port alone where one is given."""
        if exporter is None and listening_port is None:
            with self._lock:
                return list(self._newest)[-1 : -limit - 1 : -1]
        asked = _asked(exporter, listening_port)
        with self._lock:
            newest = [entry for entry in self._newest if asked((entry["exporter"], entry["listening_port"]))]
            own = [entry for key, known in self._exporters.items() if asked(key) for entry in known.newest]
        there = {id(entry) for entry in newest}
        older = sorted((entry for entry in own if id(entry) not in there), key=lambda entry: int(entry["time_ms"]))
        return [*older, *newest][-1 : -limit - 1 : -1]

    def codes(self) -> dict[str, int]:
        """How often each code came."""
        with self._lock:
            return dict(sorted(self._codes.items()))

    def exporters(self, exporter: str | None = None, listening_port: int | None = None) -> list[Entry]:
        """How often each code came from each exporter and listening port, the newest one's first; of one exporter or
        port alone where it is given.

        Exporters that are told apart no longer are one row in the end, without an address and a port.
        """
        asked = _asked(exporter, listening_port)
        with self._lock:
            rows: list[Entry] = [
                {"exporter": key[0], "listening_port": key[1], "codes": dict(sorted(known.codes.items()))}
                for key, known in reversed(self._exporters.items())
                if asked(key)
            ]
            if self._others and exporter is None and listening_port is None:
                rows.append({"exporter": None, "listening_port": None, "codes": dict(sorted(self._others.items()))})
        return rows

    def _exporter(self, key: Key) -> _Known:
        known = self._exporters.setdefault(key, _Known())
        self._exporters.move_to_end(key)
        if len(self._exporters) > self._limit:
            self._others += self._exporters.popitem(last=False)[1].codes
        return known

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._codes.clear()
            self._exporters.clear()
            self._others.clear()
            self._newest.clear()


def _asked(exporter: str | None, listening_port: int | None) -> Callable[[Key], bool]:
    return lambda key: exporter in (None, key[0]) and listening_port in (None, key[1])
