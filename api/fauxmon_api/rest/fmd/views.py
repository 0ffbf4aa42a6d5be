"""The kinds of Widgets over Chapters, as WidgetData (contract 2.11.2): cells to be shown, pie values to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_api.rest.fmd.figures import METRIC, NOT_MEASURED, PERFORMANCE, Figure, Figures, Line
from fauxmon_api.rest.fmd.widget_options import ChosenSeries, WidgetOptions
from fauxmon_api.transport.received import Received

OTHER_COLOR = "#9aa3ad"

_RATES = {"bps": "b/s", "pkt": "packets/s", "fl": "flows/s", "bpp": "B/packet"}
_RATE_NAMES = {"traffic": "bps", "ibyt": "bps", "bytes": "bps", "packets": "pkt", "flows": "fl", "pps": "pkt"}
_BAR = "metricPerformanceBar"
_SUMMARIES = ("top", "other", "bl", "sum")


def time_series_and_table(options: WidgetOptions, figures: Figures) -> dict[str, Any]:
    """A chart with a line per Channel or subject, above the Chapter's table; a second one of chosen performance."""
    asked = options.settings("metric").text("metric") or ("bps" if not figures.lines else _first_rate(figures.lines))
    rate = _RATE_NAMES.get(asked, asked)
    rate = rate if rate in _RATES else "bps"
    lines = [_line(line, line.color, rate) for line in _chosen(figures, options.series)]
    return {
        "table": _table(figures, options),
        "trafficChart": {"lines": lines, "metricLabel": _RATES[rate]},
        **_performance(figures, options.series),
    }


def two_pies_and_table(options: WidgetOptions, figures: Figures) -> dict[str, Any]:
    """A pie of the rows, a pie of their flows against all others, and the table."""
    metric = _pie_metric(options.settings("metric"), figures)
    rows = [_slice(row.name, row.values[metric], row.color) for row in figures.rows]
    inside = figures.together.values[metric]
    rest = _slice("Other", figures.total.values[metric] - inside, OTHER_COLOR)
    whole = [_slice(_top_name(figures), inside, figures.rows[0].color if figures.rows else OTHER_COLOR), rest]
    return {
        "table": _table(figures, options),
        "piechart": {"values": [*rows, rest] if figures.is_top else rows},
        "summaryPiechart": {"values": whole},
    }


def summaries(options: WidgetOptions, figures: Figures) -> dict[str, Any]:
    """The total of every column; a row per Channel or subject too where there is a bar to be drawn."""
    asked = (
        column
        for _, settings in options.views()
        for column in (*(settings.texts("columns") or []), settings.text("metric"))
        if column in METRIC
    )
    columns = list(dict.fromkeys(asked)) or [column for column in figures.columns if column in METRIC]
    drawn = figures.rows if any(name == _BAR for name, _ in options.views()) else []
    return {
        "table": {
            "header": ["", *(METRIC[column].title for column in columns)],
            "rows": [_row(row.name, row, columns) for row in drawn],
            "summaries": [_row("Total", figures.total, columns)],
            "rowsColors": [row.color for row in drawn],
        }
    }


def _first_rate(lines: Sequence[Line]) -> str:
    return next((rate for _, rates in lines[0].points for rate in rates), "bps")


def _line(line: Line, color: str, metric: str) -> dict[str, Any]:
    values = [[at, numbers[metric]] for at, numbers in line.points if metric in numbers]
    return {"name": line.name, "color": color, "values": values}


def _chosen(figures: Figures, series: Sequence[ChosenSeries]) -> list[Line]:
    """The lines of the chosen Channels; all where nothing that is known is chosen. Those of a top Chapter are not to be
    chosen from."""
    wanted = {each.id for each in series if "|" in each.id or each.id in PERFORMANCE}
    return [line for line in figures.lines if figures.is_top or not wanted or line.series in wanted]


def _performance(figures: Figures, series: Sequence[ChosenSeries]) -> dict[str, Any]:
    wanted = {each.id: each.color for each in series if each.id in PERFORMANCE}
    chosen = [line for line in figures.performance if line.series in wanted]
    lines = [_line(line, wanted[line.series] or line.color, line.series) for line in chosen]
    return {"npmChart": {"lines": lines, "metricLabel": "µs"}} if lines else {}


def _pie_metric(settings: Received, figures: Figures) -> str:
    asked = settings.text("metric") or figures.main
    # Parts of a pie must add up to a whole, which maxima, percentiles and octets per packet do not.
    return asked if asked in {"ibyt", "bps", "pkt", "pps", "fl"} else "ibyt"


def _slice(name: str, value: float, color: str) -> dict[str, str]:
    return {"name": name, "value": str(value), "color": color}


def _table(figures: Figures, options: WidgetOptions) -> dict[str, Any]:
    # Of the columns that a client lists, the first is the name; the others may be measured or not.
    asked = (options.settings("columns").texts("columns") or [])[1:]
    columns = asked or list(figures.columns)
    titles = ["Protocol" if c == "proto" else METRIC[c].title if c in METRIC else c for c in columns]
    return {
        "header": [figures.heading, *titles],
        "rows": [_row(row.name, row, columns) for row in figures.rows],
        "summaries": _summaries(figures, columns, options.settings("summaries").texts("summaries")),
        "rowsColors": [row.color for row in figures.rows],
    }


def _row(name: str, figure: Figure, columns: Sequence[str]) -> list[str]:
    return [name, *(_cell(figure, column) for column in columns)]


def _cell(figure: Figure, column: str) -> str:
    if column == "proto":
        return figure.proto
    if column not in METRIC or column not in figure.values:
        return NOT_MEASURED
    return METRIC[column].show(figure.values[column])


def _summaries(figures: Figures, columns: Sequence[str], asked: Sequence[str] | None) -> list[list[str]]:
    if not figures.is_top:
        return [_row("Total", figures.total, columns)]
    known = {
        "top": (_top_name(figures), figures.together),
        "other": ("Other", figures.other),
        "bl": ("Blacklisted", figures.blacklisted),
        "sum": ("Total", figures.total),
        "total": ("Total", figures.total),
    }
    told = [known[name] for name in asked or _SUMMARIES if name in known]
    return [_row(name, figure, columns) for name, figure in told if figure is not None]


def _top_name(figures: Figures) -> str:
    return f"Top {len(figures.rows)}" if figures.is_top else "Total"
