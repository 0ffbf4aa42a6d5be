"""Charts, statistics, flows and the code lists for them (contract 2.4, 2.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fauxmon.client.calls.profiles import FMC
from fauxmon.client.errors import StatusError
from fauxmon.client.exchange import Exchange
from fauxmon.client.request import ask, get, result, several
from fauxmon.client.types import Entry, FlowPage, Result, Row, Scope, Series

ANALYSIS = f"{FMC}/analysis"
MOST_ROWS = 10_000
"""No answer has more (2.5.4)."""
SLOT_S = 300


def chart(scope: Scope, measure: str, protocol: int, npm: Mapping[str, bool] | None = None) -> Exchange[list[Series]]:
    """Points of each Channel, and of those of `srt`, `rtt`, `jitter` and `rtr` that `npm` asks for; empty when there
    are no data."""
    search = {**scope.search(), "chart": {"measure": measure, "protocol": protocol}}
    if npm is not None:
        search["npm"] = dict(npm)
    return several((yield ask(f"{ANALYSIS}/chart", search=search)))


def statistics(
    scope: Scope,
    statistics: str,
    order_by: str,
    rows: int,
    *,
    specific: Mapping[str, Any] | None = None,
    limit: Mapping[str, Any] | None = None,
) -> Exchange[list[Row]]:
    """The first `rows` of a Top N; waits until they are computed. `specific` and `limit` are the contract's (2.5.5)."""
    search = {**scope.search(), "statistics": {"statistics": statistics, "orderBy": order_by}}
    search |= {name: dict(given) for name, given in (("specific", specific), ("limit", limit)) if given is not None}
    return (yield from _rows("statistics", search=search, showonly=rows))


def flows(
    scope: Scope, listing: Mapping[str, Any], rows: int, output: Sequence[str] | None = None
) -> Exchange[list[Row]]:
    """The first `rows` of a listing; waits until they are computed. `listing` is the contract's (2.5.4), without
    `output` the collector chooses the columns."""
    columns = {} if output is None else {"output": list(output)}
    return (yield from _rows("flows", search={**scope.search(), "listing": listing}, showonly=rows, **columns))


def flow_page(scope: Scope, output: Sequence[str] | None = None, most: int = MOST_ROWS) -> Exchange[FlowPage]:
    """Flows one by one, more than one answer may have, part by part: ask for the `rest` until there is none.

    The contract has no pages, so the time is parted: a part that has `most` rows or more is halved, down to the five
    minutes that collectors count by.
    """
    begin_s, end_s = scope.from_s, scope.to_s
    while True:
        asked = replace(scope, from_s=begin_s, to_s=end_s)
        rows = yield from flows(asked, {"aggregateBy": []}, most, output)
        half_s = begin_s + (end_s - begin_s) // 2
        half_s -= half_s % SLOT_S
        if len(rows) < most or half_s <= begin_s:
            rest = replace(scope, from_s=end_s) if end_s < scope.to_s else None
            return FlowPage(rows, rest, cut=len(rows) >= most)
        end_s = half_s


def results() -> Exchange[list[Result]]:
    """What this user has asked for lately."""
    return several((yield get(f"{ANALYSIS}/results")))


def code_list(name: str) -> Exchange[list[Entry]]:
    """A code list under /rest/fmc (2.4)."""
    return several((yield get(f"{FMC}/{name}")))


def _rows(question: str, **form: Any) -> Exchange[list[Row]]:
    answer = yield ask(f"{ANALYSIS}/{question}", **form)
    number = answer.body.get("id") if isinstance(answer.body, dict) else None
    if number is None:
        raise StatusError(answer.status, f"no result is named in the answer to {question}")
    return several((yield result(f"{ANALYSIS}/results/{number}")))
