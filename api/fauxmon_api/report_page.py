"""/ui/reports/generate: the page of the product from which a Report is downloaded as CSV (contract 1.5).

A script comes with its token in the query, and looks for the button by its class. What the file has is not public.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fauxmon_api.rest.fmc.chapter_data import data_of
from fauxmon_api.transport.call import Call, Linked
from fauxmon_model.entities import Report
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError

PATH = "/ui/reports/generate"
_DAY_MS = 86_400_000
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "no-referrer",  # the address has a token in it
}


def install(app: FastAPI) -> None:
    """Add the page. It is none of REST, so nothing describes it."""
    app.add_api_route(PATH, _generate, methods=["GET"], response_model=None, include_in_schema=False)


def _generate(request: Request, call: Linked) -> Response:
    if (call.parameters.text("type") or "csv").lower() != "csv":
        raise InvalidError([FieldError("type", "Must be csv")])
    name = call.parameters.text("name") or ""
    report = next((each for each in call.context.repository.reports.all() if each.name == name), None)
    if report is None:
        raise NotFoundError("Report", name)
    if "download" not in call.parameters:
        return _page(report, f"?{request.url.query}&download=1")
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.csv"}
    return Response(_text(call, report), media_type="text/csv", headers={**_HEADERS, **attached})


def _page(report: Report, link: str) -> Response:
    title = escape(report.name)
    return HTMLResponse(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<h1>{title}</h1><p><a class="qa-download" href="{escape(link)}" download>Download</a></p></body></html>\n',
        headers=_HEADERS,
    )


def _text(call: Call, report: Report) -> str:
    """Of the last day: of each Chapter its name, the columns of its data, the rows, and what they are together."""
    written = io.StringIO()
    writer = csv.writer(written)
    to_ms = call.context.now_ms()
    for place in report.chapters:
        chapter = call.context.repository.chapters.get(place.chapter_id)
        writer.writerow([chapter.name])
        data = data_of(call.context, chapter, to_ms - _DAY_MS, to_ms) or {}
        writer.writerows(_lines(data.get("table", data)))
        writer.writerow([])
    return written.getvalue()


def _lines(table: Mapping[str, Any]) -> Iterator[list[Any]]:
    if table:
        total = table["summary"]["values"]
        yield list(total)
        yield from (list(row.values()) for row in (*table["data"], total))
