"""The form of one Chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import copied
from fauxmon_api.web.fields import channel_choice, choice, line, offer
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.filter_preview import Asked, FilterPreview
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.saved_filters import SavedMenu
from fauxmon_collector.analysis import npm, orders
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_model.entities import (
    ALL_CHANNELS,
    CHANNELS_ORDER_BY,
    LIVE,
    ORDER_BY,
    STATS_BY,
    Blacklist,
    Chapter,
    Profile,
)
from fauxmon_model.repository import ChapterDraft
from fauxmon_model.repository.copies import copy_of_chapter

_TYPES = {"traffic": "Traffic: a series a Channel", "top": "Top N: who has most"}
_CHANNEL_ORDERS = dict(zip(CHANNELS_ORDER_BY, ("Bytes", "Average bits per second", "Largest slot"), strict=True))


class ChapterForm:
    """Of `chapter`, or of a new one, which may begin like another. What the page does not show stays as it is."""

    def __init__(
        self,
        context: Context,
        profiles: Mapping[str, Profile],
        blacklists: Sequence[Blacklist],
        chapter: Chapter | None,
        like: Chapter | None = None,
    ) -> None:
        self._chapter = chapter
        self._like = like
        self._profiles = profiles
        shown = (
            chapter
            or like
            or Chapter(
                type="traffic",
                profile_id=LIVE,
                channels=ALL_CHANNELS,
                name="",
                description="",
                status=1,
                top=10,
                stats_by="ip",
                order_by="bytes",
                filter="any",
                channels_order_by="ibyt",
                show_percentile=False,
                performance={},
            )
        )
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(shown.name, copy=shown is like))
            self._about = line("Description", shown.description)
            self._enabled = ui.checkbox("Enabled", value=bool(shown.status))
        with ui.element("div").classes("fx-form"):
            self._type = choice("Type", _TYPES, shown.type)
            self._profile = choice("Profile", {id_: one.name for id_, one in profiles.items()}, shown.profile_id)
            self._channels = channel_choice()
            self._offer(shown.profile_id, [] if shown.channels == ALL_CHANNELS else list(shown.channels))
            self._profile.on_value_change(lambda event: self._offer(str(event.value), []))
        with ui.element("div") as self._top:
            with ui.element("div").classes("fx-form"):
                known = {id_: METHODS[id_].title for id_ in STATS_BY if id_ in METHODS}
                self._stats_by = choice("Statistic", known, shown.stats_by)
                ordered = {id_: orders.ORDERS[id_].title for id_ in ORDER_BY}
                self._order_by = choice("Order by", ordered, shown.order_by)
                self._limit = ui.number("Top", value=shown.top, min=1, precision=0).props("outlined dense")
                black = {0: "none", **{one.id: one.name for one in blacklists}}
                self._blacklist = choice("Black list", black, shown.blacklist_id or 0)
            with ui.element("div").classes("fx-form"):
                self._filter = FilterBox("Filter of the Chapter")
                self._filter.text = "" if shown.filter == "any" else shown.filter
                SavedMenu(context.repository, self._filter)
                preview = FilterPreview(context, self._filter, self._asked)
                for chosen in (self._profile, self._channels):
                    chosen.on_value_change(lambda _: preview.soon())
        with ui.element("div").classes("fx-form") as self._traffic:
            self._channels_order = choice("Order Channels by", _CHANNEL_ORDERS, shown.channels_order_by)
            self._percentile = ui.checkbox("95th percentile", value=shown.show_percentile)
            self._performance = {
                metric.id: ui.checkbox(metric.title, value=bool(shown.performance.get(metric.id)))
                for metric in npm.METRICS.values()
            }
        self._type.on_value_change(lambda _: self._turn())
        self._turn()

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        fields: dict[str, ui.element] = {
            "name": self._name,
            "description": self._about,
            "type": self._type,
            "profile": self._profile,
            "channels": self._channels,
            "statsBy": self._stats_by,
            "specific": self._stats_by,
            "orderBy": self._order_by,
            "top": self._limit,
            "blacklist": self._blacklist,
            "filter": self._filter,
            "channelsOrderBy": self._channels_order,
        }
        return among(fields, path)

    def draft(self) -> ChapterDraft:
        """What is written, of the type that is chosen."""
        common: dict[str, Any] = {
            "id": None if self._chapter is None else self._chapter.id,
            "name": self._name.value,
            "description": self._about.value,
            "status": int(self._enabled.value),
            "type": self._type.value,
            "profile_id": self._profile.value,
            "channels": [str(id_) for id_ in self._channels.value] or ALL_CHANNELS,
        }
        first = ChapterDraft() if self._like is None else copy_of_chapter(self._like)
        if self._type.value == "top":
            return replace(
                first,
                **common,
                stats_by=self._stats_by.value,
                order_by=self._order_by.value,
                top=int(self._limit.value or 0),
                blacklist_id=int(self._blacklist.value),
                filter=self._filter.text.strip() or "any",
            )
        return replace(
            first,
            **common,
            channels_order_by=self._channels_order.value,
            show_percentile=self._percentile.value,
            performance={id_: box.value for id_, box in self._performance.items()},
        )

    def _asked(self) -> Asked:
        return str(self._profile.value), [str(id_) for id_ in self._channels.value] or None

    def _turn(self) -> None:
        self._top.visible = self._type.value == "top"
        self._traffic.visible = self._type.value == "traffic"

    def _offer(self, profile_id: str, chosen: list[str]) -> None:
        names = {channel.id: channel.name for channel in self._profiles[profile_id].channels}
        offer(self._channels, names, chosen)
