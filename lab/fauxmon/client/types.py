"""The contract's objects as they travel, and what questions are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict

Row = dict[str, str]
"""One row of a listing or of statistics, key → text, in the order of the columns (2.5.6)."""


class Channel(TypedDict):
    """2.3.3. `parent` is `"*"` or ids of the parent Profile's Channels."""

    id: str
    name: str
    sign: str
    color: str
    parent: str | list[str]
    filter: str


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


class Chapter(TypedDict):
    """2.6.1, of either type."""

    id: str
    name: str
    type: str
    profile: str
    channels: str | list[str]
    outputColumns: list[str]


class Report(TypedDict):
    """2.8: Chapters in a row."""

    id: str
    name: str
    owner: str
    chapters: list[dict[str, Any]]


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


def time_text(seconds: int) -> str:
    """As the contract has it, in UTC (2.1.8)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
