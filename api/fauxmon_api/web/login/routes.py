"""`/login` and `/logout`: plain HTML, since without a session there is no live connection."""

from __future__ import annotations

import asyncio
from html import escape
from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.web.frame import STATIC, chosen_theme, stylesheet
from fauxmon_api.web.login.guard import COOKIE, LOGIN
from fauxmon_api.web.login.sessions import LIFE_MS, Sessions

BODY_LIMIT = 4096
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Log in – Fauxmon</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{stylesheet}</head>
<body class="{theme}"><main class="fx-login">
<form method="post" action="/login" class="fx-panel">
<div class="fx-login-brand"><img src="{static}/logo.svg" alt=""><h1 class="fx-title">Fauxmon</h1></div>{error}
<label>User<input name="login" value="{login}" autocomplete="username" required autofocus></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<input type="hidden" name="next" value="{next}"><button>Log in</button>
</form></main></body></html>"""


def install(app: FastAPI, context: Context, sessions: Sessions, failures: FailedLogins) -> None:
    """Adds the routes to `app`."""

    async def show(request: Request) -> Response:
        return _page(context, request, request.query_params.get("next", "/"))

    async def log_in(request: Request) -> Response:
        form = await _form(request)
        login, wanted = form.get("login", ""), form.get("next", "/")
        peer = request.client.host if request.client else ""
        if wait_s := failures.wait_s(peer, login):
            return _page(context, request, wanted, login, f"Too many failures. Try again in {wait_s} s.", 429)
        user = await asyncio.to_thread(context.repository.accounts.authenticate, login, form.get("password", ""))
        if user is None:
            failures.failed(peer, login)
            return _page(context, request, wanted, login, "User or password is wrong.", 401)
        failures.succeeded(peer, login)
        answer = RedirectResponse(_local(wanted), 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, sessions.open(user.id), LIFE_MS // 1000, httponly=True, samesite="lax", secure=secure)
        return answer

    async def log_out(request: Request) -> Response:
        sessions.close(request.cookies.get(COOKIE))
        answer = RedirectResponse(LOGIN, 303)
        answer.delete_cookie(COOKIE)
        return answer

    app.add_route(LOGIN, show, ["GET"], include_in_schema=False)
    app.add_route(LOGIN, log_in, ["POST"], include_in_schema=False)
    app.add_route("/logout", log_out, ["POST"], include_in_schema=False)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that is small enough to be one of ours, else none."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _local(wanted: str) -> str:
    """`wanted` if it is a path of ours; anything that leads elsewhere is `/`."""
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if local else "/"


def _page(
    context: Context, request: Request, wanted: str, login: str = "", error: str = "", status: int = 200
) -> Response:
    page = _PAGE.format(
        stylesheet=stylesheet(context.settings.version),
        theme="body--dark" if chosen_theme(request) == "dark" else "",
        static=STATIC,
        error=f'<div class="fx-bad" role="alert">{escape(error)}</div>' if error else "",
        login=escape(login),
        next=escape(_local(wanted)),
    )
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
