"""The contract's objects as they travel, and what questions are about. Keys that some collectors leave out are
NotRequired; a collector may send more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, NotRequired, TypedDict

Row = dict[str, str]
"""One row of a listing or of statistics, key → text, in the order of the columns (2.5.6)."""
Localization = dict[str, dict[str, str]]
"""For some of a thing's texts, the text in each language: `en`, `cz`, `jp` …"""


class Channel(TypedDict):
    """2.3.3. `parent` is `"*"` or ids of the parent Profile's Channels."""

    id: str
    name: str
    sign: str
    color: str
    parent: str | list[str]
    filter: str
    mode: NotRequired[dict[str, bool]]


class Profile(TypedDict):
    """2.3.2."""

    id: str
    name: str
    channels: list[Channel]
    type: str
    status: str
    start: str
    end: str
    description: str
    group: NotRequired[str]
    parent: NotRequired[str]
    history: NotRequired[bool]
    maxsize: NotRequired[int]
    expire: NotRequired[int]


class Chapter(TypedDict):
    """2.6.1, of either type."""

    id: str
    name: str
    type: str
    profile: str
    channels: str | list[str]
    outputColumns: list[str]
    description: NotRequired[str]
    localization: NotRequired[Localization]
    status: NotRequired[int]
    top: NotRequired[int]
    statsBy: NotRequired[str]
    orderBy: NotRequired[str]
    specific: NotRequired[dict[str, Any]]
    middleOutputColumns: NotRequired[list[str]]
    filter: NotRequired[str]
    blacklist: NotRequired[int | str]
    channelColumnName: NotRequired[str]
    channelsOrderBy: NotRequired[str]
    showPercentile: NotRequired[bool | int]
    volumetric: NotRequired[dict[str, bool]]
    performance: NotRequired[dict[str, bool]]


class ChapterData(TypedDict, total=False):
    """2.7: of a top Chapter `data` and `summary`, of a traffic Chapter `table`; `chart` of either."""

    data: list[dict[str, Any]]
    summary: dict[str, Any]
    other: dict[str, Any]
    blacklisted: dict[str, Any]
    table: dict[str, Any]
    chart: list[dict[str, Any]]
    npm_table: dict[str, Any]
    npm_chart: list[dict[str, Any]]


class ReportChapter(TypedDict):
    """A Chapter in a Report; `trafficChart` has `stacked` and `logarithmic`."""

    chapterId: str | int
    trafficChart: NotRequired[dict[str, bool]]


class Report(TypedDict):
    """2.8."""

    id: str | int
    name: str
    chapters: list[ReportChapter]
    location: NotRequired[str]
    device: NotRequired[str]
    localization: NotRequired[Localization]
    owner: NotRequired[str]
    isDefault: NotRequired[int]


class BusinessHours(TypedDict):
    """2.8. `intervals` are hours `{from, to}`, `days` the days of the week on which they hold."""

    id: int
    label: str
    intervals: list[dict[str, int]]
    days: dict[str, bool]


class Blacklist(TypedDict):
    """2.8. `records` are addresses and networks."""

    id: int
    name: str
    records: list[str]


class Source(TypedDict):
    """2.9."""

    id: int
    ip: str
    name: str
    hostname: str
    profile: NotRequired[str]


class Observer(TypedDict):
    """A user, as Dashboards and tabs name theirs."""

    id: int
    login: str
    email: NotRequired[str]


class Dashboard(TypedDict):
    """2.11. `order` is its place among the caller's tabs, null where the caller is not shown it."""

    id: int | str
    name: str
    description: NotRequired[str]
    order: NotRequired[int | None]
    isDefault: NotRequired[int]
    user: NotRequired[Observer]
    tenant: NotRequired[dict[str, str]]


class DisplayedDashboard(TypedDict):
    """A tab: a Dashboard that a user is shown (2.11)."""

    id: int | str
    dashboard: dict[str, Any]
    observingUser: Observer
    order: int


class Widget(TypedDict):
    """2.11, 2.11.1. `layouts` is missing on older collectors."""

    id: int | str
    dashboard: dict[str, Any]
    options: dict[str, Any]
    row: NotRequired[int]
    col: NotRequired[int]
    layouts: NotRequired[dict[str, Any]]


class Topology(TypedDict):
    """2.11: a map of a network. What is on it names it."""

    id: int | str
    name: str
    type: NotRequired[int]
    trafficScale: NotRequired[int]
    owningUser: NotRequired[Observer]
    ownerCanEdit: NotRequired[bool]


class Node(TypedDict):
    """2.11: something on a Topology that paths lead to. `coordinates` are decimal numbers as text."""

    id: int | str
    name: str
    topology: dict[str, Any]
    coordinates: dict[str, Any]
    icon: NotRequired[dict[str, Any] | None]


class Path(TypedDict):
    """2.11: a connection of two nodes. A direction is `speed` in Mb/s, and the Profile and Channel that tell its
    traffic; without `channelDstToSrc` the other one tells both."""

    id: int | str
    name: str
    topology: dict[str, Any]
    srcNode: dict[str, Any]
    dstNode: dict[str, Any]
    channelSrcToDst: dict[str, Any]
    channelDstToSrc: NotRequired[dict[str, Any] | None]
    type: NotRequired[str]
    calculationMode: NotRequired[str]


class WidgetData(TypedDict, total=False):
    """2.11.2: what a Widget shows."""

    name: str
    table: dict[str, Any]
    piechart: dict[str, Any]
    summaryPiechart: dict[str, Any]
    trafficChart: dict[str, Any]


class EmailReport(TypedDict):
    """2.8: a Report, none if it is gone, and when it is sent."""

    id: int
    name: str
    report: str | None
    period: dict[str, str]
    days: dict[str, bool]
    active: bool


class Alert(TypedDict):
    """2.10."""

    id: str
    name: str
    enabled: int
    definition: dict[str, Any]
    currentState: dict[str, Any]


class Entry(TypedDict):
    """An entry of a code list (2.4)."""

    id: str | int
    name: str
    group: NotRequired[str]


class Series(TypedDict):
    """One Channel of a chart: points are (end of the slot in ms since 1970, value) (2.5.2)."""

    channel: Entry
    values: list[tuple[int, float]]


class Dependants(TypedDict):
    """What happens to things of one type when something else is deleted (2.1.9)."""

    action: str
    type: str
    items: list[Any]


class Result(TypedDict):
    """A result of this user: `state` is 0 computing, 1 finished, 2 failed (2.5.6)."""

    id: int
    name: str
    state: int
    search: dict[str, Any]


class Method(TypedDict):
    """A method that the collector answers (2.1.8)."""

    url: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a question is about: seconds since 1970, a Profile and some of its Channels (None: all of them)."""

    from_s: int
    to_s: int
    profile: str
    channels: Sequence[str] | None = None
    filter: str | None = None

    def search(self) -> dict[str, Any]:
        """The base of a `search` object (2.5.1), times in UTC."""
        return {
            "from": time_text(self.from_s),
            "to": time_text(self.to_s),
            "profile": self.profile,
            **({} if self.channels is None else {"channels": list(self.channels)}),
            **({} if self.filter is None else {"filter": self.filter}),
        }


class FlowPage(NamedTuple):
    """Flows of the first part of a time, and the time that is left, None after the last part. `cut`: the part is five
    minutes, and has more flows than one answer may have."""

    rows: list[Row]
    rest: Scope | None
    cut: bool


def time_text(seconds: int) -> str:
    """As the contract has it, in UTC (2.1.8)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
