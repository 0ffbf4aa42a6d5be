# ruff: noqa: A002 - an id is called id here as in the product
"""Dashboards and who sees them (R54, R56): an administrator all, others their own and those that they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import (
    DASHBOARD_LIMIT,
    REFRESH_LEAST_S,
    REFRESH_MOST_S,
    Dashboard,
    DisplayedDashboard,
    User,
)
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
        with self._database.session() as session:
            dashboard = self._new(session, name, user_id)
            dashboard.description = description
            if tenant is not None:
                dashboard.tenant = dict(tenant)
        return dashboard

    def update(
        self,
        id: int,
        name: str | None = None,
        description: str | None = None,
        tenant: Mapping[str, Any] | None = None,
    ) -> Dashboard:
        """Change what is given. Errors: InvalidError, NotFoundError, ForbiddenError."""
        findings = Findings()
        if name is not None:
            findings.name("name", name)
        findings.settle()
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

    def display(
        self, dashboard_id: int, user_id: int, order: int = 0, flags: Mapping[str, bool] | None = None
    ) -> DisplayedDashboard:
        """Show it to a user as tab number `order`; shown already, it moves. Errors: NotFoundError, ForbiddenError (to
        another)."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_own(user_id)
            _check_user(session, user_id)
            dashboard = get_dashboard(session, dashboard_id, seen)
            shown = next((d for d in dashboard.displayed if d.user_id == user_id), None)
            if shown is None:
                shown = DisplayedDashboard(user_id=user_id, dashboard=dashboard, flags={})
                session.add(shown)
            shown.order = order
            shown.flags = {**shown.flags, **(flags or {})}
        return shown

    def open(self, name: str, user_id: int) -> Dashboard:
        """A new one, as the last tab of the user that it belongs to. Errors: InvalidError, NotFoundError (user),
        ForbiddenError."""
        with self._database.session() as session:
            dashboard = self._new(session, name, user_id)
            last = max((tab.order for tab in _tabs(session, user_id)), default=-1)
            session.add(DisplayedDashboard(user_id=user_id, dashboard=dashboard, order=last + 1, flags={}))
        return dashboard

    def shift(self, user_id: int, dashboard_id: int, by: int) -> None:
        """Move a tab of the user so many places to the right, to the left if it is negative, and number them all from
        0. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            self._sight.of(session).check_own(user_id)
            tabs = _tabs(session, user_id)
            at = next((i for i, tab in enumerate(tabs) if tab.dashboard_id == dashboard_id), None)
            if at is None:
                raise NotFoundError("Dashboard", dashboard_id)
            tabs.insert(max(0, at + by), tabs.pop(at))
            for order, tab in enumerate(tabs):
                tab.order = order

    def tab(self, id: int) -> DisplayedDashboard:
        """With its Dashboard. Errors: NotFoundError."""
        with self._database.session() as session:
            return _get_tab(session, id, self._sight.of(session))

    def arrange(
        self, id: int, order: int | None, flags: Mapping[str, bool] | None = None, refresh_s: int | None = None
    ) -> DisplayedDashboard:
        """Change what is given of a tab. Errors: NotFoundError, InvalidError."""
        findings = Findings()
        if refresh_s:
            findings.at_least("refreshInterval", refresh_s, REFRESH_LEAST_S)
            findings.at_most("refreshInterval", refresh_s, REFRESH_MOST_S)
        with self._database.session() as session:
            tab = _get_tab(session, id, self._sight.of(session))
            findings.settle()
            tab.order = tab.order if order is None else order
            tab.refresh_s = tab.refresh_s if refresh_s is None else refresh_s
            tab.flags = {**tab.flags, **(flags or {})}
        return tab

    def hide(self, *ids: int) -> None:
        """Close these tabs, or none of them: the users do not see the Dashboards any more. Errors: NotFoundError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            for unwanted in [_get_tab(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)

    def displayed(self, user_id: int) -> list[DisplayedDashboard]:
        """The user's tabs from left to right, each with its Dashboard."""
        with self._database.session() as session:
            return _tabs(session, user_id)

    def _new(self, session: Session, name: str, user_id: int) -> Dashboard:
        findings = Findings()
        findings.name("name", name)
        self._sight.of(session).check_own(user_id)
        findings.room("id", session, Dashboard, DASHBOARD_LIMIT)
        findings.settle()
        _check_user(session, user_id)
        dashboard = Dashboard(name=name, user_id=user_id, widgets=[], displayed=[])
        session.add(dashboard)
        return dashboard


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


def _get_tab(session: Session, tab_id: int, seen: Seen) -> DisplayedDashboard:
    """One's own; to administrators, anybody's. Errors: NotFoundError."""
    tab = session.get(DisplayedDashboard, tab_id)
    if tab is None or not (seen.administrator or tab.user_id == seen.user_id):
        raise NotFoundError("DisplayedDashboard", tab_id)
    return tab


def _tabs(session: Session, user_id: int) -> list[DisplayedDashboard]:
    tabs = sa.select(DisplayedDashboard).where(DisplayedDashboard.user_id == user_id)
    return list(session.scalars(tabs.order_by(DisplayedDashboard.order, DisplayedDashboard.id)))


def _check_user(session: Session, user_id: int) -> None:
    if session.get(User, user_id) is None:
        raise NotFoundError("User", user_id)
