"""The two nodes over time: when each sent, where one took over from the other, and the gap or overlap of the switch."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nicegui.element import Element

from fauxmon_api.web import format as fmt
from fauxmon_api.web.ranges import Window
from fauxmon_api.web.sources.failover_rows import length
from fauxmon_collector.analysis import Series
from fauxmon_collector.failover.limits import BUSY_GAP_MS
from fauxmon_collector.failover.report import Report

MARKS = 40
"""So many of the newest handovers are marked."""


class Turn(NamedTuple):
    """A time in which a node sent."""

    from_ms: int
    to_ms: int


class Lanes(Element, component="failover_lanes.js"):
    """Drawn as wide as the chart below it."""

    def __init__(self) -> None:
        super().__init__()
        self._props.update(lanes=[], marks=[], shade=None, open=0, label="")

    def fill(self, props: Mapping[str, Any]) -> None:
        """Draw what `drawn` gives; nothing is sent when it is what is drawn."""
        for name, value in props.items():
            if self._props[name] != value:
                self._props[name] = value


def turns(points: Sequence[tuple[int, float]], window: Window, pause_ms: int) -> list[Turn]:
    """From the slots with traffic, those with no longer pause between them as one."""
    found: list[Turn] = []
    for label, rate in points:
        if not rate:
            continue
        begin = label - window.step_ms
        if found and begin - found[-1].to_ms <= pause_ms:
            found[-1] = Turn(found[-1].from_ms, label)
        else:
            found.append(Turn(begin, label))
    return found


def handovers(lanes: Sequence[Sequence[Turn]]) -> list[tuple[int, int]]:
    """When a node began to send, and which, where the last one that began was another."""
    begun = sorted((turn.from_ms, lane) for lane, own in enumerate(lanes) for turn in own)
    return [one for before, one in itertools.pairwise(begun) if before[1] != one[1]]


def switch_of(report: Report) -> dict[str, int] | None:
    """The switch, if it has a place in our time."""
    switch: dict[str, int] | None = report.facts["switch"]
    return switch if report.facts["clock"] == "ours" else None


def drawn(
    series: Sequence[tuple[str, Series | None]], window: Window, closed_ms: int, report: Report
) -> dict[str, Any]:
    """What the element is filled with: a lane for each address, with its series if it has one. Places in percent."""
    switch = switch_of(report)
    pause_ms = BUSY_GAP_MS if report.facts["clock"] == "ours" else 0
    own = [
        [] if one is None else turns([point for point in one.points if point[0] <= closed_ms], window, pause_ms)
        for _, one in series
    ]
    taken = handovers(own)[-MARKS:]
    marks = [{"at": _place(at_ms, window), "label": ""} for at_ms, _ in taken]
    shade = None
    if switch is not None and window.from_ms <= switch["first_after_ms"] <= window.to_ms:
        shade = _shade(switch, window)
        marks = [mark for mark in marks if abs(mark["at"] - shade["at"]) > 1] + [{"at": shade["at"], "label": "switch"}]
    return {
        "lanes": [
            {
                "name": address,
                "color": "" if one is None else one.color,
                "bars": [_bar(turn, window) for turn in bars],
            }
            for (address, one), bars in zip(series, own, strict=True)
        ],
        "marks": marks,
        "shade": shade,
        "open": round(100 - _place(closed_ms, window), 2),
        "label": f"Who sent when, with {len(taken)} handovers",
    }


def _shade(switch: Mapping[str, int], window: Window) -> dict[str, Any]:
    first, last = sorted((switch["first_after_ms"], switch["last_before_ms"]))
    kind = "overlap" if switch["overlap_ms"] else "gap"
    return {
        "kind": kind,
        "at": _place(switch["first_after_ms"], window),
        "left": _place(first, window),
        "width": round(_place(last, window) - _place(first, window), 2),
        "title": f"{kind} {length(switch[f'{kind}_ms'])}",
    }


def _bar(turn: Turn, window: Window) -> dict[str, Any]:
    left = _place(turn.from_ms, window)
    return {
        "left": left,
        "width": round(_place(turn.to_ms, window) - left, 2),
        "title": f"{fmt.clock(turn.from_ms)} – {fmt.clock(turn.to_ms)} UTC",
    }


def _place(ms: int, window: Window) -> float:
    share = (ms - window.from_ms) / (window.to_ms - window.from_ms)
    return round(100 * min(1.0, max(0.0, share)), 2)
