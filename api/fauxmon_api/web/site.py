"""build_site: the pages of a Context, with what NiceGUI runs for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nicegui
from fastapi import FastAPI, Request
from nicegui import ui
from starlette.staticfiles import StaticFiles

from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.transport import errors
from fauxmon_api.web.accounts.roles import RolesPage
from fauxmon_api.web.accounts.users import UsersPage
from fauxmon_api.web.alerts.page import AlertsPage
from fauxmon_api.web.chapters.page import ChaptersPage
from fauxmon_api.web.dashboards.page import DashboardsPage
from fauxmon_api.web.frame import STATIC, frame
from fauxmon_api.web.lists.blacklists import BlacklistsPage
from fauxmon_api.web.lists.business_hours import BusinessHoursPage
from fauxmon_api.web.live import show
from fauxmon_api.web.login.guard import COOKIE, Guard
from fauxmon_api.web.login.routes import install
from fauxmon_api.web.login.sessions import Sessions
from fauxmon_api.web.monitoring.page import MonitoringCenter
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.parts import tabs
from fauxmon_api.web.profiles.page import ProfilesPage
from fauxmon_api.web.reports.email_reports import EmailReportsPage
from fauxmon_api.web.reports.reports import ReportsPage
from fauxmon_api.web.sources.failover import FailoverPage
from fauxmon_api.web.sources.failover_choice import FailoverChoice
from fauxmon_api.web.sources.listing import Listing
from fauxmon_api.web.sources.page import SourcesPage
from fauxmon_api.web.sources.source import SourcePage
from fauxmon_api.web.sources.source_choice import SourceChoice
from fauxmon_model.entities import LIVE

PATIENCE_S = 30.0
"""How long a page may take to be built; on a busy machine it comes late rather than not at all."""
NOBODY = 0
"""No user's id."""
_REPORTS = {"/reports": "Reports", "/email-reports": "E-mail reports"}
_ACCOUNTS = {"/users": "Users", "/roles": "Roles"}
_LISTS = {"/blacklists": "Black lists", "/business-hours": "Business hours"}


def build_site(context: Context, failures: FailedLogins) -> FastAPI:
    """An app whose lifespan is that of the pages.

    NiceGUI is one per process: the pages show the Context that was given last.
    """
    app = FastAPI(openapi_url=None)
    errors.install(app)
    sessions = Sessions(context.now_ms)
    static = Path(__file__).parent / "static"
    app.mount(STATIC, StaticFiles(directory=static))
    _start_afresh(nicegui.app)
    if context.settings.login_required:
        install(app, context, sessions, failures)
        nicegui.app.add_middleware(Guard, sessions=sessions)
    visitors = _Visitors(context, sessions)
    for add in (_add_monitoring, _add_modelling, _add_reporting, _add_lists, _add_dashboards, _add_accounts):
        add(visitors)
    ui.run_with(
        app, title="Fauxmon", favicon=static / "logo.svg", dark=None, tailwind=False, show_welcome_message=False
    )
    return app


def _start_afresh(pages: nicegui.App) -> None:
    """Undo an earlier `build_site`: its middleware, and the stack that NiceGUI built from it."""
    pages.middleware_stack = None
    pages.user_middleware.clear()


def _page(path: str, title: str) -> ui.page:
    return ui.page(path, title=f"{title} – Fauxmon", response_timeout=PATIENCE_S)


@dataclass(frozen=True, slots=True)
class _Visitors:
    """Who looks at pages, and what they see."""

    context: Context
    sessions: Sessions

    def user_id(self, request: Request) -> int:
        """Where nobody logs in, it is the administrator who looks; whose session ends this moment is nobody."""
        known = self.sessions.user_id(request.cookies.get(COOKIE))
        if known is None and not self.context.settings.login_required:
            return self.context.repository.accounts.first_administrator()
        return NOBODY if known is None else known

    def seen(self, request: Request) -> Context:
        return self.context.seen_by(self.user_id(request))


