"""build_site: the pages of a Context, with what NiceGUI runs for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

PATIENCE_S = 30.0
"""How long a page may take to be built; on a busy machine it comes late rather than not at all."""
NOBODY = 0
"""No user's id."""
Editors = Mapping[str, tuple[str, Callable[[Context, str], object]]]
"""By path, the title of a page and the page, which takes the id of what is opened."""
_EDITORS: Mapping[str, Editors] = {
    "Profiles": {"/profiles": ("Profiles", ProfilesPage)},
    "Chapters": {"/chapters": ("Chapters", ChaptersPage)},
    "Reports": {"/reports": ("Reports", ReportsPage), "/email-reports": ("E-mail reports", EmailReportsPage)},
    "Lists": {"/blacklists": ("Black lists", BlacklistsPage), "/business-hours": ("Business hours", BusinessHoursPage)},
    "Users": {"/users": ("Users", UsersPage), "/roles": ("Roles", RolesPage)},
}
"""Those that belong together have tabs; the navigation has the first of them."""


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
    for add in (_add_monitoring, _add_editors, _add_dashboards):
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


def _add_editors(visitors: _Visitors) -> None:
    for label, together in _EDITORS.items():
        for path in together:
            _add_editor(visitors, label, together, path)

    @_page("/alerts", "Alerts")
    async def alerts(request: Request) -> None:
        with frame(visitors.context, "/alerts") as state:
            page = AlertsPage(visitors.seen(request), request.query_params.get("id", ""))
        await show(state, page.live)


def _add_editor(visitors: _Visitors, label: str, together: Editors, path: str) -> None:
    title, editor = together[path]

    @_page(path, title)
    async def edited(request: Request) -> None:
        with frame(visitors.context, next(iter(together))) as state:
            if len(together) > 1:
                tabs(label, {each: name for each, (name, _) in together.items()}, path)
            editor(visitors.seen(request), request.query_params.get("id", ""))
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
