"""The pages: Monitoring Center, Sources, Dashboards. NiceGUI, everything from its wheel and this package."""

from __future__ import annotations

from pathlib import Path

import nicegui
from fastapi import FastAPI, Request
from nicegui import ui
from starlette.staticfiles import StaticFiles

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.page import DashboardsPage
from fauxmon_api.web.frame import STATIC, frame
from fauxmon_api.web.live import show
from fauxmon_api.web.login.guard import COOKIE, Guard
from fauxmon_api.web.login.routes import install
from fauxmon_api.web.login.sessions import Sessions
from fauxmon_api.web.monitoring.page import MonitoringCenter
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.sources.page import SourcesPage


def mount(app: FastAPI, context: Context) -> None:
    """Serve the pages on every path of `app` that nothing else serves.

    NiceGUI is one per process: the pages show the Context that was mounted last.
    """
    sessions = Sessions(context.now_ms)
    static = Path(__file__).parent / "static"
    app.mount(STATIC, StaticFiles(directory=static))
    _start_afresh(nicegui.app)
    if context.settings.login_required:
        install(app, context, sessions, app.state.failed_logins)
        nicegui.app.add_middleware(Guard, sessions=sessions)
    _add_pages(context, sessions)
    ui.run_with(
        app, title="Fauxmon", favicon=static / "logo.svg", dark=None, tailwind=False, show_welcome_message=False
    )


def _start_afresh(pages: nicegui.App) -> None:
    """Undo an earlier `mount`: its middleware, and the stack that NiceGUI built from it."""
    pages.middleware_stack = None
    pages.user_middleware.clear()


def _add_pages(context: Context, sessions: Sessions) -> None:
    def visitor(request: Request) -> int:
        """Where nobody logs in, it is the administrator who looks."""
        return sessions.user_id(request.cookies.get(COOKIE)) or context.repository.accounts.first_administrator()

    @ui.page("/", title="Monitoring Center – Fauxmon")
    async def monitoring(request: Request) -> None:
        with frame(context, "/") as state:
            seen = context.seen_by(visitor(request))
            center = MonitoringCenter(seen, Selection.from_query(request.query_params))
        await show(state, center.live)

    @ui.page("/sources", title="Sources – Fauxmon")
    async def sources(request: Request) -> None:
        with frame(context, "/sources") as state:
            page = SourcesPage(context.seen_by(visitor(request)))
        await show(state, page.live)

    @ui.page("/dashboards", title="Dashboards – Fauxmon")
    async def dashboards(request: Request) -> None:
        await dashboard(request, None)

    @ui.page("/dashboards/{dashboard_id}", title="Dashboards – Fauxmon")
    async def numbered(request: Request, dashboard_id: int) -> None:
        await dashboard(request, dashboard_id)

    async def dashboard(request: Request, dashboard_id: int | None) -> None:
        with frame(context, "/dashboards") as state:
            user_id = visitor(request)
            page = DashboardsPage(context.seen_by(user_id), user_id, dashboard_id)
        await show(state, *page.live)
