"""The page `/sources`."""

from __future__ import annotations

from collections import deque

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.parts import Banner, EmptyState, panel, text
from fauxmon_api.web.sources.rows import SourcesShot, problem_rows, read, source_rows
from fauxmon_api.web.tables import STATE, TEXTS, column, fill, table
from fauxmon_model.errors import ModelError

RATE_SHOTS = 5
"""Rates are means over so many refreshes."""
_DELETE = """
<q-td :props="props">
  <q-btn flat dense round size="sm" icon="delete_outline" :aria-label="'Delete ' + props.row.address"
    @click="() => $parent.$emit('remove', props.row.id, props.row.address, props.row.port)" />
</q-td>"""
_HEX = '<q-td :props="props" class="fx-hex fx-mono">{{ props.value }}</q-td>'
_DETAIL = '<q-td :props="props" class="fx-wrap">{{ props.value }}</q-td>'


class SourcesPage:
    """One visitor's list of Sources and of the newest Problems."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shots: deque[SourcesShot] = deque(maxlen=RATE_SHOTS)
        banner = Banner()
        text("h1", "Sources", "fx-title")
        with panel("Exporters"):
            self._sources = _source_table()
            self._sources.on("remove", self._ask)
            self._empty = EmptyState("No Sources yet")
        with panel("Newest problems"):
            self._problems = _problem_table()
            self._no_problems = EmptyState("No problems")
            self._no_problems.hint.set_text("Every datagram so far was a flow message that could be read.")
        self._live = LiveView(lambda: read(context), self._draw, banner.show)

    def _draw(self, shot: SourcesShot) -> None:
        fill(self._sources, source_rows(shot, self._shots[0] if self._shots else None))
        self._shots.append(shot)
        fill(self._problems, problem_rows(shot))
        self._sources.visible, self._empty.visible = bool(shot.sources), not shot.sources
        self._problems.visible, self._no_problems.visible = bool(shot.problems), not shot.problems
        self._empty.hint.set_text(
            f"Send NetFlow v5, v9 or IPFIX to {shot.endpoint}: every exporter becomes a Source by itself."
        )

    async def _ask(self, event: events.GenericEventArguments) -> None:
        source_id, address, port = event.args
        with ui.dialog(value=True) as dialog, ui.card().classes("fx-dialog"):
            text("h2", f"Delete Source {address} (port {port})?", "fx-title")
            text(
                "p",
                "Its Channel in All Sources and its flows are deleted too. If it still sends, it comes back as new.",
            )
            with ui.element("div").classes("fx-actions"):
                ui.button("Cancel", on_click=lambda: dialog.submit(False)).props("flat no-caps autofocus")
                ui.button("Delete", on_click=lambda: dialog.submit(True)).props("unelevated no-caps color=negative")
        if await dialog:
            await self._remove(int(source_id), str(address))
        dialog.delete()

    async def _remove(self, source_id: int, address: str) -> None:
        try:
            await self._context.collecting.remove_source(source_id)
        except ModelError as error:
            ui.notify(str(error), type="negative")
        else:
            ui.notify(f"Source {address} is deleted")
        await self._live.refresh()


def _source_table() -> ui.table:
    made = table(
        [
            column("address", "Address", left=True),
            column("port", "Port"),
            column("version", "Protocol", left=True),
            column("state", "State", left=True),
            column("first", "First seen", narrow=False),
            column("last", "Last seen"),
            column("messages", "Messages", narrow=False),
            column("records", "Records"),
            column("rate", "Records/s"),
            column("templates", "Templates", narrow=False),
            column("lost", "Lost"),
            column("problems", "Problems"),
            {"name": "remove", "label": "", "field": "id", "align": "right"},
        ]
    )
    made.add_slot("body-cell", TEXTS)
    made.add_slot("body-cell-state", STATE)
    made.add_slot("body-cell-remove", _DELETE)
    return made


def _problem_table() -> ui.table:
    made = table(
        [
            column("time", "Time"),
            column("exporter", "Exporter", left=True),
            column("port", "Port"),
            column("code", "Code", left=True),
            column("offset", "Offset"),
            column("detail", "What is wrong", left=True),
            column("hex", "First octets", left=True),
        ],
        tall=True,
    )
    made.add_slot("body-cell", TEXTS)
    made.add_slot("body-cell-detail", _DETAIL)
    made.add_slot("body-cell-hex", _HEX)
    return made
