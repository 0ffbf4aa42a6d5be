# ruff: noqa: A002 - an id is called id here as in the product
"""Widgets. Their `options` and `layouts` are the product's objects, kept whole (R52, R55)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import Dashboard, Widget
from fauxmon_model.errors import NotFoundError


class Widgets:
    """What the Dashboards hold. A Widget may name a Chapter that does not exist; that shows when it is drawn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Widget]:
        """By id, each with its Dashboard."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(Widget).order_by(Widget.id)))

    def of_dashboard(self, dashboard_id: int) -> list[Widget]:
        """By id; none if there is no such Dashboard."""
        with self._database.session() as session:
            return list(
                session.scalars(sa.select(Widget).where(Widget.dashboard_id == dashboard_id).order_by(Widget.id))
            )

    def get(self, id: int) -> Widget:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, dashboard_id: int, options: Mapping[str, Any], layouts: Mapping[str, Any]) -> Widget:
        """Errors: NotFoundError (Dashboard)."""
        with self._database.session() as session:
            if (dashboard := session.get(Dashboard, dashboard_id)) is None:
                raise NotFoundError("Dashboard", dashboard_id)
            widget = Widget(dashboard=dashboard, options=dict(options), layouts=dict(layouts))
            session.add(widget)
        return widget

    def update(
        self,
        id: int,
        options: Mapping[str, Any] | None = None,
        layouts: Mapping[str, Any] | None = None,
    ) -> Widget:
        """Replace what is given, keep the other. Errors: NotFoundError."""
        with self._database.session() as session:
            widget = _get(session, id)
            if options is not None:
                widget.options = dict(options)
            if layouts is not None:
                widget.layouts = dict(layouts)
        return widget

    def remove(self, id: int) -> None:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            session.delete(_get(session, id))


def _get(session: Session, widget_id: int) -> Widget:
    if (widget := session.get(Widget, widget_id)) is None:
        raise NotFoundError("Widget", widget_id)
    return widget
