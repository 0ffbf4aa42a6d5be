"""The page `/sources/{id}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlencode

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.source_state import described
from fauxmon_api.web import chart
from fauxmon_api.web.activity import activity
from fauxmon_api.web.charting import Charting
from fauxmon_api.web.event_loop import EventLoop
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.monitoring.selection import MEASURES
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, Facts, Paint, panel, switch, text
from fauxmon_api.web.ranges import RANGES, Window, closed_until
from fauxmon_api.web.sources import source_rows as rows
from fauxmon_api.web.sources.measured import Measured, Measuring
from fauxmon_api.web.sources.page import PROBLEM_COLUMNS
from fauxmon_api.web.sources.removal import asked_and_removed
from fauxmon_api.web.sources.rows import problem_rows
from fauxmon_api.web.sources.source_choice import SourceChoice
from fauxmon_api.web.tables import LiveTable
from fauxmon_api.web.when_new import WhenNew
from fauxmon_collector.analysis import Chart, ChartQuery, Measure
from fauxmon_model.entities import LIVE
from fauxmon_model.errors import NotFoundError

PROBLEMS = 20
_MODEL_MS = 10_000
"""So often it is looked at which Channels there are, though nothing comes in."""
_PROBLEM_COLUMNS = tuple(column for column in PROBLEM_COLUMNS if column.name not in ("exporter", "port"))


@dataclass(frozen=True, slots=True)
class SourceShot:
    """What the page draws: `source` is as `source_state.described` has it."""

    choice: SourceChoice
    now_ms: int
    window: Window
    source: Mapping[str, Any]
    drawn: Chart
    measured: Measured
    problems: Sequence[Mapping[str, Any]]
    counts: Sequence[Mapping[str, Any]]


class SourcePage:
    """One visitor's look at one Source."""

    def __init__(self, context: Context, choice: SourceChoice) -> None:
        self._context = context
        self._choice = choice
        self._source: Mapping[str, Any] | None = None
        self._loop = EventLoop()
        self._known: WhenNew[dict[str, Any]] = WhenNew()
        self._charts = Charting(context.analysis.chart)
        self._measuring = Measuring(context)
        banner = Banner()
        self._tools()
        self._gone = EmptyState("No such Source")
        with ui.element("div").classes("fx-column") as self._body:
            with panel("Traffic") as header:
                with header:
                    self._switches()
                self._chart = chart.line_chart("fx-chart fx-low")
            with panel("What came"):
                self._facts = Facts()
            with panel("Sessions"):
                self._sessions = LiveTable("Sessions", rows.SESSION_COLUMNS)
            with panel("Templates in force"):
                self._templates = LiveTable("Templates in force", rows.TEMPLATE_COLUMNS)
                self._no_templates = EmptyState("No templates")
            with ui.element("div").classes("fx-halves"):
                with panel("Sampling, as it tells"):
                    self._sampling = LiveTable("Sampling", rows.SAMPLING_COLUMNS)
                    self._no_sampling = EmptyState("Nothing told of sampling")
                with panel("Interfaces"):
                    self._interfaces = LiveTable("Interfaces", rows.INTERFACE_COLUMNS)
                    self._no_interfaces = EmptyState("No names of interfaces told")
            with ui.element("div").classes("fx-halves"):
                with panel("Channels"):
                    self._channels = LiveTable("Channels", rows.CHANNEL_COLUMNS)
                with panel("Problems by code"):
                    self._codes = LiveTable("Problems by code", rows.CODE_COLUMNS)
                    self._no_codes = EmptyState("No problems")
            with panel("Last bad datagrams"):
                self._problems = LiveTable("Last bad datagrams", _PROBLEM_COLUMNS)
                self._no_problems = EmptyState("None was kept")
        self._hints()
        self.live = LiveView(self._read, self._draw, banner.show, news=News(context.collecting).wait)

    def _tools(self) -> None:
        with ui.element("div").classes("fx-tools"):
            self._title = text("h1", "Source", "fx-title")
            self._state = Paint(text("strong", ""))
            self._monitoring = ui.link("Monitoring Center", "/")
            ui.link("Failover", "/sources/failover")
            ui.link("All Sources", "/sources")
            self._delete = ui.button("Delete", on_click=self._ask)
            self._delete.props("flat dense no-caps color=none").classes("fx-small")

    def _switches(self) -> None:
        measure = switch("Measure", MEASURES, self._choice.measure)
        measure.on_value_change(lambda event: self._choose(measure=cast("Measure", event.value)))
        times = switch("Time range", {key: key for key in RANGES}, self._choice.range_key)
        times.on_value_change(lambda event: self._choose(range_key=event.value))

    def _hints(self) -> None:
        self._gone.hint.set_text("It was deleted, or there never was one. All Sources lists those that there are.")
        self._no_templates.hint.set_text("NetFlow v5 and sFlow need none; others are sent every few minutes.")
        self._no_sampling.hint.set_text("An exporter that samples says so in options data; NetFlow v5 in its header.")
        self._no_interfaces.hint.set_text("An exporter tells them in options data, as IPFIX and NetFlow v9 have it.")
        self._no_codes.hint.set_text("Every datagram of it so far could be read.")
        self._no_problems.hint.set_text("The first octets of those that cannot be read appear here.")

    def _read(self) -> SourceShot | None:
        context, choice, now_ms = self._context, self._choice, self._context.now_ms()
        news = context.collecting.progress()
        try:
            context.repository.sources.get(choice.source_id)
            source = self._known.get(
                choice.source_id,
                (news, now_ms // _MODEL_MS),
                lambda: self._loop.answer(described(context, choice.source_id)),
            )
        except NotFoundError:
            return None
        window = RANGES[choice.range_key].until(now_ms)
        query = ChartQuery(LIVE, 0, 0, choice.measure, channel_ids=[source["channel_id"]])
        whose = (str(source["address"]), int(source["listening_port"]))
        return SourceShot(
            choice,
            now_ms,
            window,
            source,
            self._charts.read(query, window, int(source["last_seen_ms"]), news),
            self._measuring.read([source], now_ms),
            context.collecting.problems(PROBLEMS, *whose),
            context.collecting.problem_counts(*whose),
        )

    def _draw(self, shot: SourceShot | None) -> None:
        self._body.visible = self._delete.visible = shot is not None
        self._gone.visible = shot is None
        if shot is None or shot.choice != self._choice:
            return
        source = self._source = shot.source
        self._title.set_text(f"{source['hostname'] or source['address']} · port {source['listening_port']}")
        state = activity(source["last_seen_ms"], shot.now_ms, self._context.settings.silent_after_s)
        self._state.set(f"● {state.text}", state.tone)
        self._monitoring.props(f'href="/?{urlencode({"channels": source["channel_id"]})}"')
        self._draw_chart(shot)
        self._facts.fill(rows.facts(source, shot.measured, shot.now_ms))
        self._sessions.fill(rows.session_rows(source, shot.now_ms))
        self._channels.fill(rows.channel_rows(source))
        for table, empty, filled in (
            (self._templates, self._no_templates, rows.template_rows(source)),
            (self._sampling, self._no_sampling, rows.sampling_rows(source)),
            (self._interfaces, self._no_interfaces, rows.interface_rows(source)),
            (self._codes, self._no_codes, rows.code_rows(shot.counts)),
            (self._problems, self._no_problems, problem_rows(shot.problems, shot.now_ms)),
        ):
            table.fill(filled)
            table.visible, empty.visible = bool(filled), not filled

    def _draw_chart(self, shot: SourceShot) -> None:
        lines = [chart.Line(one.name, one.color, one.sign, dict(one.points)) for one in shot.drawn.series]
        closed_ms = closed_until(shot.window, shot.now_ms, shot.drawn.open_slot_ms)
        unit = chart.UNITS[shot.choice.measure]
        chart.replace(self._chart, chart.options(chart.reduced(lines), shot.window, closed_ms, unit, legend=False))

    async def _choose(self, **chosen: Any) -> None:
        self._choice = replace(self._choice, **chosen)
        ui.navigate.history.replace(self._choice.address())
        await self.live.refresh()

    async def _ask(self, _event: events.ClickEventArguments) -> None:
        if self._source is not None and await asked_and_removed(self._context, self._source):
            ui.navigate.to("/sources")
