"""MessageLog: what the collector has to say to its users, and what of it has been read (REST contract §2.12)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fauxmon_model.severity import Severity


@dataclass(frozen=True, slots=True)
class Message:
    """One system message. Numbers rise by one, for ever; `facts` say which Source it is about, if it is about one."""

    id: int
    time_ms: int
    severity: Severity
    text: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Flat."""
        own = {"id": self.id, "time_ms": self.time_ms, "severity": self.severity, "text": self.text}
        return {**self.facts, **own}


class MessageLog:
    """The newest `keep` messages. Written and read from any thread."""

    def __init__(self, now_ms: Callable[[], int], keep: int = 1_000) -> None:
        self._now_ms = now_ms
        self._keep = keep
        self._lock = threading.Lock()
        self._messages: OrderedDict[int, Message] = OrderedDict()
        self._read: set[int] = set()
        self._last = 0

    def note(self, severity: Severity, text: str, **facts: Any) -> None:
        """Add a message, which nobody has read."""
        with self._lock:
            self._last += 1
            self._messages[self._last] = Message(self._last, self._now_ms(), severity, text, facts)
            if len(self._messages) > self._keep:
                oldest, _ = self._messages.popitem(last=False)
                self._read.discard(oldest)

    def all(self) -> list[dict[str, Any]]:
        """The newest first: id, time_ms, severity, text, whether it has been `read`, and its facts."""
        with self._lock:
            return [
                {**message.as_dict(), "read": message.id in self._read} for message in reversed(self._messages.values())
            ]

    def mark(self, message_id: int, read: bool) -> bool:
        """Keep whether it has been read; False if there is no such message (any more)."""
        with self._lock:
            if message_id not in self._messages:
                return False
            if read:
                self._read.add(message_id)
            else:
                self._read.discard(message_id)
            return True

    def clear(self) -> None:
        """Forget the messages. Numbers go on."""
        with self._lock:
            self._messages.clear()
            self._read.clear()
