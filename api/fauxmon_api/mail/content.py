"""What a Report tells of a time, ready to be written: a part for each of its Chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fauxmon_api.lines import Line
from fauxmon_api.mail.charts import Picture, picture, printable
from fauxmon_api.quantities import quantity
from fauxmon_api.rest.fmc.chapter_shape import DISABLED
from fauxmon_api.rest.fmd import figures
from fauxmon_api.rest.fmd.views import time_series_and_table
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.search import chapter_grid
from fauxmon_api.transport.times import minute_text
from fauxmon_collector.analysis import Analysis, NpmData
from fauxmon_model.entities import BusinessHours, Chapter, EmailReport, Report, ReportChapter
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.repository import Repository

ROWS_LIMIT = 100
"""Rows of one table."""
NO_FLOWS = "No flow matches."
_PERFORMANCE = {
    "nsrt": "Server response time",
    "nsrtmax": "Longest",
    "nrtt": "Round trip time",
    "nrttmax": "Longest",
    "njavg": "Jitter",
    "njmax": "Largest",
    "nretr": "Retransmissions",
    "nretrmax": "Most",
}
"""Headings by the columns of `npm_table` (contract 2.7.2). All but the last two are times."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they are shown; the first column names the row. `more` rows are left out."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    summaries: Sequence[Sequence[str]]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A Chapter. `notice` says why there is nothing else."""

    title: str
    description: str = ""
    tables: Sequence[Table] = ()
    picture: Picture | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A Report over a time. `about` are lines of text: where, which device, which time."""

    title: str
    lang: str
    about: Sequence[str]
    sections: Sequence[Section]


class Contents:
    """Asks for what Reports tell, as far as whoever made the e-mail report sees it (R60). Safe to call from several
    threads."""

    def __init__(self, repository: Repository, analysis: Analysis) -> None:
        self._repository = repository
        self._analysis = analysis

    def of(self, email_report: EmailReport, from_ms: int, to_ms: int) -> Content:
        """The Report that it sends, in its language, over [from, to), within its business hours.

        A Chapter that cannot be computed says so itself. Errors: NotFoundError (Report), InvalidError (it has none),
        StoreError.
        """
        eyes = email_report.user_id
        return _Seen(self._repository.seen_by(eyes), self._analysis.seen_by(eyes)).of(email_report, from_ms, to_ms)


