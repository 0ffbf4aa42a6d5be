"""The Channels of a Profile as rows of fields: colour, side, name, parents, filter, and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.fields import channel_choice, color_choice, offer
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.filter_preview import Asked, FilterPreview
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.row_list import RowList, add_button, row_box
from fauxmon_api.web.saved_filters import SavedMenu
from fauxmon_model.entities import ALL_CHANNELS, LIVE, PALETTE, Channel, Profile
from fauxmon_model.repository import ChannelDraft

_SIGNS = {"+": "above the axis", "-": "below the axis"}


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
        self._parent = parent
        self._id = None if channel is None else channel.id
        self._mode: Mapping[str, bool] | None = None if channel is None else channel.mode
        free = next((color for color in PALETTE if color not in rows.colors), PALETTE[0])
        with row_box() as self.box:
            if parent is not None:
                rows.handle("Channel")
            self._color = color_choice(channel.color if channel else free)
            self._name = ui.input("Name", value=channel.name if channel else "").props("outlined dense")
            if parent is None:
                return
            self._sign = ui.select(_SIGNS, value=channel.sign if channel else "+", label="Drawn")
            self._sign.props("outlined dense options-dense")
            self._parents = channel_choice("Parent Channels (none: all)")
            chosen = [] if channel is None or channel.parent == ALL_CHANNELS else list(channel.parent)
            offer(self._parents, {one.id: one.name for one in parent.channels}, chosen)
            rows.buttons(self, "Channel")
            self._filter = FilterBox("Filter of the Channel")
            self._filter.text = "" if channel is None or channel.filter == "any" else channel.filter
            SavedMenu(context.repository, self._filter)
            preview = FilterPreview(context, self._filter, self._asked)
            self._parents.on_value_change(lambda _: preview.soon())

    @property
    def color(self) -> str:
        """Its colour."""
        return str(self._color.value)

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        fields: dict[str, ui.element] = {"color": self._color, "name": self._name}
        if self._parent is not None:
            fields |= {"sign": self._sign, "parent": self._parents, "filter": self._filter}
        return among(fields, path)

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

    def _asked(self) -> Asked:
        return (self._parent.id if self._parent else LIVE), self._chosen() or None
