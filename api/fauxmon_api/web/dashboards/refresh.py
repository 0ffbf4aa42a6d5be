"""Reader: the Widgets of a tab, each read anew as often as it is to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.web.dashboards.shot import WidgetShot, read_widget
from fauxmon_model.entities import Widget
from fauxmon_model.widget_place import Place

TICK_S = 5.0
"""How often the page looks which Widgets are due, and whether somebody has changed the Dashboard."""
INTERVALS_S = (0, 10, 30, 60, 300, 900, 3600)
"""What a visitor can choose from; 0 is never."""
_UNITS = ((3600, "h"), (60, "min"), (1, "s"))


@dataclass(frozen=True, slots=True)
class DashboardShot:
    """All Widgets of a Dashboard, in the order in which one reads them; `refresh_s` is the tab's own interval."""

    refresh_s: int
    widgets: tuple[WidgetShot, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    asked: tuple[Any, ...]
    shot: WidgetShot


class Reader:
    """`times` are `from` and `to` for all Widgets; where there are none, each has its own."""

    def __init__(self, context: Context, tab_id: int) -> None:
        self.times: Mapping[str, str] = {}
        self._context = context
        self._tab_id = tab_id
        self._kept: dict[int, _Kept] = {}

    def read(self) -> DashboardShot:
        """What is due is read, and what is asked for otherwise than before; the rest is as it was. Errors:
        NotFoundError if the tab is gone; a Widget that cannot be drawn says so itself."""
        tab = self._context.repository.dashboards.tab(self._tab_id)
        self._kept = {one.id: self._one(one, tab.refresh_s, dict(self.times)) for one in tab.dashboard.widgets}
        shots = (kept.shot for kept in self._kept.values())
        return DashboardShot(tab.refresh_s, tuple(sorted(shots, key=lambda one: (one.place.y, one.place.x, one.id))))

    def forget(self) -> None:
        """All are due."""
        self._kept.clear()

    def _one(self, widget: Widget, tab_s: int, times: Mapping[str, str]) -> _Kept:
        own_s = WidgetOptions(widget.options).refresh_s
        every_s = tab_s if own_s is None else own_s
        asked, kept = (widget.options, times), self._kept.get(widget.id)
        if kept is None or kept.asked != asked or due(kept.shot.taken_ms, every_s, self._context.now_ms()):
            kept = _Kept(asked, read_widget(self._context, widget, times))
        return _Kept(asked, replace(kept.shot, place=Place.of(widget.layouts), refresh_s=every_s, own_refresh_s=own_s))


def due(taken_ms: int, every_s: int, now_ms: int) -> bool:
    """Whether what was read at a time is to be read anew. A page that looks a little early need not wait for its next
    look."""
    return every_s > 0 and now_ms - taken_ms >= every_s * 1000 - TICK_S * 500


def interval(every_s: int) -> str:
    """`off`, `10 s`, `1 min`, `1 h`."""
    if every_s <= 0:
        return "off"
    length, unit = next((length, unit) for length, unit in _UNITS if every_s % length == 0)
    return f"{every_s // length} {unit}"
