"""Ledger: every datagram, set and record in exactly one counter, and the equations that hold over them.

The counters belong to different threads. The ingest thread publishes its part as one immutable object, after each
step that leaves it consistent; a reader takes that first and the Inbox's counters second, so whatever the ingest thread
has in its hands shows as waiting, and the sums are right at any moment. The store tells its counters as they are at one
moment, which may be a step before or after that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fauxmon_collector.input.inbox import Inbox

EQUATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("offered", ("kernel_dropped", "received")),
    ("received", ("inbox_dropped", "inbox_waiting", "framed", "unreadable", "refused")),
    ("data_sets", ("decoded", "held_back", "template_missing", "malformed")),
    ("records", ("stored", "rejected", "pending")),
    ("flows_in", ("flows_held", "expired_by_age", "expired_by_size", "expired_by_count", "removed")),
)
"""(total, what it is the sum of)."""


@dataclass(frozen=True, slots=True)
class IntakeCounts:
    """The ingest thread's part of the Ledger, at one moment.

    Datagrams: framed (a flow message), unreadable, refused (exporter beyond the cap). Records are data records;
    pending ones wait for the store, rejected ones were given up. Sessions, Observation Domains, templates
    and facts (what options data told) are dropped where there is no room for all.
    """

    framed: int = 0
    unreadable: int = 0
    refused: int = 0
    data_sets: int = 0
    decoded: int = 0
    held_back: int = 0
    template_missing: int = 0
    malformed: int = 0
    records: int = 0
    stored: int = 0
    rejected: int = 0
    pending: int = 0
    options_records: int = 0
    templates: int = 0
    lost_before_us: int = 0
    sessions_dropped: int = 0
    domains_dropped: int = 0
    templates_dropped: int = 0
    facts_dropped: int = 0

    @property
    def processed(self) -> int:
        """Datagrams taken from the Inbox and accounted for."""
        return self.framed + self.unreadable + self.refused


class Ledger:
    """One place to read all counters. Any thread."""

    def __init__(self, inbox: Inbox, kernel_dropped: Callable[[], int], store: Callable[[], Mapping[str, int]]) -> None:
        self._inbox = inbox
        self._kernel_dropped = kernel_dropped
        self._store = store
        self._lock = threading.Lock()
        self._intake = IntakeCounts()

    def publish(self, counts: IntakeCounts) -> None:
        """Take over the ingest thread's counters."""
        self._intake = counts

    def clear(self) -> None:
        """Set the Inbox's and the ingest thread's counters to zero in one step."""
        with self._lock:
            self._inbox.clear()
            self._intake = IntakeCounts()

    def counters(self) -> dict[str, int]:
        """Every counter by name."""
        with self._lock:
            intake = self._intake
            inbox = self._inbox.counts()
        kernel_dropped = self._kernel_dropped()
        store = self._store()
        return {
            "offered": kernel_dropped + inbox.received,
            "kernel_dropped": kernel_dropped,
            "received": inbox.received,
            "inbox_dropped": inbox.dropped,
            "inbox_waiting": inbox.waiting + inbox.taken - intake.processed,
            **asdict(intake),
            "flows_in": store["before"] + store["appended"],
            "flows_held": store["flows"],
            **{name: store[name] for name in EQUATIONS[-1][1][1:]},
        }

    def snapshot(self) -> dict[str, Any]:
        """The counters, each equation with both its sides, and `balanced`: whether all of them hold."""
        counters = self.counters()
        equations = [
            {
                "equation": f"{total} = {' + '.join(parts)}",
                "left": counters[total],
                "right": sum(counters[part] for part in parts),
            }
            for total, parts in EQUATIONS
        ]
        balanced = all(equation["left"] == equation["right"] for equation in equations)
        return {**counters, "equations": equations, "balanced": balanced}
