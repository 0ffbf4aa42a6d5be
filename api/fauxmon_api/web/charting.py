"""Charting: a chart that a page asks for again and again is asked of the analysis when something came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fauxmon_api.web.ranges import Window
from fauxmon_api.web.when_new import WhenNew
from fauxmon_collector.analysis import Chart, ChartQuery

_SETTLES_MS = 90_000
"""So long after the newest flow no slot gets another value: by engine 13 it takes a minute until one is over."""


class Charting:
    """Of one chart on one page. `chart` is `Analysis.chart`."""

    def __init__(self, chart: Callable[[ChartQuery], Chart]) -> None:
        self._chart = chart
        self._known: WhenNew[tuple[Window, Chart]] = WhenNew()

    def read(self, query: ChartQuery, window: Window, newest_ms: int, progress: int) -> Chart:
        """The chart of `query` in the time of `window`. `newest_ms` is when the newest message came; once that is long
        ago, slots that come into the window have nothing, which need not be asked."""
        asked = replace(query, from_ms=window.from_ms, to_ms=window.to_ms, step_ms=window.step_ms)
        settled = window.to_ms - newest_ms > _SETTLES_MS + 2 * window.step_ms
        kind = replace(asked, from_ms=0, to_ms=window.to_ms - window.from_ms), None if settled else window
        of, drawn = self._known.get(str(kind), progress, lambda: (window, self._chart(asked)))
        if drawn.open_slot_ms is None:
            return drawn
        return replace(drawn, open_slot_ms=drawn.open_slot_ms + window.to_ms - of.to_ms)
