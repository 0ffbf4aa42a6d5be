"""The Channels of a Profile as rows of fields: colour, side, name, parents, filter, and their order."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.parts import text
from fauxmon_api.web.profiles.preview import preview
from fauxmon_api.web.row_list import RowList, add_button, row_box
from fauxmon_collector.store.base import StoreError
from fauxmon_model.entities import ALL_CHANNELS, PALETTE, Channel, Profile
from fauxmon_model.errors import ModelError
from fauxmon_model.repository import ChannelDraft

_SIGNS = {"+": "above the axis", "-": "below the axis"}
_REST_S = 0.5
"""A filter is tried when nobody has written for so long."""


class ChannelRows(RowList["_Row"]):
    """The list of a child of `parent`. Of *All Sources*, whose Channels are Sources, only names and colours change."""

    def __init__(self, context: Context, parent: Profile | None, channels: Sequence[Channel]) -> None:
        super().__init__("Channels")
        self._context = context
        self._parent = parent
        for channel in channels:
            self.append(_Row(self, context, parent, channel))
        if parent is not None:
            add_button("Add new Channel").on_click(self.add)

    def add(self) -> None:
        """One more row."""
        self.append(_Row(self, self._context, self._parent, None))

    def drafts(self) -> list[ChannelDraft]:
        """What is written, in the order of the rows."""
        return [row.draft() for row in self.rows]

    @property
    def colors(self) -> set[str]:
        """Those that are taken."""
        return {row.color for row in self.rows}


class _Row:
    def __init__(self, rows: ChannelRows, context: Context, parent: Profile | None, channel: Channel | None) -> None:
        self._context = context
        self._parent = parent
        self._id = None if channel is None else channel.id
        self._mode: Mapping[str, bool] | None = None if channel is None else channel.mode
        free = next((color for color in PALETTE if color not in rows.colors), PALETTE[0])
        with row_box() as self.box:
            self._color = ui.color_input(value=channel.color if channel else free, preview=True)
            self._color.props('outlined dense aria-label="Colour"').classes("fx-color")
            self._name = ui.input("Name", value=channel.name if channel else "").props("outlined dense")
            if parent is None:
                return
            self._sign = ui.select(_SIGNS, value=channel.sign if channel else "+", label="Drawn")
            self._sign.props("outlined dense options-dense")
            known = {one.id: one.name for one in parent.channels}
            chosen = [] if channel is None or channel.parent == ALL_CHANNELS else list(channel.parent)
            known |= {id_: f"{id_} (gone)" for id_ in chosen if id_ not in known}
            self._parents = ui.select(known, value=chosen, multiple=True, label="Parent Channels (none: all)")
            self._parents.props("outlined dense options-dense use-chips").classes("fx-parents")
            self._parents.on_value_change(lambda _: self._soon())
            rows.buttons(self, "Channel")
            self._later: ui.timer | None = None
            self._filter = FilterBox("Filter of the Channel", changed=lambda _: self._soon())
            self._preview = text("span", "", "fx-label fx-preview").props("role=status")
            self._filter.text = "" if channel is None or channel.filter == "any" else channel.filter
        self._soon()

    @property
    def color(self) -> str:
        """Its colour."""
        return str(self._color.value)

    def draft(self) -> ChannelDraft:
        """What is written."""
        if self._parent is None:
            return ChannelDraft(id=self._id, name=self._name.value, color=self.color)
        return ChannelDraft(
            id=self._id,
            name=self._name.value,
            sign=self._sign.value,
            color=self.color,
            parent=self._chosen() or ALL_CHANNELS,
            filter=self._filter.text.strip() or "any",
            mode=self._mode,
        )

    def _chosen(self) -> list[str]:
        return [str(id_) for id_ in self._parents.value or ()]

    def _soon(self) -> None:
        if self._later is not None:
            self._later.cancel()
        with self.box:
            self._later = ui.timer(_REST_S, self._try, once=True)

    async def _try(self) -> None:
        if self._filter.wrong or self._parent is None:
            self._preview.set_text("")
            return
        asked = (self._context, self._parent.id, self._chosen() or None, self._filter.text)
        try:
            self._preview.set_text(await asyncio.to_thread(preview, *asked))
        except (ModelError, StoreError) as error:
            self._preview.set_text(str(error))
