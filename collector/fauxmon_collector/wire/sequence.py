"""Sequence numbers: what was lost, reordered or sent twice before it reached us, and when an exporter began anew.

v5 and v7 count flows, v9 and sFlow messages, IPFIX Data Records; all modulo 2^32 (RFC 3954 §5.1, RFC 7011 §3.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fauxmon_collector.wire.messages import SFLOW

_MODULUS = 1 << 32
_HALF = 1 << 31
_LATE_WINDOW = 1 << 16
"""A number this far behind is no late message any more: the exporter began anew."""
_BOOT_TOLERANCE_MS = 2000
"""Export time minus uptime wavers by the second that the header rounds to, and a little for clocks being set."""
_GAPS = 32


class Numbered(Protocol):
    """What is looked at of a message: a `MessageHeader` has it."""

    @property
    def version(self) -> int: ...

    @property
    def sequence(self) -> int: ...

    @property
    def export_time(self) -> int: ...

    @property
    def sysuptime(self) -> int | None: ...


_IPFIX = 10
_BY_FLOW = frozenset({5, 7})
_BY_MESSAGE = frozenset({9, SFLOW})
COUNTING = frozenset({_IPFIX, *_BY_FLOW, *_BY_MESSAGE})
"""The versions that have sequence numbers."""


def step(version: int, flows: int | None, options: int) -> int | None:
    """By how much a message with so many records moves the number on; None if that cannot be told."""
    if version in _BY_MESSAGE:
        return 1
    if flows is None:
        return None
    return flows + options if version == _IPFIX else flows


@dataclass(slots=True)
class SequenceStats:
    """`lost` in the version's unit (flows, messages, records), less what came late; the others in messages."""

    lost: int = 0
    reordered: int = 0
    duplicates: int = 0
    restarts: int = 0

    def add(self, other: SequenceStats) -> None:
        """Add the other's counts to these."""
        self.lost += other.lost
        self.reordered += other.reordered
        self.duplicates += other.duplicates
        self.restarts += other.restarts


class SequenceTracker:
    """The sequence numbers of one Observation Domain in one Transport Session.

    In IPFIX a number counts the Data Records before the message. softflowd's count its own flow records in and leave
    options records out. Whoever keeps to the RFC never begins a message inside the records of the one before; the
    first message that does, and has just the number of the other way of counting, proves that one, also for what came
    before it. Until then growing messages of such an exporter look like loss, as they would be if it kept to the RFC.
    """

    __slots__ = ("_counting", "_inclusive", "taken")

    def __init__(self) -> None:
        self.taken: int | None = None
        """`highest` when the data were last taken."""
        self._counting = _Counting()
        # The other way of counting, from the first number on that does not fit the RFC; once proven, `_counting` is it.
        self._inclusive: _Counting | None = None

    @property
    def stats(self) -> SequenceStats:
        """The counts so far."""
        return self._counting.stats

    @property
    def highest(self) -> int | None:
        """The newest sequence number seen since the exporter began."""
        return self._counting.highest

    def see(self, header: Numbered, flows: int | None, options: int = 0) -> None:
        """Account for a message with so many records of flows and of options; `flows` None if that cannot be told."""
        if header.version == _IPFIX:
            self._see_ipfix(header, flows, options)
        elif header.version in COUNTING:
            self._counting.see(header, header.sequence, step(header.version, flows, options))

    def expects(self, number: int) -> bool:
        """Whether a message with this number just goes on from the one before, or is the first."""
        return self._inclusive is None and self._counting.expects(number)

    def advance(self, header: Numbered, moved: int | None) -> None:
        """Account for a message, and for all before it that went on as expected; it moves the number on by `moved`."""
        self._counting.advance(header, header.sequence, moved)

    def expects_either_way(self, number: int, flows: int) -> bool:
        """The same where it is open, or proven, how an exporter counts; the message has so many flows, no options."""
        if self._inclusive is None or not self._inclusive.expects((number - flows) % _MODULUS):
            return False
        return self._counting is self._inclusive or self._counting.expects(number)

    def advance_either_way(self, header: Numbered, flows: int) -> None:
        """Account for a message, and for all before it that went on either way: each had as many flows as this one."""
        if self._inclusive is not None:
            self._inclusive.advance(header, (header.sequence - flows) % _MODULUS, flows)
        if self._counting is not self._inclusive:
            self._counting.advance(header, header.sequence, flows)

    def _see_ipfix(self, header: Numbered, flows: int | None, options: int) -> None:
        number, moved = header.sequence, step(_IPFIX, flows, options)
        if flows is not None and self._inclusive is None and not self._counting.expects(number):
            self._inclusive = self._counting.fork()
        if self._inclusive is not None and flows is not None and self._counting.newest_has_inside(number, flows):
            self._counting = self._inclusive
        if self._counting is not self._inclusive:
            self._counting.see(header, number, moved)
        if self._inclusive is None:
            return
        if flows is None:
            self._inclusive.resume(header)
        else:
            self._inclusive.see(header, (number - flows) % _MODULUS, flows)


