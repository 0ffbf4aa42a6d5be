# ruff: noqa: A002 - an id is called id here as in the product
"""Widgets. Their `options` and `layouts` are the product's objects, kept whole (R52, R55)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model import widget_form, widget_place
from fauxmon_model.database import Database
from fauxmon_model.entities import WIDGET_LIMIT, Widget
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.dashboards import own_dashboard, shows
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight
from fauxmon_model.widget_place import Place


class Widgets:
    """What the Dashboards hold, for whoever sees these. A Widget may name a Chapter that does not exist; that shows
    when it is drawn."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Widget]:
        """By id, each with its Dashboard."""
        with self._database.session() as session:
            return self._seen(session)

    def of_dashboard(self, dashboard_id: int) -> list[Widget]:
        """By id; none if there is no such Dashboard."""
        with self._database.session() as session:
            return self._seen(session, Widget.dashboard_id == dashboard_id)

    def get(self, id: int) -> Widget:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id, self._sight.of(session))

    def create(
        self,
        dashboard_id: int,
        options: Mapping[str, Any],
        layouts: Mapping[str, Any],
        row: int | None = None,
        col: int | None = None,
    ) -> Widget:
        """Without layouts, it stands where `row` and `col` say. Errors: NotFoundError (Dashboard),
        InvalidError, ForbiddenError."""
        findings = Findings()
        _check_place(row, col, findings)
        with self._database.session() as session:
            dashboard = own_dashboard(session, dashboard_id, self._sight.of(session))
            findings.room("id", session, Widget, WIDGET_LIMIT)
            findings.settle()
            widget = Widget(dashboard=dashboard, options=dict(options), layouts=dict(layouts))
            session.add(widget)
            session.flush()
            if not layouts:
                _move(widget, row, col)
        return widget

    def append(self, dashboard_id: int, options: Mapping[str, Any]) -> Widget:
        """Below all others of its Dashboard. Errors: NotFoundError (Dashboard), InvalidError, ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            dashboard = own_dashboard(session, dashboard_id, self._sight.of(session))
            findings.room("id", session, Widget, WIDGET_LIMIT)
            findings.settle()
            others = [Place.of(other.layouts) for other in dashboard.widgets]
            widget = Widget(dashboard=dashboard, options=dict(options), layouts={})
            session.add(widget)
            session.flush()
            _move(widget, max((other.y + other.h for other in others), default=0), 0)
        return widget

    def update(
        self,
        id: int,
        options: Mapping[str, Any] | None = None,
        layouts: Mapping[str, Any] | None = None,
        row: int | None = None,
        col: int | None = None,
    ) -> Widget:
        """Replace what is given, keep the other; without layouts, it goes where `row` and `col` say.
        Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        _check_place(row, col, findings)
        with self._database.session() as session:
            widget = self._own(session, id)
            findings.settle()
            if options is not None:
                widget.options = dict(options)
            if layouts is not None:
                widget.layouts = dict(layouts)
            else:
                _move(widget, row, col)
        return widget

    def place(self, id: int, place: Place) -> None:
        """Move and resize it on wide pages, and push down what it would cover. Sizes of the others, and narrower
        layouts, stay as they were written. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            moved = self._own(session, id)
            widgets = {one.id: one for one in moved.dashboard.widgets}
            before = {id_: Place.of(one.layouts) for id_, one in widgets.items()}
            _check_cells(before[id], place, findings)
            findings.settle()
            for id_, now in widget_place.settled(before, id, place).items():
                if now != before[id_]:
                    widgets[id_].layouts = widget_place.put(id_, widgets[id_].layouts, now)

    def remove(self, id: int) -> None:
        """Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            session.delete(self._own(session, id))

    def _own(self, session: Session, widget_id: int) -> Widget:
        seen = self._sight.of(session)
        widget = _get(session, widget_id, seen)
        seen.check_own(widget.dashboard.user_id)
        return widget

    def _seen(self, session: Session, *where: sa.ColumnElement[bool]) -> list[Widget]:
        seen = self._sight.of(session)
        found = session.scalars(sa.select(Widget).where(*where).order_by(Widget.id))
        return [widget for widget in found if shows(widget.dashboard, seen)]


def _get(session: Session, widget_id: int, seen: Seen) -> Widget:
    widget = session.get(Widget, widget_id)
    if widget is None or not shows(widget.dashboard, seen):
        raise NotFoundError("Widget", widget_id)
    return widget


def _check_place(row: int | None, col: int | None, findings: Findings) -> None:
    for field, value, most in (("row", row, widget_place.LOWEST), ("col", col, widget_place.COLUMNS - 1)):
        findings.at_least(field, value, 0)
        findings.at_most(field, value, most)


def _check_cells(before: Place, place: Place, findings: Findings) -> None:
    """It stays in the grid, and is not made smaller than the product lets it be."""
    findings.at_least("x", place.x, 0)
    findings.at_most("x", place.x, widget_place.COLUMNS - place.w)
    findings.at_least("y", place.y, 0)
    findings.at_most("y", place.y, widget_place.LOWEST)
    findings.at_least("w", place.w, min(widget_place.MIN_W, before.w))
    findings.at_least("h", place.h, min(widget_place.MIN_H, before.h))
    findings.at_most("h", place.h, widget_place.HIGHEST)


def _move(widget: Widget, row: int | None, col: int | None) -> None:
    """The place of the older generation of clients, which knew no layouts."""
    if row is not None or col is not None:
        widget.layouts = widget_form.placed(widget.id, widget.layouts, row, col)
