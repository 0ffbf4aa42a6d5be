"""The page `/sources`."""

from __future__ import annotations

from collections import deque

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.source_state import removed
from fauxmon_api.web.dialogs import confirmed
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.news import News
from fauxmon_api.web.parts import Banner, EmptyState, panel, text
from fauxmon_api.web.sources.rows import SourcesShot, problem_rows, read, source_rows
from fauxmon_api.web.tables import Column, LiveTable
from fauxmon_model.errors import ModelError

RATE_SHOTS = 5
"""Rates are means over so many refreshes."""
SOURCE_COLUMNS = (
    Column("address", "Address"),
    Column("port", "Port", "number"),
    Column("version", "Protocol"),
    Column("state", "State", "state"),
    Column("first", "First seen", "number", narrow=False),
    Column("last", "Last seen", "number"),
    Column("messages", "Messages", "number", narrow=False),
    Column("records", "Records", "number"),
    Column("rate", "Records/s", "number"),
    Column("templates", "Templates", "number", narrow=False),
    Column("lost", "Lost", "harm"),
    Column("problems", "Problems", "harm"),
    Column("address", "", "delete"),
)
PROBLEM_COLUMNS = (
    Column("time", "Time", "number"),
    Column("exporter", "Exporter"),
    Column("port", "Port", "number"),
    Column("code", "Code"),
    Column("offset", "Offset", "number"),
    Column("detail", "What is wrong", "prose"),
    Column("hex", "First octets", "hex"),
)


class SourcesPage:
    """One visitor's list of Sources and of the newest Problems."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shots: deque[SourcesShot] = deque(maxlen=RATE_SHOTS)
        banner = Banner()
        with ui.element("div").classes("fx-tools"):
            text("h1", "Sources", "fx-title")
            ui.link("Failover", "/sources/failover")
        with panel("Exporters"):
            self._sources = LiveTable("Exporters", SOURCE_COLUMNS)
            self._sources.on("remove", self._ask)
            self._empty = EmptyState("No Sources yet")
        with panel("Newest problems"):
            self._problems = LiveTable("Newest problems", PROBLEM_COLUMNS)
            self._no_problems = EmptyState("No problems")
            self._no_problems.hint.set_text("Every datagram so far was a flow message that could be read.")
        self.live = LiveView(lambda: read(context), self._draw, banner.show, news=News(context.collecting).wait)

    def _draw(self, shot: SourcesShot) -> None:
        self._sources.fill(source_rows(shot, self._shots[0] if self._shots else None))
        self._shots.append(shot)
        self._problems.fill(problem_rows(shot))
        self._sources.visible, self._empty.visible = bool(shot.sources), not shot.sources
        self._problems.visible, self._no_problems.visible = bool(shot.problems), not shot.problems
        self._empty.hint.set_text(
            f"Send NetFlow, IPFIX or sFlow to {shot.endpoint}: every exporter becomes a Source by itself."
        )

    async def _ask(self, event: events.GenericEventArguments) -> None:
        source = next((source for source in self._shots[-1].sources if source["id"] == event.args), None)
        if source is None:
            return
        address, port = source["address"], source["listening_port"]
        agreed = await confirmed(
            f"Delete Source {address} (port {port})?",
            "Its Channel in All Sources and its flows are deleted too. If it still sends, it comes back as new.",
        )
        if agreed:
            await self._remove(source["id"], address)

    async def _remove(self, source_id: int, address: str) -> None:
        try:
            await removed(self._context, source_id)
        except ModelError as error:
            ui.notify(str(error), type="negative")
        else:
            ui.notify(f"Source {address} is deleted")
        await self.live.refresh()