class _Counting:
    """The sequence as one way of counting has it: a message takes the numbers from `first` on, `step` of them."""

    __slots__ = ("_boot_ms", "_expected", "_export_time", "_gaps", "highest", "stats")

    def __init__(self) -> None:
        self.stats = SequenceStats()
        self.highest: int | None = None
        self._expected: int | None = None
        self._export_time = 0
        self._boot_ms: int | None = None
        self._gaps: list[tuple[int, int]] = []  # (first number missing, how many)

    def expects(self, first: int) -> bool:
        """Whether a message with this number would be no surprise."""
        return self._expected in (None, first)

    def newest_has_inside(self, number: int, offset: int) -> bool:
        """Whether the number is inside the newest message's, at this offset."""
        if self.highest is None or self._expected is None:
            return False
        return 0 < offset < (self._expected - self.highest) % _MODULUS and number == (self.highest + offset) % _MODULUS

    def fork(self) -> _Counting:
        """The same sequence, where nothing was unexpected yet, for numbers that count their own message in."""
        fork = _Counting()
        fork.highest = fork._expected = self.highest
        fork._export_time = self._export_time
        return fork

    def resume(self, header: Numbered) -> None:
        """Go on behind a message that counts itself in by who knows how much."""
        self.highest = self._expected = header.sequence
        self._export_time = header.export_time

    def see(self, header: Numbered, first: int, step: int | None) -> None:
        """Account for a message."""
        ahead = 0 if self._expected is None else (first - self._expected) % _MODULUS
        if ahead == 0:
            self.advance(header, first, step)
        elif self._began_anew(header, first, ahead):
            self.stats.restarts += 1
            self._gaps.clear()
            self.advance(header, first, step)
        elif ahead < _HALF:
            self.stats.lost += ahead
            self._gaps.append((first - ahead, ahead))
            del self._gaps[:-_GAPS]
            self.advance(header, first, step)
        elif not self._fill_gap(first, step):
            self.stats.duplicates += 1

    def advance(self, header: Numbered, first: int, step: int | None) -> None:
        """Go on behind a message."""
        self.highest = header.sequence
        self._expected = None if step is None else (first + step) % _MODULUS
        self._export_time = header.export_time
        if header.sysuptime is not None:
            self._boot_ms = header.export_time * 1000 - header.sysuptime

    def _began_anew(self, header: Numbered, first: int, ahead: int) -> bool:
        """Whether a number that was not expected is the first of an exporter that started again.

        A jump ahead is loss unless the exporter's boot time has moved, or it goes far and to just 0. A step back is a
        late or repeated message unless it was exported after the newest one or is too far behind.
        """
        if header.sysuptime is not None and self._boot_ms is not None:
            moved_ms = (header.export_time * 1000 - header.sysuptime - self._boot_ms) % _MODULUS  # uptimes wrap too
            if _BOOT_TOLERANCE_MS < moved_ms < _MODULUS - _BOOT_TOLERANCE_MS:
                return True
        if ahead < _HALF:
            return first == 0 and ahead > _LATE_WINDOW
        return _MODULUS - ahead > _LATE_WINDOW or header.export_time > self._export_time

    def _fill_gap(self, first: int, step: int | None) -> bool:
        for position, (start, size) in enumerate(self._gaps):
            into = (first - start) % _MODULUS
            if into >= size:
                continue
            filled = min(step or 0, size - into)
            rest = [(start, into), ((first + filled) % _MODULUS, size - into - filled)]
            self._gaps[position : position + 1] = [gap for gap in rest if gap[1]]
            self.stats.lost -= filled
            self.stats.reordered += 1
            return True
        return False
