"""What stands in place of the pages where NiceGUI is not installed."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Fauxmon</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}
code{background:#eef2f6;padding:.1rem .3rem}@media(prefers-color-scheme:dark){body{background:#0e141b;color:#e4eaf0}
code{background:#1c2733}a{color:#62aef7}}</style>
<h1>Fauxmon is running without its pages</h1>
<p>They need NiceGUI, which is not installed. Get them with <code>pip install 'fauxmon[ui]'</code> and start again.</p>
<p>The collector and the REST API are here: see <a href="/docs">the description of the API</a>.</p>
</html>
"""


def build_notice() -> Starlette:
    """An app that says on every path how to get the pages."""

    async def notice(_request: Request) -> Response:
        return HTMLResponse(_PAGE, status_code=503)

    return Starlette(routes=[Route("/{rest:path}", notice)])
