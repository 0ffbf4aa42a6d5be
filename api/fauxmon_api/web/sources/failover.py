"""The page `/sources/failover`."""

from __future__ import annotations

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web import chart
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.monitoring.event_strip import EventStrip
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, Paint, panel, text
from fauxmon_api.web.ranges import closed_until
from fauxmon_api.web.sources import failover_lanes as lanes
from fauxmon_api.web.sources import failover_rows as rows
from fauxmon_api.web.sources.failover_choice import FailoverChoice
from fauxmon_api.web.sources.failover_findings import Findings
from fauxmon_api.web.sources.failover_shot import FailoverReading, FailoverShot
from fauxmon_api.web.sources.failover_tools import Tools
from fauxmon_api.web.tables import LiveTable
from fauxmon_collector.failover.report import Report


class FailoverPage:
    """Two nodes, their traffic, and the verdict on their failover."""

    def __init__(self, context: Context, choice: FailoverChoice) -> None:
        self._choice = choice
        banner = Banner()
        self._tools = Tools(lambda: self._choice, self._choose, context.now_ms)
        self._waiting = EmptyState("No two Sources on one port yet")
        self._findings = Findings()
        with ui.element("section").classes("fx-panel fx-stage").props('aria-label="Timeline"') as self._timeline:
            self._lanes = lanes.Lanes()
            self._chart = chart.line_chart("fx-chart fx-low")
            with ui.element("div").classes("fx-key"):
                for look, meaning in (("gap", "gap: nobody sent"), ("overlap", "overlap: both sent")):
                    _key(f"fx-{look} fx-keyed", meaning)
                _key("fx-hatched", "slot still open")
        with panel("Verdict"):
            with ui.element("p").classes("fx-verdict"):
                self._result = Paint(text("strong", "–"))
                self._summary = text("span", "")
            self._nodes = LiveTable("Nodes", rows.NODE_COLUMNS)
            self._observables = LiveTable("Observables", rows.OBSERVABLE_COLUMNS).classes("fx-whole")
        with panel("Events"):
            self._events = EventStrip()
        reading = FailoverReading(context)
        self.live = LiveView(
            lambda: reading.read(self._choice), self._draw, banner.show, news=News(context.collecting).wait
        )

    def _draw(self, shot: FailoverShot) -> None:
        if shot.choice != self._choice:
            return
        self._tools.draw(shot)
        self._events.draw(shot.events, shot.now_ms)
        known = shot.report is not None
        self._waiting.visible = not known
        for shown in (self._timeline, self._nodes, self._observables):
            shown.visible = known
        if shot.report is None:
            self._wait(shot)
        else:
            self._draw_verdict(shot, shot.report)
            self._draw_time(shot, shot.report)

    def _wait(self, shot: FailoverShot) -> None:
        self._findings.fill(shot.findings)
        self._result.set("● fail" if shot.findings else "no verdict yet", "bad" if shot.findings else "muted")
        self._summary.set_text("A verdict takes two nodes: the one that is active first, and the one that takes over.")
        title, hint = rows.waiting(shot.sources, shot.endpoint)
        self._waiting.title.set_text(title)
        self._waiting.hint.set_text(hint)

    def _draw_verdict(self, shot: FailoverShot, report: Report) -> None:
        self._findings.fill(report.findings)
        self._result.set(f"● {report.result}", rows.TONES[report.result])
        self._summary.set_text(rows.summary(report))
        self._nodes.fill(rows.node_rows(report, shot.sources, shot.now_ms))
        self._observables.fill(rows.observable_rows(report))

    def _draw_time(self, shot: FailoverShot, report: Report) -> None:
        series = {} if shot.drawn is None else {one.channel_id: one for one in shot.drawn.series}
        open_ms = None if shot.drawn is None else shot.drawn.open_slot_ms
        closed_ms = closed_until(shot.window, shot.now_ms, open_ms)
        channels = {str(source["address"]): str(source["channel_id"]) for source in shot.sources}
        own = [
            (str(node["address"]), series.get(channels.get(str(node["address"]), ""))) for node in report.facts["nodes"]
        ]
        self._lanes.fill(lanes.drawn(own, shot.window, closed_ms, report))
        drawn = [chart.Line(one.name, one.color, one.sign, dict(one.points)) for one in series.values()]
        options = chart.options(drawn, shot.window, closed_ms, chart.UNITS["traffic"], legend=False)
        switch = lanes.switch_of(report)
        chart.replace(self._chart, options if switch is None else chart.marked(options, switch))

    async def _choose(self, choice: FailoverChoice) -> None:
        self._choice = choice
        ui.navigate.history.replace(choice.address())
        await self.live.refresh()


def _key(look: str, meaning: str) -> None:
    with text("span", "", "fx-label"):
        text("i", "", look)
        text("span", meaning)
