"""The quick time ranges of the Monitoring Center and the slots that suit them."""

from __future__ import annotations

from dataclasses import dataclass

from fauxmon_model.written_time import parse_time

SETTLE_MS = 400
"""A slot counts as open for so long after its end: what came in its last moment is still on its way to the store."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both ends on slot borders: slots cover (from, to]."""

    from_ms: int
    to_ms: int
    step_ms: int

    @property
    def labels(self) -> range:
        """The end of every slot."""
        return range(self.from_ms + self.step_ms, self.to_ms + 1, self.step_ms)


@dataclass(frozen=True, slots=True)
class Range:
    """The time from `since`, a relative one, drawn in slots of `step_ms`."""

    key: str
    since: str
    step_ms: int

    def until(self, now_ms: int) -> Window:
        """The window that ends with the slot in which `now_ms` lies."""
        to_ms = -(-now_ms // self.step_ms) * self.step_ms
        return Window(parse_time(self.since, to_ms), to_ms, self.step_ms)


RANGES: dict[str, Range] = {
    item.key: item
    for item in (
        Range("5 min", "m5Ago", 1_000),
        Range("15 min", "m15Ago", 5_000),
        Range("1 h", "h1Ago", 15_000),
        Range("6 h", "h6Ago", 60_000),
        Range("12 h", "h12Ago", 300_000),
        Range("1 d", "d1Ago", 300_000),
        Range("7 d", "w1Ago", 3_600_000),
    )
}
DEFAULT_RANGE = "5 min"


def closed_until(window: Window, now_ms: int, open_slot_ms: int | None) -> int:
    """The end of the last slot of `window` that is over and settled; later ones must not be drawn as values."""
    last = (now_ms - SETTLE_MS) // window.step_ms * window.step_ms
    if open_slot_ms is not None:
        last = min(last, open_slot_ms - window.step_ms)
    return min(last, window.to_ms)


_STEPS_MS = (1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000)
_SLOTS = 200
_MOST_SLOTS = 1_500
"""More slots than that are no wider than a pixel."""
RESOLUTIONS_S = {1: "1 s", 5: "5 s", 15: "15 s", 60: "1 min", 300: "5 min"}
"""Seconds of the slots that somebody may want, and what they are called."""


def fitting(from_ms: int, to_ms: int) -> Window:
    """The window around a stretch of time, in the finest slots of which a chart can show so many."""
    span_ms = to_ms - from_ms
    step_ms = next((step for step in _STEPS_MS if span_ms <= _SLOTS * step), _STEPS_MS[-1])
    return _around(from_ms, to_ms, step_ms)


def resolved(window: Window, step_ms: int) -> Window:
    """The same time in slots of this length, or of the next longer one of which there are not too many."""
    span_ms = window.to_ms - window.from_ms
    fits = (step for step in _STEPS_MS if step >= step_ms and span_ms <= _MOST_SLOTS * step)
    return _around(window.from_ms, window.to_ms, next(fits, _STEPS_MS[-1]))


def _around(from_ms: int, to_ms: int, step_ms: int) -> Window:
    start_ms = from_ms - from_ms % step_ms
    return Window(start_ms, max(-(-to_ms // step_ms) * step_ms, start_ms + step_ms), step_ms)
