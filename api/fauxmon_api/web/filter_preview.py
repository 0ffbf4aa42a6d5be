"""FilterPreview: how much of the last minutes a filter would take, while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web import format as fmt
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.parts import text
from fauxmon_collector.analysis import StatisticsQuery
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import ModelError

SPAN_MS = 300_000
REST_S = 0.5
"""A filter is tried when nobody has written for so long."""
AGAIN_S = 5.0
"""And again after so long, if flows have come in meanwhile."""
Asked = tuple[str, Sequence[str] | None]
"""A Profile, and which of its Channels: None is all."""


class FilterPreview:
    """A line below `box`; `of` says whose flows it counts."""

    def __init__(self, context: Context, box: FilterBox, of: Callable[[], Asked]) -> None:
        self._context = context
        self._box = box
        self._of = of
        self._trying = False
        self._progress = -1
        self._later: ui.timer | None = None
        with ui.element("div").classes("fx-previewed") as self._place:
            self._line = text("span", "", "fx-label fx-preview").props("role=status")
        box.on_text(self.soon)
        with self._place:
            ui.timer(AGAIN_S, self._again, immediate=False)
        self.soon()

    def soon(self) -> None:
        """Something that it depends on has changed."""
        if self._later is not None:
            self._later.cancel()
        with self._place:
            self._later = ui.timer(REST_S, self._try, once=True)

    async def _again(self) -> None:
        if self._context.collecting.progress() != self._progress:
            await self._try()

    async def _try(self) -> None:
        if self._trying:
            return
        if self._box.wrong:
            self._line.set_text("")
            return
        self._trying = True
        self._progress = self._context.collecting.progress()
        try:
            told = await asyncio.to_thread(preview, self._context, *self._of(), self._box.text)
        except (ModelError, StoreError) as error:
            told = str(error)
        finally:
            self._trying = False
        self._line.set_text(told)


def preview(context: Context, profile_id: str, channel_ids: Sequence[str] | None, filter_text: str) -> str:
    """Of a Profile's Channels, None for all. Errors: FilterError, InvalidError, NotFoundError, StoreError."""
    now_ms = context.now_ms()
    query = StatisticsQuery(
        *(profile_id, now_ms - SPAN_MS, now_ms, "proto"),
        limit=1,
        channel_ids=channel_ids,
        filter=filter_text or "any",
    )
    total = context.analysis.statistics(query).total
    if not total.flows:
        return f"no flows in the last {fmt.duration(SPAN_MS)}"
    return f"{fmt.exact(total.flows)} flows, {fmt.octets(total.octets)} in the last {fmt.duration(SPAN_MS)}"
