# ruff: noqa: A002 - an id is called id here as in the product
"""Chapters and their data (contract 2.6, 2.7)."""

from __future__ import annotations

from typing import Any

from fauxmon.client.calls.entities import Entities, part
from fauxmon.client.calls.profiles import FMC
from fauxmon.client.exchange import Exchange
from fauxmon.client.request import get, one
from fauxmon.client.types import Chapter, ChapterData, Row, time_text

CHAPTERS = Entities[Chapter](f"{FMC}/chapters", f"{FMC}/dependencies/chapters")


def chapter_data(id: str | int, from_s: int, to_s: int, business_hours: int | None = None) -> Exchange[ChapterData]:
    """Table and chart of a Chapter, seconds since 1970; empty where there are no flows."""
    search: dict[str, Any] = {"from": time_text(from_s), "to": time_text(to_s)}
    if business_hours is not None:
        search["businessHours"] = business_hours
    answer = yield get(f"{FMC}/chapterData/{part(id)}", search=search)
    data: ChapterData = {} if answer.body is None else one(answer)
    return data


def chapter_rows(id: str | int, from_s: int, to_s: int) -> Exchange[list[Row]]:
    """The table of a Chapter, of Channels or of a Top N."""
    data = yield from chapter_data(id, from_s, to_s)
    return list((data.get("table") or {}).get("data") or data.get("data") or [])
