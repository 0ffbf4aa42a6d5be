"""In which time zone a visitor reads times: the server's, which is UTC as in REST, or their browser's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar
from zoneinfo import ZoneInfo

from nicegui import ui
from starlette.requests import Request

COOKIE = "fauxmon_zone"
"""What the browser calls its zone, as long as its visitor wants to read times in it."""
T = TypeVar("T")
_IN_THREAD: ContextVar[dt.tzinfo | None] = ContextVar("_IN_THREAD", default=None)


def here() -> dt.tzinfo:
    """That of whose page is being drawn."""
    if (zone := _IN_THREAD.get()) is not None:
        return zone
    try:
        return chosen(ui.context.client.request)
    except RuntimeError:  # nobody's page
        return dt.UTC


def name() -> str:
    """What it is called: `UTC`, `Europe/Prague`."""
    return str(here())


def chosen(request: Request) -> dt.tzinfo:
    """What a visitor wants; a zone that this machine does not know is UTC."""
    wanted = request.cookies.get(COOKIE, "UTC")
    try:
        return dt.UTC if wanted == "UTC" else ZoneInfo(wanted)
    except (KeyError, ValueError, OSError):
        return dt.UTC


def within(zone: dt.tzinfo, call: Callable[[], T]) -> T:
    """The same in a worker thread, which has no page: `call` in this zone."""
    token = _IN_THREAD.set(zone)
    try:
        return call()
    finally:
        _IN_THREAD.reset(token)
