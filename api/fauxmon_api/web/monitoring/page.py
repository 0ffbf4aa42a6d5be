"""The page `/`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web import chart
from fauxmon_api.web import format as fmt
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.monitoring import channel_table, snapshot, tree
from fauxmon_api.web.monitoring.event_strip import EventStrip
from fauxmon_api.web.monitoring.selection import MEASURES, PROTOCOLS, Selection
from fauxmon_api.web.monitoring.snapshot import Snapshot
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, panel, switch, text
from fauxmon_api.web.ranges import RANGES, closed_until
from fauxmon_api.web.tables import LiveTable
from fauxmon_collector.analysis import Measure


class MonitoringCenter:
    """One visitor's Monitoring Center."""

    def __init__(self, context: Context, selection: Selection) -> None:
        self._context = context
        self._selection = selection
        self._nodes: list[dict[str, Any]] = []
        banner = Banner()
        with ui.element("div").classes("fx-center"):
            with ui.element("aside"), panel("Profiles"):
                self._tree = ui.tree([], on_select=self._choose_profile).classes("fx-tree")
                self._tree.props("no-selection-unset dense no-connectors no-nodes-label=…")
                self._tree.props["selected"] = selection.profile_id
            with ui.element("div").classes("fx-column"):
                self._tools()
                self._stage()
                with panel("Channels"):
                    self._table = LiveTable("Channels", channel_table.COLUMNS)
                with panel("Events"):
                    self._events = EventStrip()
        self.live = LiveView(
            lambda: snapshot.read(context, self._selection),
            self._draw,
            banner.show,
            news=News(context.collecting).wait,
        )

    def _tools(self) -> None:
        with ui.element("div").classes("fx-tools"):
            self._title = text("h1", "All Sources", "fx-title")
            switch("Measure", MEASURES, self._selection.measure).on_value_change(self._choose_measure)
            switch("Protocol", PROTOCOLS, str(self._selection.protocol)).on_value_change(self._choose_protocol)
            ranges = {key: key for key in RANGES}
            switch("Time range", ranges, self._selection.range_key).on_value_change(self._choose_range)

    def _stage(self) -> None:
        with ui.element("section").classes("fx-panel fx-stage").props('aria-label="Chart"'):
            self._chart = chart.line_chart("fx-chart")
            with ui.element("div").classes("fx-key"):
                self._key = text("span", "", "fx-label")
                with text("span", "", "fx-label"):
                    text("i", "", "fx-hatched")
                    text("span", "slot still open")
            self._empty = EmptyState("No flows yet")

    async def _choose_profile(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value:
            await self._choose(replace(self._selection, profile_id=event.value))

    async def _choose_measure(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._selection, measure=cast("Measure", event.value)))

    async def _choose_protocol(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._selection, protocol=int(event.value)))

    async def _choose_range(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._selection, range_key=event.value))

    async def _choose(self, selection: Selection) -> None:
        self._selection = selection
        ui.navigate.history.replace(selection.address())
        await self.live.refresh()

    def _draw(self, shot: Snapshot) -> None:
        if shot.selection != self._selection:
            return
        self._title.set_text(shot.profile.name)
        self._draw_tree(shot)
        self._draw_chart(shot)
        self._table.fill(channel_table.rows(shot))
        self._events.draw(shot.events, shot.now_ms)
        self._empty.visible = not shot.profile.channels
        self._empty.hint.set_text(
            f"Send NetFlow, IPFIX or sFlow to {shot.endpoint}: the exporter appears here by itself."
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
        lines = [
            chart.Line(series.name, series.color, series.sign, dict(series.points)) for series in shot.chart.series
        ]
        closed_ms = closed_until(shot.window, shot.now_ms, shot.chart.open_slot_ms)
        unit = chart.UNITS[shot.selection.measure]
        chart.replace(self._chart, chart.options(chart.reduced(lines), shot.window, closed_ms, unit))
        self._key.set_text(f"{unit}, {fmt.duration(shot.window.step_ms)} slots, by receive time, UTC")
