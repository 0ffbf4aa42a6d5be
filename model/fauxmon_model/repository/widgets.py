# ruff: noqa: A002 - an id is called id here as in the product
"""Widgets. Their `options` and `layouts` are the product's objects, kept whole (R52, R55)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import Widget
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.dashboards import own_dashboard, shows
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight


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

    def create(self, dashboard_id: int, options: Mapping[str, Any], layouts: Mapping[str, Any]) -> Widget:
        """Errors: NotFoundError (Dashboard), ForbiddenError."""
        with self._database.session() as session:
            dashboard = own_dashboard(session, dashboard_id, self._sight.of(session))
            widget = Widget(dashboard=dashboard, options=dict(options), layouts=dict(layouts))
            session.add(widget)
        return widget

    def update(
        self,
        id: int,
        options: Mapping[str, Any] | None = None,
        layouts: Mapping[str, Any] | None = None,
    ) -> Widget:
        """Replace what is given, keep the other. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            widget = self._own(session, id)
            if options is not None:
                widget.options = dict(options)
            if layouts is not None:
                widget.layouts = dict(layouts)
        return widget

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
