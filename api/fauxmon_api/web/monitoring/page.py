"""The page `/`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web import chart
from fauxmon_api.web.analysis.panel import AnalysisPanel
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.monitoring import channel_table, drawing, tree
from fauxmon_api.web.monitoring.event_strip import EventStrip
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.monitoring.snapshot import Reading, Snapshot
from fauxmon_api.web.monitoring.tools import Tools
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, panel, text
from fauxmon_api.web.tables import LiveTable


class MonitoringCenter:
    """One visitor's Monitoring Center."""

    def __init__(self, context: Context, selection: Selection) -> None:
        self._context = context
        self._selection = selection
        self._nodes: list[dict[str, Any]] = []
        self._shot: Snapshot | None = None
        banner = Banner()
        with ui.element("div").classes("fx-center"):
            with ui.element("aside"), panel("Profiles"):
                self._tree = ui.tree([], on_select=self._choose_profile).classes("fx-tree")
                self._tree.props("no-selection-unset dense no-connectors no-nodes-label=…")
                self._tree.props["selected"] = selection.profile_id
            with ui.element("div").classes("fx-column"):
                self._tools = Tools(lambda: self._selection, self._choose, context.now_ms)
                self._stage()
                with panel("Channels"):
                    self._table = LiveTable("Channels", channel_table.COLUMNS)
                    self._table.on("check", self._choose_channel)
                AnalysisPanel(context, lambda: self._selection)
                with panel("Events"):
                    self._events = EventStrip()
        reading = Reading(context)
        self.live = LiveView(
            lambda: reading.read(self._selection),
            self._draw,
            banner.show,
            news=News(context.collecting).wait,
        )

    def _stage(self) -> None:
        with ui.element("section").classes("fx-panel fx-stage").props('aria-label="Chart"'):
            self._chart = chart.line_chart("fx-chart")
            self._chart.on("chart:brushEnd", self._choose_time, ["areas"])
            with ui.element("div").classes("fx-key"):
                self._key = text("span", "", "fx-label")
                with text("span", "", "fx-label"):
                    text("i", "", "fx-hatched")
                    text("span", "slot still open")
                text("span", "drag over the chart to look at a time", "fx-label fx-narrow-hide")
                self._tools.styles()
            self._empty = EmptyState("No flows yet")

    async def _choose_profile(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value:
            await self._choose(replace(self._selection, profile_id=event.value, channel_ids=None))

    async def _choose_channel(self, event: events.GenericEventArguments) -> None:
        """Ticked or cleared in the table; with all ticked, later ones count too."""
        if self._shot is None:
            return
        changed, shown = event.args
        every = [channel.id for channel in self._shot.profile.channels]
        chosen = tuple(id_ for id_ in every if (shown if id_ == changed else self._selection.shows(id_)))
        await self._choose(replace(self._selection, channel_ids=None if len(chosen) == len(every) else chosen))

    async def _choose_time(self, event: events.GenericEventArguments) -> None:
        span = chart.selected_time(event.args["areas"])
        self._chart.run_chart_method("dispatchAction", chart.SELECT_NOTHING)
        if span is not None:
            await self._choose(self._selection.during(*span))

    async def _choose(self, selection: Selection) -> None:
        self._selection = selection
        ui.navigate.history.replace(selection.address())
        await self.live.refresh()

    def _draw(self, shot: Snapshot) -> None:
        if shot.selection != self._selection:
            return
        self._shot = shot
        self._tools.draw(shot.profile.name, shot.selection)
        self._draw_tree(shot)
        self._draw_chart(shot)
        self._table.fill(channel_table.rows(shot))
        self._events.draw(shot.events, shot.now_ms)
        self._empty.visible = not shot.profile.channels
        self._empty.hint.set_text(
            f"Point an exporter of NetFlow, IPFIX or sFlow at udp/{shot.endpoint}: it appears here by itself. "
            "To see how that looks, run `fauxmon demo`."
        )

    def _draw_tree(self, shot: Snapshot) -> None:
        nodes = tree.nodes(shot.profiles)
        if nodes != self._nodes:
            known = set(tree.ids(self._nodes))
            self._nodes = nodes
            self._tree.props["nodes"] = nodes
            self._tree.expand(sorted(set(tree.ids(nodes)) - known))
        if self._tree.props["selected"] != shot.profile.id:
            self._tree.props["selected"] = shot.profile.id

    def _draw_chart(self, shot: Snapshot) -> None:
        drawn = drawing.options(shot)
        if chart.replace(self._chart, drawn):
            self._chart.run_chart_method("dispatchAction", chart.SELECT_TIME)
        self._key.set_text(drawing.key(shot))
