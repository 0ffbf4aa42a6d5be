"""The pages: Monitoring Center, Sources, Dashboards. NiceGUI, everything from its wheel and this package."""

from __future__ import annotations

from pathlib import Path

import nicegui
from fastapi import FastAPI, Request
from nicegui import ui
from starlette.staticfiles import StaticFiles

from fauxmon_api.context import Context
from fauxmon_api.web.frame import STATIC, frame
from fauxmon_api.web.monitoring.page import MonitoringCenter
from fauxmon_api.web.monitoring.selection import Selection


def mount(app: FastAPI, context: Context) -> None:
    """Serve the pages on every path of `app` that nothing else serves.

    NiceGUI is one per process: the pages show the Context that was mounted last.
    """
    _fresh(nicegui.app)
    app.mount(STATIC, StaticFiles(directory=Path(__file__).parent / "static"))
    _pages(context)
    ui.run_with(app, title="Fauxmon", dark=None, tailwind=False, show_welcome_message=False)


def _fresh(pages: nicegui.App) -> None:
    """Undo an earlier `mount`, so that `run_with` may add its middleware again."""
    pages.middleware_stack = None
    pages.user_middleware.clear()


def _pages(context: Context) -> None:
    @ui.page("/", title="Monitoring Center – Fauxmon")
    def monitoring(request: Request) -> None:
        with frame(context, "/"):
            MonitoringCenter(context, Selection.from_query(request.query_params))
