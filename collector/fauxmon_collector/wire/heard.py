"""Heard: what is remembered of an Observation Domain besides its numbers: when it was heard, by whose clock, and what
had to wait for its templates. It takes the same room however much comes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from fauxmon_collector.wire.sequence import SequenceStats

_CHANGES = 32
_SET_BACK_MS = 5_000
"""A clock that goes back by more was set, or its time is played again: messages overtake each other by less."""
_QUICKEST_OF_MS = 60_000
"""Among the messages of so long, and of as long again, one has not been held up on its way."""


class Change(NamedTuple):
    """By how much the sequence counts changed, and when at the latest, by our clock and by the exporter's. `lost` may
    be negative: what came late was not lost."""

    at_ms: int
    export_ms: int
    lost: int
    restarts: int
    duplicates: int


@dataclass(slots=True)
class Heard:
    """Times in ms since 1970, by our clock but for those of export. `skew_ms` is by how much the exporter's clock was
    ahead of ours in the newest message (headers in whole seconds make it up to 1,000 too small), `booted_ms` when it
    says that it started. `ahead_ms` is the skew that the quickest message of the last minute or two tells: one that was
    held up tells too little. `rewound_ms` is by how much its clock was set back in all, `rewinding_ms` what passed
    meanwhile by ours.

    `template_ms` is when the first template of flows came; `held_ms` when the first Data Set had to wait for one. Of
    the `held` sets those of `given_up` waited in vain; `recovered` are the records of the others. `borrowed` sets were
    read with a template of another session.
    """

    first_ms: int = 0
    last_ms: int = 0
    first_export_ms: int = 0
    messages: int = 0
    skew_ms: int = 0
    rewound_ms: int = 0
    rewinding_ms: int = 0
    booted_ms: int | None = None
    template_ms: int | None = None
    template_export_ms: int | None = None
    held_ms: int | None = None
    held_export_ms: int | None = None
    held: int = 0
    recovered: int = 0
    given_up: int = 0
    borrowed: int = 0
    changes: deque[Change] = field(default_factory=deque)
    _known: SequenceStats = field(default_factory=SequenceStats)
    _since_ms: int = 0
    _quickest_ms: int = 0
    _quickest_before_ms: int = 0

    def hear(
        self, received_ms: int, export_ms: int, uptime_ms: int | None, messages: int = 1, first_ms: int | None = None
    ) -> None:
        """So many messages came, the last one then, with these times in its header. `first_ms` is when the first one
        came."""
        if not self.messages:
            self.first_ms = received_ms if first_ms is None else first_ms
            self.first_export_ms = export_ms
            self._since_ms, self._quickest_ms = received_ms, export_ms - received_ms
            self._quickest_before_ms = self._quickest_ms
        elif (back_ms := self.last_ms + self.skew_ms - export_ms) > _SET_BACK_MS:
            self.rewound_ms += back_ms
            self.rewinding_ms += max(0, received_ms - self.last_ms)
        self.messages += messages
        self.last_ms = max(self.last_ms, received_ms)
        self.skew_ms = export_ms - received_ms
        self._compare(received_ms)
        if uptime_ms is not None:
            self.booted_ms = export_ms - uptime_ms

    @property
    def ahead_ms(self) -> int:
        return max(self._quickest_ms, self._quickest_before_ms)

    def _compare(self, received_ms: int) -> None:
        age_ms = received_ms - self._since_ms
        if age_ms <= _QUICKEST_OF_MS:
            self._quickest_ms = max(self._quickest_ms, self.skew_ms)
            return
        self._quickest_before_ms = self._quickest_ms if age_ms <= 2 * _QUICKEST_OF_MS else self.skew_ms
        self._since_ms, self._quickest_ms = received_ms, self.skew_ms

    def hold(self, received_ms: int, export_ms: int) -> None:
        """A Data Set has to wait for its template."""
        self.held += 1
        if self.held_ms is None:
            self.held_ms, self.held_export_ms = received_ms, export_ms

    def announce(self, received_ms: int, export_ms: int) -> None:
        """A template of flows came."""
        if self.template_ms is None:
            self.template_ms, self.template_export_ms = received_ms, export_ms

    def note(self, stats: SequenceStats) -> None:
        """The sequence counts up to the newest message. The oldest changes lose their own time when there are many."""
        known = self._known
        change = Change(
            self.last_ms,
            self.last_ms + self.skew_ms,
            stats.lost - known.lost,
            stats.restarts - known.restarts,
            stats.duplicates - known.duplicates,
        )
        if not any(change[2:]):
            return
        self._known = SequenceStats(stats.lost, stats.reordered, stats.duplicates, stats.restarts)
        if len(self.changes) >= _CHANGES:
            oldest, second = self.changes.popleft(), self.changes.popleft()
            merged = (before + after for before, after in zip(oldest[2:], second[2:], strict=True))
            self.changes.appendleft(Change(second.at_ms, second.export_ms, *merged))
        self.changes.append(change)
