"""Sequence numbers: what was lost, reordered or sent twice before it reached us, and when an exporter began anew.

v5 counts flows, v9 messages, IPFIX Data Records; all modulo 2^32 (RFC 3954 §5.1, RFC 7011 §3.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from fauxmon_collector.wire.messages import MessageHeader

_MODULUS = 1 << 32
_HALF = 1 << 31
_LATE_WINDOW = 1 << 16
"""A number this far behind is no late message any more: the exporter began anew."""
_BOOT_TOLERANCE_MS = 2000
"""Export time minus uptime wavers by the second that the header rounds to, and a little for clocks being set."""
_GAPS = 32


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
    """The sequence numbers of one Observation Domain in one Transport Session."""

    __slots__ = ("_boot_ms", "_expected", "_export_time", "_gaps", "highest", "stats", "taken")

    def __init__(self) -> None:
        self.stats = SequenceStats()
        self.highest: int | None = None
        """The newest sequence number seen since the exporter began."""
        self.taken: int | None = None
        """`highest` when the data were last taken."""
        self._expected: int | None = None
        self._export_time = 0
        self._boot_ms: int | None = None
        self._gaps: list[tuple[int, int]] = []  # (first number missing, how many)

    def see(self, header: MessageHeader, step: int | None) -> None:
        """Account for a message that moves the sequence on by `step`, None if that cannot be told."""
        number = header.sequence
        ahead = 0 if self._expected is None else (number - self._expected) % _MODULUS
        if ahead == 0:
            self._advance(header, step)
        elif self._began_anew(header, ahead):
            self.stats.restarts += 1
            self._gaps.clear()
            self._advance(header, step)
        elif ahead < _HALF:
            self.stats.lost += ahead
            self._gaps.append((number - ahead, ahead))
            del self._gaps[:-_GAPS]
            self._advance(header, step)
        elif not self._fill_gap(number, step):
            self.stats.duplicates += 1

    def _advance(self, header: MessageHeader, step: int | None) -> None:
        self.highest = header.sequence
        self._expected = None if step is None else (header.sequence + step) % _MODULUS
        self._export_time = header.export_time
        if header.sysuptime is not None:
            self._boot_ms = header.export_time * 1000 - header.sysuptime

    def _began_anew(self, header: MessageHeader, ahead: int) -> bool:
        """Whether a number that was not expected is the first of an exporter that started again.

        A jump ahead is loss unless the exporter's boot time has moved. A step back is a late or repeated message unless
        it was exported after the newest one or is too far behind.
        """
        if header.sysuptime is not None and self._boot_ms is not None:
            moved_ms = (header.export_time * 1000 - header.sysuptime - self._boot_ms) % _MODULUS  # uptimes wrap too
            if _BOOT_TOLERANCE_MS < moved_ms < _MODULUS - _BOOT_TOLERANCE_MS:
                return True
        if ahead < _HALF:
            return False
        return _MODULUS - ahead > _LATE_WINDOW or header.export_time > self._export_time

    def _fill_gap(self, number: int, step: int | None) -> bool:
        for position, (first, size) in enumerate(self._gaps):
            into = (number - first) % _MODULUS
            if into >= size:
                continue
            filled = min(step or 0, size - into)
            rest = [(first, into), ((number + filled) % _MODULUS, size - into - filled)]
            self._gaps[position : position + 1] = [gap for gap in rest if gap[1]]
            self.stats.lost -= filled
            self.stats.reordered += 1
            return True
        return False
