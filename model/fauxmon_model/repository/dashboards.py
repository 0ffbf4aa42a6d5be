# ruff: noqa: A002 - an id is called id here as in the product
"""Dashboards and who sees them (R54, R56): an administrator all, others their own and those that they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import Dashboard, DisplayedDashboard, User
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight


class Dashboards:
    """Named sets of Widgets."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Dashboard]:
        """By id, with their Widgets."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            found = session.scalars(sa.select(Dashboard).order_by(Dashboard.id))
            return [dashboard for dashboard in found if shows(dashboard, seen)]

    def get(self, id: int) -> Dashboard:
        """With its Widgets. Errors: NotFoundError."""
        with self._database.session() as session:
            return get_dashboard(session, id, self._sight.of(session))

    def create(
        self, name: str, tenant: Mapping[str, Any] | None = None, user_id: int = 1, description: str = ""
    ) -> Dashboard:
        """A Dashboard that nobody sees yet. Errors: InvalidError, NotFoundError (user), ForbiddenError."""
        _check_name(name)
        with self._database.session() as session:
            self._sight.of(session).check_own(user_id)
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
        """Change what is given. Errors: InvalidError, NotFoundError, ForbiddenError."""
        if name is not None:
            _check_name(name)
        with self._database.session() as session:
            dashboard = own_dashboard(session, id, self._sight.of(session))
            if name is not None:
                dashboard.name = name
            if description is not None:
                dashboard.description = description
            if tenant is not None:
                dashboard.tenant = dict(tenant)
        return dashboard

    def remove(self, id: int) -> None:
        """Delete it with its Widgets. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            session.delete(own_dashboard(session, id, self._sight.of(session)))

    def display(self, dashboard_id: int, user_id: int, order: int = 0) -> DisplayedDashboard:
        """Show it to a user as tab number `order`; shown already, it moves. Errors: NotFoundError, ForbiddenError (to
        another)."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_own(user_id)
            _check_user(session, user_id)
            dashboard = get_dashboard(session, dashboard_id, seen)
            shown = next((d for d in dashboard.displayed if d.user_id == user_id), None)
            if shown is None:
                shown = DisplayedDashboard(user_id=user_id, dashboard=dashboard)
                session.add(shown)
            shown.order = order
        return shown

    def displayed(self, user_id: int) -> list[DisplayedDashboard]:
        """The user's tabs from left to right, each with its Dashboard."""
        with self._database.session() as session:
            tabs = sa.select(DisplayedDashboard).where(DisplayedDashboard.user_id == user_id)
            return list(session.scalars(tabs.order_by(DisplayedDashboard.order, DisplayedDashboard.id)))


def shows(dashboard: Dashboard, seen: Seen) -> bool:
    """Whether a Dashboard is there for who looks."""
    return seen.administrator or seen.user_id in (dashboard.user_id, *(tab.user_id for tab in dashboard.displayed))


def get_dashboard(session: Session, dashboard_id: int, seen: Seen) -> Dashboard:
    """Errors: NotFoundError."""
    dashboard = session.get(Dashboard, dashboard_id)
    if dashboard is None or not shows(dashboard, seen):
        raise NotFoundError("Dashboard", dashboard_id)
    return dashboard


def own_dashboard(session: Session, dashboard_id: int, seen: Seen) -> Dashboard:
    """One that may be changed. Errors: NotFoundError, ForbiddenError."""
    dashboard = get_dashboard(session, dashboard_id, seen)
    seen.check_own(dashboard.user_id)
    return dashboard


def _check_user(session: Session, user_id: int) -> None:
    if session.get(User, user_id) is None:
        raise NotFoundError("User", user_id)


def _check_name(name: str) -> None:
    findings = Findings()
    findings.name("name", name)
    findings.settle()
