"""The API page: the OpenAPI description as plain HTML, without a script, so that it needs no internet; and the
description itself for tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fauxmon_api.openapi import JSON
from fauxmon_api.transport.answers import answer

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}
h2{margin-top:2.5rem;border-bottom:1px solid #d5dae1}
details{border:1px solid #d5dae1;border-radius:6px;margin:.5rem 0}
summary{cursor:pointer;padding:.5rem .75rem}
details>div{padding:0 1rem 1rem}
b.method{display:inline-block;min-width:4rem;font-family:ui-monospace,monospace}
pre,code{font-family:ui-monospace,monospace;font-size:13px}
pre{background:#f4f6f8;padding:.75rem;overflow:auto;border-radius:4px}
td{padding:.1rem 1rem .1rem 0;vertical-align:top}
.muted{color:#5b6675}
"""


def install(app: FastAPI, describe: Callable[[], dict[str, Any]]) -> None:
    """Add `/openapi.json` and `/docs`, made of the description at every request."""

    async def description(_request: Request) -> Response:
        return answer(describe())

    async def page(_request: Request) -> Response:
        return HTMLResponse(
            render(describe()), headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        )

    app.add_api_route("/openapi.json", description, methods=["GET"], include_in_schema=False)
    app.add_api_route("/docs", page, methods=["GET"], include_in_schema=False)


def render(openapi: dict[str, Any]) -> str:
    """An OpenAPI description as one page of HTML, operations under their tags."""
    themes: dict[str, list[str]] = {}
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            themes.setdefault(operation["tags"][0], []).append(_operation(method.upper(), path, operation))
    info = openapi["info"]
    title = escape(f"{info['title']} {info['version']}: REST API")
    body = "".join(f"<h2>{escape(theme)}</h2>{''.join(operations)}" for theme, operations in themes.items())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>"
        f"<body><h1>{title}</h1>{_text(info['description'])}"
        f'<p>For tools: <a href="openapi.json">openapi.json</a></p>{body}</body></html>'
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get(JSON, {}).get("example")
    examples = {} if body else dict(_queries(operation))
    answers = "".join(
        f"<tr><td><code>{escape(code)}</code></td><td>{escape(answer['description'])}</td></tr>"
        for code, answer in sorted(operation["responses"].items())
    )
    return (
        f'<details><summary><b class="method">{method}</b> <code>{escape(path)}</code> '
        f'<span class="muted">{escape(operation["summary"])}</span></summary><div>{_text(operation["description"])}'
        + "".join(
            f"<p>Query <code>{escape(n)}</code>, for example</p><pre>{escape(e)}</pre>" for n, e in examples.items()
        )
        + (f"<p>Body, for example</p><pre>{escape(json.dumps(body, indent=2))}</pre>" if body else "")
        + f"<table>{answers}</table></div></details>"
    )


def _queries(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and examples of what may stand in the query, written as there."""
    for parameter in operation.get("parameters", []):
        example = parameter.get("content", {}).get(JSON, parameter).get("example")
        if example is not None:
            yield parameter["name"], example if isinstance(example, str) else json.dumps(example)


def _text(markdown: str) -> str:
    """Paragraphs, `code` and **bold**: all the Markdown that our descriptions use."""
    paragraphs = []
    for paragraph in markdown.strip().split("\n\n"):
        pieces = [f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(escape(paragraph).split("`"))]
        bold = [f"<b>{p}</b>" if i % 2 else p for i, p in enumerate("".join(pieces).split("**"))]
        paragraphs.append(f"<p>{''.join(bold)}</p>")
    return "".join(paragraphs)
