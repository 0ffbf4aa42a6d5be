"""What the analysis is asked, as the queries of the engine and as others would write it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from fauxmon_api.transport.times import second_text
from fauxmon_api.web.ranges import Window
from fauxmon_collector.analysis import ListingQuery, StatisticsQuery
from fauxmon_collector.analysis.outputs import DEFAULT

ANY = "any"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose flows, and of which time. `channel_ids` None is all Channels of the Profile."""

    profile_id: str
    channel_ids: Sequence[str] | None
    window: Window

    @property
    def channels(self) -> list[str]:
        """As the contract writes them (2.5.1)."""
        return ["*"] if self.channel_ids is None else list(self.channel_ids)


@dataclass(frozen=True, slots=True)
class TopQuestion:
    """Who has most."""

    by: str = "srcip"
    order: str = "bytes"
    limit: int = 10
    filter: str = ""

    path = "statistics"

    def query(self, scope: Scope) -> StatisticsQuery:
        """As the engine takes it."""
        window = scope.window
        return StatisticsQuery(
            *(scope.profile_id, window.from_ms, window.to_ms, self.by),
            order_by=self.order,
            limit=self.limit,
            channel_ids=scope.channel_ids,
            filter=self.filter or ANY,
            timed=True,
        )

    def search(self, scope: Scope) -> dict[str, object]:
        """As the contract's `search` (2.5.5)."""
        return _search(scope, self.filter) | {"statistics": {"statistics": self.by, "orderBy": self.order}}

    def nfdump(self, scope: Scope) -> str:
        """The command that finds the same in nfcapd's files."""
        return _nfdump(scope, ["-s", f"{self.by}/{self.order}", "-n", str(self.limit)], self.filter)


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Which flows there are, one by one or put together. `columns` are ids that `outputs.find` knows."""

    aggregate_by: tuple[str, ...] = ()
    sort_by: str = ""
    columns: tuple[str, ...] = DEFAULT
    limit: int = 50
    filter: str = ""

    path = "flows"

    def query(self, scope: Scope) -> ListingQuery:
        """As the engine takes it."""
        window = scope.window
        return ListingQuery(
            *(scope.profile_id, window.from_ms, window.to_ms),
            columns=self.columns,
            channel_ids=scope.channel_ids,
            filter=self.filter or ANY,
            aggregate_by=self.aggregate_by,
            sort_by=self.sort_by or None,
            limit=self.limit,
        )

    def search(self, scope: Scope) -> dict[str, object]:
        """As the contract's `search` (2.5.4)."""
        listing: dict[str, object] = {"aggregateBy": list(self.aggregate_by)}
        if self.sort_by:
            listing["sortBy"] = self.sort_by
        return _search(scope, self.filter) | {"listing": listing}

    def nfdump(self, scope: Scope) -> str:
        """The command that finds the same in nfcapd's files."""
        words = ["-n" if self.aggregate_by else "-c", str(self.limit)]
        if self.aggregate_by:
            words += ["-A", ",".join(self.aggregate_by)]
        if self.sort_by:
            words += ["-O", self.sort_by]
        return _nfdump(scope, words, self.filter)


Question = TopQuestion | ListQuestion


def curl(question: Question, scope: Scope, url: str) -> str:
    """The request to the REST API that begins the same; `results/{id}` has the rows."""
    search = json.dumps(question.search(scope))
    output = ""
    if isinstance(question, ListQuestion):
        output = f" -d output={shlex.quote(json.dumps(list(question.columns)))}"
    return (
        f'curl -sk -H "Authorization: bearer $TOKEN" {url}/rest/fmc/analysis/{question.path} '
        f"--data-urlencode search={shlex.quote(search)} -d showonly={question.limit}{output}"
    )


def _search(scope: Scope, text: str) -> dict[str, object]:
    return {
        "from": second_text(scope.window.from_ms),
        "to": second_text(scope.window.to_ms),
        "profile": scope.profile_id,
        "channels": scope.channels,
        "filter": text or ANY,
    }


def _nfdump(scope: Scope, words: Sequence[str], text: str) -> str:
    # Its times are those of its machine; ours are in UTC.
    ends = (second_text(ms).replace("-", "/").replace(" ", ".") for ms in (scope.window.from_ms, scope.window.to_ms))
    span = "-".join(ends)
    return f"TZ=UTC nfdump -R DIRECTORY -t {span} {shlex.join(words)} {shlex.quote(text or ANY)}"
