"""The page `/sources`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, panel, switch, text
from fauxmon_api.web.sources.listing import STANDINGS, VIEWS, Listing
from fauxmon_api.web.sources.measured import Measuring
from fauxmon_api.web.sources.panels import SourcePanels
from fauxmon_api.web.sources.removal import asked_and_removed
from fauxmon_api.web.sources.rows import SourcesShot, problem_rows, read, source_rows
from fauxmon_api.web.tables import Column, LiveTable

SOURCE_COLUMNS = (
    Column("name", "Source", "link"),
    Column("port", "Port", "number"),
    Column("version", "Protocol"),
    Column("state", "State", "state"),
    Column("traffic", "Last 5 min", "spark"),
    Column("bits", "Traffic", "number"),
    Column("flows", "Flows", "number"),
    Column("packets", "Packets", "number", narrow=False),
    Column("first", "First seen", "number", narrow=False),
    Column("last", "Last seen", "number"),
    Column("sampling", "Sampling", narrow=False),
    Column("templates", "Templates", "number", narrow=False),
    Column("lost", "Lost", "harm"),
    Column("problems", "Problems", "harm"),
    Column("address", "", "delete"),
)
PROBLEM_COLUMNS = (
    Column("time", "Time", "number"),
    Column("exporter", "Exporter", "link"),
    Column("port", "Port", "number"),
    Column("code", "Code"),
    Column("offset", "Offset", "number"),
    Column("detail", "What is wrong", "prose"),
    Column("hex", "First octets", "hex"),
)


class SourcesPage:
    """One visitor's list of Sources and of the newest Problems."""

    def __init__(self, context: Context, listing: Listing) -> None:
        self._context = context
        self._listing = listing
        self._shot: SourcesShot | None = None
        banner = Banner()
        self._tools()
        with panel("Exporters") as header:
            with header:
                self._count = text("span", "", "fx-label")
            self._table = LiveTable("Exporters", SOURCE_COLUMNS).classes("fx-tall")
            self._panels = SourcePanels()
            for shown in (self._table, self._panels):
                shown.on("remove", self._ask)
            self._empty = EmptyState("No Sources yet")
            self._none = EmptyState("No Source is like that")
            self._none.hint.set_text("Show all of them, or look for another text.")
        with panel("Newest problems"):
            self._problems = LiveTable("Newest problems", PROBLEM_COLUMNS)
            self._no_problems = EmptyState("No problems")
            self._no_problems.hint.set_text("Every datagram so far was a flow message that could be read.")
        measuring = Measuring(context)
        self.live = LiveView(
            lambda: read(context, measuring), self._draw, banner.show, news=News(context.collecting).wait
        )

    def _tools(self) -> None:
        with ui.element("div").classes("fx-tools"):
            text("h1", "Sources", "fx-title")
            find = ui.input(placeholder="Name, address, port", value=self._listing.text, on_change=self._find)
            find.props('dense outlined debounce=200 clearable type=search aria-label="Find Sources"').classes("fx-find")
            switch("Show", STANDINGS, self._listing.standing).on_value_change(self._stand)
            switch("View", VIEWS, self._listing.view).on_value_change(self._view)
            ui.link("Failover", "/sources/failover")

    def _find(self, event: events.ValueChangeEventArguments[Any]) -> None:
        self._list(replace(self._listing, text=str(event.value or "")))

    def _stand(self, event: events.ValueChangeEventArguments[str]) -> None:
        self._list(replace(self._listing, standing=event.value))

    def _view(self, event: events.ValueChangeEventArguments[str]) -> None:
        self._list(replace(self._listing, view=event.value))

    def _list(self, listing: Listing) -> None:
        self._listing = listing
        ui.navigate.history.replace(listing.address())
        if self._shot is not None:
            self._draw(self._shot)

    def _draw(self, shot: SourcesShot) -> None:
        self._shot = shot
        rows = source_rows(shot)
        listed = self._listing.of(rows)
        panels = self._listing.view == "panels"
        self._table.visible, self._panels.visible = bool(listed) and not panels, bool(listed) and panels
        # The other view gets nothing: it would be sent, and not be seen.
        if panels:
            self._panels.fill(listed)
        else:
            self._table.fill(listed)
        self._count.set_text(counted(len(listed), len(rows)))
        self._empty.visible, self._none.visible = not rows, bool(rows) and not listed
        self._empty.hint.set_text(
            f"Point an exporter at {shot.endpoint} (NetFlow, IPFIX or sFlow), or run fauxmon demo: "
            "every exporter becomes a Source by itself."
        )
        self._problems.fill(problem_rows(shot.problems, shot.now_ms, shot.sources))
        self._problems.visible, self._no_problems.visible = bool(shot.problems), not shot.problems

    async def _ask(self, event: events.GenericEventArguments) -> None:
        known = self._shot.sources if self._shot else ()
        source = next((source for source in known if source["id"] == event.args), None)
        if source is not None and await asked_and_removed(self._context, source):
            await self.live.refresh()


def counted(listed: int, known: int) -> str:
    """How many are listed, of how many."""
    return f"{listed} of {known}" if listed != known else str(known or "")
