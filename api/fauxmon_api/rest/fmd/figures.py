"""Figures: the data of a Chapter of either type in the one form that Widgets draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fauxmon_api.rest.columns import values_of
from fauxmon_api.rest.fmc.chapter_shape import output_columns
from fauxmon_api.rest.fmd import display
from fauxmon_collector.analysis import NpmData, NpmValue, StatisticsRow, TopData, TrafficData, TrafficRow, protocols
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_model.entities import ORDER_BY, PALETTE, Chapter

NOT_MEASURED = "N/A"


@dataclass(frozen=True, slots=True)
class Metric:
    """A column of numbers: its heading, how a number is shown."""

    title: str
    show: Callable[[float], str]


METRIC: dict[str, Metric] = {
    "ibyt": Metric("Bytes", display.octets),
    "bps": Metric("Average", display.bits_per_second),
    "mbps": Metric("Maximum", display.bits_per_second),
    "95bps": Metric("95th percentile", display.bits_per_second),
    "95ibyt": Metric("95th percentile of bytes", display.octets),
    "pkt": Metric("Packets", display.count),
    "fl": Metric("Flows", display.count),
    "pps": Metric("Packets per second", display.count),
    "bpp": Metric("Bytes per packet", display.octets),
    "nsrt": Metric("Average SRT", display.microseconds),
    "nsrtmax": Metric("Maximum SRT", display.microseconds),
    "nrtt": Metric("Average RTT", display.microseconds),
    "nrttmax": Metric("Maximum RTT", display.microseconds),
    "njavg": Metric("Average jitter", display.microseconds),
    "njmax": Metric("Maximum jitter", display.microseconds),
    "nretr": Metric("Average retransmissions", display.count),
    "nretrmax": Metric("Maximum retransmissions", display.count),
}
"""By the column id that clients use in a Widget's `columns`."""
PERFORMANCE = {"rtt": ("RTT", "#7c5bb0"), "srt": ("SRT", "#c23b3b"), "jitter": ("Jitter", "#2ba3b5")}
"""Name and usual colour of the lines of performance, by what a Widget's `series` calls them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: a Channel or a subject, with its numbers by column id. `series` is `<profile>|<channel>`, "" in a top."""

    name: str
    color: str
    values: Mapping[str, float]
    proto: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart: points (seconds, value by column id of a rate)."""

    name: str
    color: str
    series: str
    points: list[tuple[int, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a Widget over a Chapter draws. `columns` are the Chapter's own, `main` the one that it orders by.

    A metric that no flow of a row carries is not among its numbers. `performance` are lines in microseconds of the
    metrics that a traffic Chapter measures; their `series` is one of `PERFORMANCE`.

    `together` are the flows of the rows: of a top Chapter, each flow once, whichever of its ends is a row. `other` and
    `blacklisted` are of a top Chapter only, the latter if it has a black list.
    """

    heading: str
    columns: tuple[str, ...]
    main: str
    rows: list[Figure]
    together: Figure
    total: Figure
    lines: list[Line]
    is_top: bool
    other: Figure | None = None
    blacklisted: Figure | None = None
    performance: Sequence[Line] = ()


def of_traffic(chapter: Chapter, data: TrafficData) -> Figures:
    """A row and a line per Channel."""
    heading, *columns = output_columns(chapter)
    lines = [
        Line(
            series.name,
            series.color,
            f"{chapter.profile_id}|{series.channel_id}",
            [(label, {"bps": bits, "pkt": packets, "fl": flows}) for label, bits, packets, flows in series.points],
        )
        for series in data.chart
    ]
    measured = {} if data.npm is None else dict(data.npm.rows)
    rows = [_channel(chapter, row, measured.get(row.name, ())) for row in data.rows]
    total = _channel(chapter, data.total, () if data.npm is None else data.npm.total)
    return Figures(
        heading,
        tuple(columns),
        chapter.channels_order_by,
        rows,
        total,
        total,
        lines,
        is_top=False,
        performance=() if data.npm is None else _performance(data.npm),
    )


def of_top(chapter: Chapter, data: TopData) -> Figures:
    """A row and a line per subject."""
    rows = [_subject(chapter, row, PALETTE[i % len(PALETTE)]) for i, row in enumerate(data.rows)]
    ordered = ORDER_BY[chapter.order_by]
    # A chart of octets is one of bits per second, one of packets too is per second.
    rate = {"ibyt": "bps", "pps": "pkt"}.get(ordered, ordered)
    lines = [
        Line(series.subject, row.color, "", [(label, {rate: value}) for label, value in series.points])
        for series, row in zip(data.chart, rows, strict=True)
    ]
    protocol = ("proto",) if METHODS[chapter.stats_by].shows_protocol else ()
    columns = [ORDER_BY[column] for column in (*chapter.middle_output_columns, chapter.order_by)]
    together, total, other = (_subject(chapter, row, "") for row in (data.together, data.total, data.other))
    return Figures(
        METHODS[chapter.stats_by].title,
        (*protocol, *columns),
        ordered,
        rows,
        together,
        total,
        lines,
        is_top=True,
        other=other,
        blacklisted=None if data.blacklisted is None else _subject(chapter, data.blacklisted, ""),
    )


def _performance(npm: NpmData) -> list[Line]:
    lines = []
    for series in npm.chart:
        metric = series.id.removeprefix("npm-")
        if metric in PERFORMANCE:
            name, color = PERFORMANCE[metric]
            lines.append(Line(name, color, metric, [(label, {metric: value}) for label, value in series.points]))
    return lines


def _channel(chapter: Chapter, row: TrafficRow, measured: Iterable[NpmValue]) -> Figure:
    values: dict[str, float] = {
        "ibyt": row.ibyt,
        "bps": row.bps,
        "mbps": row.mbps,
        "95bps": row.bps95,
        "95ibyt": row.ibyt95,
        "pkt": row.packets,
        "fl": row.flows,
    }
    for value in measured:
        if value.records:
            values |= {value.mean_column: value.mean, value.peak_column: value.peak}
    return Figure(row.name, row.color, values, series=f"{chapter.profile_id}|{row.channel_id}")


def _subject(chapter: Chapter, row: StatisticsRow, color: str) -> Figure:
    shown = METHODS[chapter.stats_by].shows_protocol
    proto = protocols.name(row.proto) if shown and row.proto is not None else ""
    return Figure(row.subject, color, values_of(row), proto)
