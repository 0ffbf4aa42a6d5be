from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.refresh import INTERVALS_S, Reader, due, interval
from fauxmon_model.errors import NotFoundError

SOURCES = {"clazz": "ConnectionsWidget", "dataEndpoint": "fmc_connectedInterfaces"}


class Board:
    """A Dashboard with a Widget that goes by the tab, and one that has an interval of its own."""

    def __init__(self, world: Any, context: Context, own_s: int) -> None:
        self.world = world
        self.repository = context.repository
        self.dashboard = self.repository.dashboards.open("Mine", 1)
        self.first = self.repository.widgets.append(self.dashboard.id, SOURCES)
        self.second = self.repository.widgets.append(self.dashboard.id, {**SOURCES, "refreshInterval": own_s})
        (self.tab,) = [one for one in self.repository.dashboards.displayed(1) if one.dashboard_id == self.dashboard.id]
        self.reader = Reader(context, self.tab.id)

    def after(self, seconds: int) -> list[bool]:
        """Which Widgets are read anew so much later."""
        self.world.now_ms += seconds * 1000
        return [shot.taken_ms == self.world.now_ms for shot in self.reader.read().widgets]


def test_each_widget_is_read_as_often_as_it_is_to_be(world: Any, context: Context) -> None:
    board = Board(world, context, own_s=30)
    assert board.after(0) == [True, True]
    assert board.after(5) == [False, False]
    assert board.after(5) == [True, False]
    assert board.after(20) == [True, True]


def test_off_is_never_but_what_is_asked_for_comes_at_once(world: Any, context: Context) -> None:
    board = Board(world, context, own_s=0)
    board.repository.dashboards.arrange(board.tab.id, None, refresh_s=0)
    assert board.after(0) == [True, True]
    assert board.after(86_400) == [False, False]
    board.repository.widgets.update(board.first.id, options={**SOURCES, "name": "Renamed"})
    assert board.after(1) == [True, False]
    board.reader.times = {"from": "h1Ago", "to": "now"}
    assert board.after(1) == [True, True]
    board.reader.forget()
    assert board.after(1) == [True, True]


def test_a_place_is_new_even_if_nothing_else_is(world: Any, context: Context) -> None:
    board = Board(world, context, own_s=0)
    board.after(0)
    board.repository.widgets.update(board.first.id, row=40, col=2)
    first, last = board.reader.read().widgets
    assert (first.id, last.id, last.place.x, last.place.y) == (board.second.id, board.first.id, 2, 40)
    assert (first.refresh_s, first.own_refresh_s, last.refresh_s, last.own_refresh_s) == (0, 0, 10, None)


def test_a_tab_that_is_gone_is_an_error(world: Any, context: Context) -> None:
    board = Board(world, context, own_s=0)
    board.repository.dashboards.hide(board.tab.id)
    with pytest.raises(NotFoundError):
        board.reader.read()


def test_a_look_that_comes_a_little_early_counts() -> None:
    assert [due(0, 10, ms) for ms in (5_000, 7_499, 7_500, 10_000)] == [False, False, True, True]
    assert not due(0, 0, 10**9)


def test_intervals_have_names() -> None:
    assert [interval(s) for s in INTERVALS_S] == ["off", "10 s", "30 s", "1 min", "5 min", "15 min", "1 h"]
    assert interval(90) == "90 s"
