# ruff: noqa: A002 - an id is called id here as in the product
"""Dashboards and who sees them (R54, R56)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import DASHBOARD_LIMIT, Dashboard, DisplayedDashboard, User
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings


class Dashboards:
    """Named sets of Widgets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Dashboard]:
        """By id, with their Widgets."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(Dashboard).order_by(Dashboard.id)))

    def get(self, id: int) -> Dashboard:
        """With its Widgets. Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(
        self, name: str, tenant: Mapping[str, Any] | None = None, user_id: int = 1, description: str = ""
    ) -> Dashboard:
        """A Dashboard that nobody sees yet. Errors: InvalidError, NotFoundError (user)."""
        findings = Findings()
        findings.name("name", name)
        with self._database.session() as session:
            findings.room("id", session, Dashboard, DASHBOARD_LIMIT)
            findings.settle()
            _check_user(session, user_id)
            dashboard = Dashboard(name=name, description=description, user_id=user_id, widgets=[], displayed=[])
            if tenant is not None:
                dashboard.tenant = dict(tenant)
            session.add(dashboard)
        return dashboard

    def update(
        self,
        id: int,
        name: str | None = None,
        description: str | None = None,
        tenant: Mapping[str, Any] | None = None,
    ) -> Dashboard:
        """Change what is given. Errors: InvalidError, NotFoundError."""
        findings = Findings()
        if name is not None:
            findings.name("name", name)
        findings.settle()
        with self._database.session() as session:
            dashboard = _get(session, id)
            if name is not None:
                dashboard.name = name
            if description is not None:
                dashboard.description = description
            if tenant is not None:
                dashboard.tenant = dict(tenant)
        return dashboard

    def remove(self, id: int) -> None:
        """Delete it with its Widgets. Errors: NotFoundError."""
        with self._database.session() as session:
            session.delete(_get(session, id))

    def display(
        self, dashboard_id: int, user_id: int, order: int = 0, flags: Mapping[str, bool] | None = None
    ) -> DisplayedDashboard:
        """Show it to a user as tab number `order`; shown already, it moves. Errors: NotFoundError."""
        with self._database.session() as session:
            _check_user(session, user_id)
            dashboard = _get(session, dashboard_id)
            shown = next((d for d in dashboard.displayed if d.user_id == user_id), None)
            if shown is None:
                shown = DisplayedDashboard(user_id=user_id, dashboard=dashboard, flags={})
                session.add(shown)
            shown.order = order
            shown.flags = {**shown.flags, **(flags or {})}
        return shown

    def tab(self, id: int) -> DisplayedDashboard:
        """With its Dashboard. Errors: NotFoundError."""
        with self._database.session() as session:
            return _get_tab(session, id)

    def arrange(self, id: int, order: int | None, flags: Mapping[str, bool] | None = None) -> DisplayedDashboard:
        """Change what is given of a tab. Errors: NotFoundError."""
        with self._database.session() as session:
            tab = _get_tab(session, id)
            tab.order = tab.order if order is None else order
            tab.flags = {**tab.flags, **(flags or {})}
        return tab

    def hide(self, *ids: int) -> None:
        """Close these tabs, or none of them: the users do not see the Dashboards any more. Errors: NotFoundError."""
        with self._database.session() as session:
            for unwanted in [_get_tab(session, each) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)

    def displayed(self, user_id: int) -> list[DisplayedDashboard]:
        """The user's tabs from left to right, each with its Dashboard."""
        with self._database.session() as session:
            tabs = sa.select(DisplayedDashboard).where(DisplayedDashboard.user_id == user_id)
            return list(session.scalars(tabs.order_by(DisplayedDashboard.order, DisplayedDashboard.id)))


def _get(session: Session, dashboard_id: int) -> Dashboard:
    if (dashboard := session.get(Dashboard, dashboard_id)) is None:
        raise NotFoundError("Dashboard", dashboard_id)
    return dashboard


def _get_tab(session: Session, tab_id: int) -> DisplayedDashboard:
    if (tab := session.get(DisplayedDashboard, tab_id)) is None:
        raise NotFoundError("DisplayedDashboard", tab_id)
    return tab


def _check_user(session: Session, user_id: int) -> None:
    if session.get(User, user_id) is None:
        raise NotFoundError("User", user_id)
