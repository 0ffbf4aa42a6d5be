"""The page `/sources/failover`."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.source_reports import about_seen
from fauxmon_api.source_state import states
from fauxmon_api.verdicts import reception
from fauxmon_api.web import chart
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.monitoring.event_strip import EventStrip
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, Paint, panel, text
from fauxmon_api.web.sources import failover_rows as rows
from fauxmon_api.web.tables import LiveTable
from fauxmon_collector.analysis import ChartQuery
from fauxmon_collector.failover.inquiry import Question
from fauxmon_collector.failover.report import Report
from fauxmon_model.entities import LIVE

EVENTS = 100
PATIENCE_S = 30.0
"""How long the ingest thread may take to tell what it has heard."""


@dataclass(frozen=True, slots=True)
class FailoverShot:
    """`report` and `options` of the chart are None while no two nodes are known."""

    now_ms: int
    addresses: list[str]
    pair: tuple[str, str] | None
    report: Report | None
    options: dict[str, Any] | None
    events: list[Any]


class FailoverPage:
    """Two nodes, their traffic, and the verdict on their failover; `before` and `after` "" are the newest two."""

    def __init__(self, context: Context, before: str, after: str) -> None:
        self._context = context
        self._chosen = (before, after) if before and after else None
        self._drawing = False
        loop = asyncio.get_running_loop()
        banner = Banner()
        with ui.element("div").classes("fx-tools"):
            text("h1", "Failover", "fx-title")
            self._before = ui.select([], label="First node", on_change=self._choose).classes("fx-choice")
            self._after = ui.select([], label="Second node", on_change=self._choose).classes("fx-choice")
            ui.link("All Sources", "/sources")
        with ui.element("section").classes("fx-panel fx-stage").props('aria-label="Timeline"'):
            self._chart = chart.line_chart("fx-chart")
            with ui.element("div").classes("fx-key"):
                self._key = text("span", "", "fx-label")
            self._empty = EmptyState("No two Sources on one port yet")
            self._empty.hint.set_text("As soon as the second node sends, both are compared here.")
        with panel("Verdict"):
            with ui.element("div").classes("fx-form"):
                self._result = Paint(text("strong", "–"))
            self._findings = LiveTable("Findings", rows.FINDING_COLUMNS)
            self._observables = LiveTable("Observables", rows.OBSERVABLE_COLUMNS)
        with panel("Events"):
            self._events = EventStrip()
        self.live = LiveView(lambda: self._read(loop), self._draw, banner.show, news=News(context.collecting).wait)

    def _read(self, loop: asyncio.AbstractEventLoop) -> FailoverShot:
        context, now_ms = self._context, self._context.now_ms()
        sources = states(context)
        pair = self._chosen or rows.newest_two(sources)
        report = options = None
        if pair is not None:
            # This thread asks the store itself: if it waited for another of its pool, many pages could use them all up.
            received = asyncio.run_coroutine_threadsafe(reception(context, 0), loop).result(PATIENCE_S)
            report = context.inquiry.verdict(Question(*pair), received, now_ms, over=False)
            window = rows.WINDOW.until(now_ms)
            channels = [str(one["channel_id"]) for one in sources if one["address"] in pair]
            query = ChartQuery(LIVE, window.from_ms, window.to_ms, channel_ids=channels, step_ms=window.step_ms)
            options = rows.timeline(context.analysis.chart(query), window, now_ms, report)
        happened = about_seen(context, context.collecting.events(limit=1_000_000))[-EVENTS:][::-1]
        addresses = sorted({str(one["address"]) for one in sources} | set(pair or ()))
        return FailoverShot(now_ms, addresses, pair, report, options, happened)

    def _draw(self, shot: FailoverShot) -> None:
        self._events.draw(shot.events, shot.now_ms)
        self._empty.visible = shot.report is None
        if shot.report is None or shot.options is None or shot.pair is None:
            return
        if self._chosen not in (None, shot.pair):
            return
        self._drawing = True
        for select, address in zip((self._before, self._after), shot.pair, strict=True):
            if select.options != shot.addresses or select.value != address:
                select.set_options(shot.addresses, value=address)
        self._drawing = False
        chart.replace(self._chart, shot.options)
        self._key.set_text(rows.summary(shot.report))
        self._result.set(f"Verdict: {shot.report.result}", rows.TONES[shot.report.result])
        self._findings.fill(rows.finding_rows(shot.report))
        self._findings.visible = bool(shot.report.findings)
        self._observables.fill(rows.observable_rows(shot.report))

    async def _choose(self, _event: events.ValueChangeEventArguments[Any]) -> None:
        before, after = self._before.value, self._after.value
        if self._drawing or not before or not after:
            return
        if before == after:
            ui.notify("Choose two different nodes", type="warning")
            return
        self._chosen = (before, after)
        ui.navigate.history.replace(f"/sources/failover?{urlencode({'before': before, 'after': after})}")
        await self.live.refresh()
