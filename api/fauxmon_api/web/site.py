"""build_site: the pages of a Context, with what NiceGUI runs for them."""

from __future__ import annotations

from pathlib import Path

import nicegui
from fastapi import FastAPI, Request
from nicegui import ui
from starlette.staticfiles import StaticFiles

from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.transport import errors
from fauxmon_api.web.chapters.page import ChaptersPage
from fauxmon_api.web.dashboards.page import DashboardsPage
from fauxmon_api.web.frame import STATIC, frame
from fauxmon_api.web.live import show
from fauxmon_api.web.login.guard import COOKIE, Guard
from fauxmon_api.web.login.routes import install
from fauxmon_api.web.login.sessions import Sessions
from fauxmon_api.web.monitoring.page import MonitoringCenter
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.profiles.page import ProfilesPage
from fauxmon_api.web.sources.failover import FailoverPage
from fauxmon_api.web.sources.page import SourcesPage
from fauxmon_model.entities import LIVE

PATIENCE_S = 30.0
"""How long a page may take to be built; on a busy machine it comes late rather than not at all."""


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
    _add_pages(context, sessions)
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


def _add_pages(context: Context, sessions: Sessions) -> None:
    def visitor(request: Request) -> int:
        """Where nobody logs in, it is the administrator who looks."""
        return sessions.user_id(request.cookies.get(COOKIE)) or context.repository.accounts.first_administrator()

    def seen(request: Request) -> Context:
        return context.seen_by(visitor(request))

    @_page("/", "Monitoring Center")
    async def monitoring(request: Request) -> None:
        with frame(context, "/") as state:
            center = MonitoringCenter(seen(request), Selection.from_query(request.query_params))
        await show(state, center.live)

    @_page("/profiles", "Profiles")
    async def profiles(request: Request) -> None:
        with frame(context, "/profiles") as state:
            ProfilesPage(seen(request), request.query_params.get("id", LIVE))
        await show(state)

    @_page("/chapters", "Chapters")
    async def chapters(request: Request) -> None:
        with frame(context, "/chapters") as state:
            ChaptersPage(seen(request), request.query_params.get("id", ""))
        await show(state)

    @_page("/sources", "Sources")
    async def sources(request: Request) -> None:
        with frame(context, "/sources") as state:
            page = SourcesPage(seen(request))
        await show(state, page.live)

    @_page("/sources/failover", "Failover")
    async def failover(request: Request) -> None:
        asked = request.query_params
        with frame(context, "/sources") as state:
            page = FailoverPage(context, asked.get("before", ""), asked.get("after", ""))
        await show(state, page.live)

    @_page("/dashboards", "Dashboards")
    async def dashboards(request: Request) -> None:
        await dashboard(request, None)

    @_page("/dashboards/{dashboard_id}", "Dashboards")
    async def numbered(request: Request, dashboard_id: int) -> None:
        await dashboard(request, dashboard_id)

    async def dashboard(request: Request, dashboard_id: int | None) -> None:
        with frame(context, "/dashboards") as state:
            page = DashboardsPage(seen(request), visitor(request), dashboard_id)
        await show(state, *page.live)