def _add_monitoring(visitors: _Visitors) -> None:
    @_page("/", "Monitoring Center")
    async def monitoring(request: Request) -> None:
        with frame(visitors.context, "/") as state:
            center = MonitoringCenter(visitors.seen(request), Selection.from_query(request.query_params))
        await show(state, center.live)

    @_page("/sources", "Sources")
    async def sources(request: Request) -> None:
        with frame(visitors.context, "/sources") as state:
            page = SourcesPage(visitors.seen(request), Listing.from_query(request.query_params))
        await show(state, page.live)

    @_page("/sources/failover", "Failover")
    async def failover(request: Request) -> None:
        with frame(visitors.context, "/sources") as state:
            page = FailoverPage(visitors.seen(request), FailoverChoice.from_query(request.query_params))
        await show(state, page.live)

    @_page("/sources/{source_id}", "Source")
    async def source(request: Request, source_id: int) -> None:
        with frame(visitors.context, "/sources") as state:
            page = SourcePage(visitors.seen(request), SourceChoice.from_query(source_id, request.query_params))
        await show(state, page.live)


def _add_modelling(visitors: _Visitors) -> None:
    @_page("/profiles", "Profiles")
    async def profiles(request: Request) -> None:
        with frame(visitors.context, "/profiles") as state:
            ProfilesPage(visitors.seen(request), request.query_params.get("id", LIVE))
        await show(state)

    @_page("/chapters", "Chapters")
    async def chapters(request: Request) -> None:
        with frame(visitors.context, "/chapters") as state:
            ChaptersPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)


def _add_dashboards(visitors: _Visitors) -> None:
    @_page("/dashboards", "Dashboards")
    async def dashboards(request: Request) -> None:
        await dashboard(request, None)

    @_page("/dashboards/{dashboard_id}", "Dashboards")
    async def numbered(request: Request, dashboard_id: int) -> None:
        await dashboard(request, dashboard_id)

    async def dashboard(request: Request, dashboard_id: int | None) -> None:
        with frame(visitors.context, "/dashboards") as state:
            page = DashboardsPage(visitors.seen(request), visitors.user_id(request), dashboard_id)
        await show(state, *page.live)


def _add_reporting(visitors: _Visitors) -> None:
    @_page("/reports", "Reports")
    async def reports(request: Request) -> None:
        with frame(visitors.context, "/reports") as state:
            tabs("Reports", _REPORTS, "/reports")
            ReportsPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)

    @_page("/email-reports", "E-mail reports")
    async def email_reports(request: Request) -> None:
        with frame(visitors.context, "/reports") as state:
            tabs("Reports", _REPORTS, "/email-reports")
            EmailReportsPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)

    @_page("/alerts", "Alerts")
    async def alerts(request: Request) -> None:
        with frame(visitors.context, "/alerts") as state:
            page = AlertsPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state, page.live)


def _add_lists(visitors: _Visitors) -> None:
    @_page("/blacklists", "Black lists")
    async def blacklists(request: Request) -> None:
        with frame(visitors.context, "/blacklists") as state:
            tabs("Lists", _LISTS, "/blacklists")
            BlacklistsPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)

    @_page("/business-hours", "Business hours")
    async def business_hours(request: Request) -> None:
        with frame(visitors.context, "/blacklists") as state:
            tabs("Lists", _LISTS, "/business-hours")
            BusinessHoursPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)


def _add_accounts(visitors: _Visitors) -> None:
    @_page("/users", "Users")
    async def users(request: Request) -> None:
        with frame(visitors.context, "/users") as state:
            tabs("Users", _ACCOUNTS, "/users")
            UsersPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)

    @_page("/roles", "Roles")
    async def roles(request: Request) -> None:
        with frame(visitors.context, "/users") as state:
            tabs("Users", _ACCOUNTS, "/roles")
            RolesPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state)
