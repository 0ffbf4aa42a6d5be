"""What a Chapter shows over a time (contract 2.7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.context import Context
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.columns import printed, values_of
from fauxmon_api.rest.fmc.chapter_shape import DISABLED, output_columns
from fauxmon_api.rest.search import business_hours, chapter_grid, time_range
from fauxmon_api.transport.answers import answer, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_collector.analysis import NpmData, NpmValue, StatisticsRow, TopData, TrafficData, TrafficRow
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_collector.analysis.top_chapter import subject_columns
from fauxmon_model.entities import ORDER_BY, BusinessHours, Chapter

ENDPOINTS = Endpoints("Chapters", STORE_FAILS)


class Total(TypedDict):
    """Values of all rows together."""

    type: NotRequired[str]
    values: dict[str, Any]


class ChannelPoints(TypedDict):
    """Points of a line: seconds since 1970, then values."""

    channel: str
    values: list[list[float]]


class TopChapterData(TypedDict):
    """A row by subject, with the Chapter's columns."""

    data: list[dict[str, Any]]
    summary: Total
    other: Total
    blacklisted: NotRequired[Total]
    chart: list[ChannelPoints]


class DataTable(TypedDict):
    """Rows and what they are together."""

    data: list[dict[str, Any]]
    summary: Total


class TrafficChapterData(TypedDict):
    """A row and a line by Channel."""

    table: DataTable
    chart: list[ChannelPoints]
    npm_table: NotRequired[DataTable]
    npm_chart: NotRequired[list[ChannelPoints]]


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/chapterData/{id}",
    Known.DOCUMENTED,
    "guide; the key of the Channel column, `other`, what business hours leave out and when npm_table and npm_chart are "
    "there are inferred",
    takes={"search": {"from": "2025-03-01 00:00", "to": "2025-03-01 12:00", "businessHours": 1}},
    answers={
        200: "Table and chart",
        204: "No flow matches, or the Chapter is disabled",
        404: "No such Chapter",
    },
    gives=TopChapterData | TrafficChapterData,
)
def chapter_data(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Table and chart of a Chapter from `from` to `to`.

    Traffic: `table` with a row per Channel (`ibyt` octets, `bps` mean, `mbps` largest slot), `chart` with points
    `[seconds, bit/s, packets/s, flows/s]`; `npm_table` with a row per Channel and `npm_chart` for those of `rtt`,
    `srt`, `jitter` and `rtr` that the Chapter's `performance` switches on, times in microseconds. Top: `data` rows,
    `summary`, `other` with what is in no row, `blacklisted` with what has an end in the Chapter's black list if it has
    one, and `chart` with a series per row. `businessHours` restricts all of it to these hours: slots outside have no
    points and are in no mean.
    """
    chapter = call.context.repository.chapters.get(id)
    search = call.parameters.received("search")
    from_ms, to_ms = time_range(search, call.context.now_ms())
    hours = business_hours(search, call.context.repository)
    search.check()
    found = data_of(call.context, chapter, from_ms, to_ms, hours)
    return nothing(None if chapter.status else DISABLED) if found is None else answer(found)


def data_of(
    context: Context, chapter: Chapter, from_ms: int, to_ms: int, hours: BusinessHours | None = None
) -> dict[str, Any] | None:
    """Data of a Chapter; None if no flow matches or it is disabled. Errors: StoreError."""
    if not chapter.status:
        return None
    if chapter.type == "top":
        top = context.analysis.top_chapter(chapter, from_ms, to_ms, hours)
        return top_object(chapter, top) if top.rows else None
    to_ms, step_ms = chapter_grid(from_ms, to_ms, hours)
    traffic = context.analysis.traffic_chapter(chapter, from_ms, to_ms, step_ms, hours)
    return traffic_object(chapter, traffic) if traffic.any_flow else None


def top_object(chapter: Chapter, data: TopData) -> dict[str, Any]:
    """Chapter data of type `top`."""
    black = data.blacklisted
    return {
        "data": [_top_row(chapter, row) for row in data.rows],
        "summary": {"type": "total", "values": _top_row(chapter, data.total)},
        "other": {"values": _top_row(chapter, data.other)},
        **({} if black is None else {"blacklisted": {"values": _top_row(chapter, black)}}),
        "chart": [{"channel": series.name, "values": [list(p) for p in series.points]} for series in data.chart],
    }


def _top_row(chapter: Chapter, row: StatisticsRow) -> dict[str, Any]:
    values = values_of(row)
    columns = [ORDER_BY[column] for column in (*chapter.middle_output_columns, chapter.order_by)]
    return {**_subject(chapter, row), **{column: printed(values[column]) for column in columns}}


def _subject(chapter: Chapter, row: StatisticsRow) -> dict[str, Any]:
    """Under the same keys in rows and in what these are together, which has no subject."""
    if row.parts:
        return dict(row.parts)
    shows_protocol = row.proto is not None and METHODS[chapter.stats_by].shows_protocol
    protocol = {"proto": row.proto} if shows_protocol else {}
    return {**dict.fromkeys(subject_columns(chapter), row.subject), **protocol}


def traffic_object(chapter: Chapter, data: TrafficData) -> dict[str, Any]:
    """Chapter data of type `traffic`."""
    return {
        "table": {
            "data": [_traffic_row(chapter, row) for row in data.rows],
            "summary": {"type": "total", "values": _traffic_row(chapter, data.total)},
        },
        "chart": [
            {"channel": series.name, "values": [list(p) for p in series.points]}
            for series in data.chart
            if chapter.shows_volume
        ],
        **({} if data.npm is None else _npm_objects(data.npm)),
    }


def _npm_objects(data: NpmData) -> dict[str, Any]:
    """The numbers of a row are texts, those of the summary are not (contract 2.7.2)."""
    rows = ((name, _npm_columns(values)) for name, values in data.rows)
    return {
        "npm_table": {
            "data": [{"source": name, **{key: f"{value:.14g}" for key, value in row.items()}} for name, row in rows],
            "summary": {"type": "total", "values": {"source": "", **_npm_columns(data.total)}},
        },
        "npm_chart": [{"channel": series.id, "values": [list(p) for p in series.points]} for series in data.chart],
    }


def _npm_columns(values: Iterable[NpmValue]) -> dict[str, float]:
    return {key: n for value in values for key, n in ((value.mean_column, value.mean), (value.peak_column, value.peak))}


def _traffic_row(chapter: Chapter, row: TrafficRow) -> dict[str, Any]:
    values = {"ibyt": row.ibyt, "bps": row.bps, "mbps": row.mbps, "95bps": row.bps95, "95ibyt": row.ibyt95}
    label, *columns = output_columns(chapter)
    return {label: row.name, **{column: printed(values[column]) for column in columns}}