class _Seen:
    """What one user sees of it."""

    def __init__(self, repository: Repository, analysis: Analysis) -> None:
        self._repository = repository
        self._analysis = analysis

    def of(self, email_report: EmailReport, from_ms: int, to_ms: int) -> Content:
        """An e-mail report of this user."""
        if email_report.report_id is None:
            raise InvalidError([FieldError("report", f"EmailReport {email_report.id} has no Report any more")])
        report = self._repository.reports.get(email_report.report_id)
        lang, id_ = email_report.lang, email_report.business_hours_id
        hours = None if id_ is None else self._repository.business_hours.get(id_)
        texts = (_text(report, name, getattr(report, name), lang) for name in ("location", "device"))
        within = "" if hours is None else f", {printable(hours.label)}"
        time = f"{minute_text(from_ms)} to {minute_text(to_ms)} UTC{within}"
        return Content(
            _text(report, "name", report.name, lang),
            lang,
            [*filter(None, texts), time],
            [self._section(each, lang, from_ms, to_ms, hours) for each in report.chapters],
        )

    def _section(
        self, place: ReportChapter, lang: str, from_ms: int, to_ms: int, hours: BusinessHours | None
    ) -> Section:
        try:
            chapter = self._repository.chapters.get(place.chapter_id)
        except NotFoundError as error:  # deleted this moment, or not seen any more
            return Section(str(error))
        title, description = (_text(chapter, key, getattr(chapter, key), lang) for key in ("name", "description"))
        if not chapter.status:
            return Section(title, description, notice=f"{DISABLED}.")
        try:
            tables, drawn = self._shown(chapter, place.traffic_chart, lang, title, from_ms, to_ms, hours)
        except (InvalidError, NotFoundError) as error:
            return Section(title, description, notice=f"It cannot be computed: {error}.")
        return Section(title, description, tables, drawn) if tables else Section(title, description, notice=NO_FLOWS)

    def _shown(
        self,
        chapter: Chapter,
        looks: Mapping[str, Any],
        lang: str,
        title: str,
        from_ms: int,
        to_ms: int,
        hours: BusinessHours | None,
    ) -> tuple[list[Table], Picture | None]:
        """Without tables if there is no flow."""
        if chapter.type == "top":
            top = self._analysis.top_chapter(chapter, from_ms, to_ms, hours)
            view = time_series_and_table(WidgetOptions({}), figures.of_top(chapter, top))
            drawn = picture(title, _lines(view), view["trafficChart"]["metricLabel"], top.step_ms, stacked=False)
            return ([_table(view["table"])], drawn) if top.rows else ([], None)
        to_ms, step_ms = chapter_grid(from_ms, to_ms, hours)
        traffic = self._analysis.traffic_chapter(chapter, from_ms, to_ms, step_ms, hours)
        if not traffic.any_flow:
            return [], None
        heading = _text(chapter, "channelColumnName", chapter.channel_column_name, lang)
        view = time_series_and_table(_metric(chapter), figures.of_traffic(chapter, traffic))
        view["table"]["header"][0] = heading
        lines = _lines(view, [series.sign for series in traffic.chart]) if chapter.shows_volume else []
        drawn = picture(
            title,
            lines,
            view["trafficChart"]["metricLabel"],
            step_ms,
            stacked=looks.get("stacked", True),
            logarithmic=looks.get("logarithmic", False),
        )
        performance = [] if traffic.npm is None else [_npm_table(heading, traffic.npm)]
        return [_table(view["table"]), *performance], drawn


def _text(entity: Report | Chapter, key: str, english: str, lang: str) -> str:
    return printable(entity.localization.get(key, {}).get(lang) or english)


def _metric(chapter: Chapter) -> WidgetOptions:
    """The chart of bits, unless the Chapter shows packets or flows alone."""
    measures = (("bytes", "bps"), ("packets", "pkt"), ("flows", "fl"))
    metric = next((metric for measure, metric in measures if chapter.volumetric.get(measure, True)), "bps")
    return WidgetOptions({"visualizationSettings": [{"settings": {"metric": metric}}]})


def _lines(view: Mapping[str, Any], signs: Sequence[str] = ()) -> list[Line]:
    lines = view["trafficChart"]["lines"]
    return [
        Line(line["name"], line["color"], sign, {at * 1000: value for at, value in line["values"]})
        for line, sign in zip(lines, signs or "+" * len(lines), strict=True)
    ]


def _table(table: Mapping[str, Any]) -> Table:
    rows = [[printable(cell) for cell in row] for row in table["rows"][:ROWS_LIMIT]]
    return Table(table["header"], rows, table["summaries"], len(table["rows"]) - len(rows))


def _npm_table(heading: str, npm: NpmData) -> Table:
    columns = [column for value in npm.total for column in (value.mean_column, value.peak_column)]
    rows = [(name, [number for value in values for number in (value.mean, value.peak)]) for name, values in npm.rows]
    total = ("Total", [number for value in npm.total for number in (value.mean, value.peak)])
    *shown, summary = (
        [printable(name), *(_measured(column, number) for column, number in zip(columns, numbers, strict=True))]
        for name, numbers in (*rows[:ROWS_LIMIT], total)
    )
    return Table([heading, *(_PERFORMANCE[c] for c in columns)], shown, [summary], max(0, len(rows) - ROWS_LIMIT))


def _measured(column: str, value: float) -> str:
    if column.startswith("nretr"):
        return quantity(value)
    milliseconds = value / 1000
    return quantity(milliseconds / 1000, "s") if milliseconds >= 1000 else f"{milliseconds:.3g} ms"
