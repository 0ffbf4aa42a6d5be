"""EventLog: what happened, in order, for those who ask later and those who wait."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_collector.ingest.waiters import Waiters
from fauxmon_model.severity import Severity


class EventKind(StrEnum):
    """Stable names."""

    SOURCE_ADDED = "source_added"
    SOURCE_REMOVED = "source_removed"
    SOURCE_SILENT = "source_silent"
    SOURCE_ACTIVE = "source_active"
    RESET = "reset"
    STORE_FAILED = "store_failed"
    STORE_RECOVERED = "store_recovered"
    EXPIRY_FAILED = "expiry_failed"
    EXPIRY_RECOVERED = "expiry_recovered"
    ALERT_FIRED = "alert_fired"
    ALERT_NOT_SENT = "alert_not_sent"


_SEVERITIES = {
    EventKind.SOURCE_ADDED: Severity.INFO,
    EventKind.SOURCE_REMOVED: Severity.NOTICE,
    EventKind.SOURCE_SILENT: Severity.WARNING,
    EventKind.SOURCE_ACTIVE: Severity.INFO,
    EventKind.RESET: Severity.NOTICE,
    EventKind.STORE_FAILED: Severity.CRITICAL,
    EventKind.STORE_RECOVERED: Severity.NOTICE,
    EventKind.EXPIRY_FAILED: Severity.ERROR,
    EventKind.EXPIRY_RECOVERED: Severity.NOTICE,
    EventKind.ALERT_FIRED: Severity.ALERT,
    EventKind.ALERT_NOT_SENT: Severity.ERROR,
}
"""As which system message each is told."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Numbers rise by one, for ever; `facts` is what the kind adds."""

    id: int
    time_ms: int
    kind: EventKind
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Flat, for JSON."""
        return {"id": self.id, "time_ms": self.time_ms, "kind": str(self.kind), "text": self.text, **self.facts}


class EventLog:
    """The newest `keep` events. Published from any thread, awaited from any event loop. Each is a system message too,
    in `messages`, where there is more than events."""

    def __init__(self, now_ms: Callable[[], int], keep: int = 10_000) -> None:
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._events: deque[Event] = deque(maxlen=keep)
        self._last = 0
        self._waiters = Waiters()
        self.messages = MessageLog(now_ms)

    def publish(self, kind: EventKind, text: str, **facts: Any) -> None:
        """Add an event and wake those who wait for one."""
        with self._lock:
            self._last += 1
            self._events.append(Event(self._last, self._now_ms(), kind, text, facts))
            self.messages.note(_SEVERITIES[kind], text[:1].upper() + text[1:], **facts)
        self._waiters.wake()

    def since(self, number: int = 0, limit: int = 1000) -> list[Event]:
        """The oldest `limit` events after `number`."""
        with self._lock:
            return [event for event in self._events if event.id > number][:limit]

    async def next(self, number: int, timeout_s: float) -> list[Event]:
        """Events after `number`; waits until there is one, or gives an empty list when the time is up."""
        await self._waiters.wait(lambda: self._last > number, timeout_s)
        return self.since(number)

    def clear(self) -> None:
        """Forget the events and messages. Numbers go on, so that a cursor of before stays good."""
        with self._lock:
            self._events.clear()
            self.messages.clear()
