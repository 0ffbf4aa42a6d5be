"""Sources and Problems as table rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_reports import problems_of_seen
from fauxmon_api.source_state import states
from fauxmon_api.web import format as fmt
from fauxmon_api.web.activity import activity
from fauxmon_api.web.collector_state import endpoint
from fauxmon_api.web.tables import Row

PROBLEMS = 50
_PROTOCOLS = {1: "NetFlow v1", 5: "NetFlow v5", 7: "NetFlow v7", 9: "NetFlow v9", 10: "IPFIX", 105: "sFlow"}
_COUNTERS = ("messages", "records", "templates", "lost", "problems")


@dataclass(frozen=True, slots=True)
class SourcesShot:
    """What the page draws: `records` counts records by Source id at `now_ms`, for the rate until the next shot."""

    now_ms: int
    sources: Sequence[Mapping[str, Any]]
    problems: Sequence[Mapping[str, Any]]
    endpoint: str
    silent_after_s: float

    @property
    def records(self) -> dict[int, int]:
        """Records so far, by Source id."""
        return {source["id"]: source["records"] for source in self.sources}


def read(context: Context) -> SourcesShot:
    """The state now."""
    listeners = [(str(item["host"]), int(item["port"])) for item in context.collecting.listeners()]
    return SourcesShot(
        now_ms=context.now_ms(),
        sources=states(context),
        problems=problems_of_seen(context, PROBLEMS),
        endpoint=endpoint(listeners),
        silent_after_s=context.settings.silent_after_s,
    )


def source_rows(shot: SourcesShot, earlier: SourcesShot | None) -> list[Row]:
    """A row per Source; rates are means since the `earlier` shot."""
    return [_source_row(source, shot, earlier) for source in shot.sources]


def problem_rows(shot: SourcesShot) -> list[Row]:
    """A row per Problem, newest first."""
    return [
        {
            "id": number,
            "time": problem["time_ms"],
            "exporter": problem["exporter"],
            "port": problem["listening_port"],
            "code": problem["code"],
            "offset": problem["offset"],
            "detail": problem["detail"],
            "hex": fmt.hexadecimal(str(problem.get("hex", ""))),
            "text": {"time": fmt.moment(problem["time_ms"], shot.now_ms)},
        }
        for number, problem in enumerate(shot.problems)
    ]


def _source_row(source: Mapping[str, Any], shot: SourcesShot, earlier: SourcesShot | None) -> Row:
    state = activity(source["last_seen_ms"], shot.now_ms, shot.silent_after_s)
    rate = _rate(source, shot, earlier)
    return {
        "id": source["id"],
        "name": source["hostname"] or source["address"],
        "address": source["address"],
        "port": source["listening_port"],
        "version": _PROTOCOLS.get(source["version"], "–"),
        "state": state.text,
        "tone": state.tone,
        "first": source["first_seen_ms"],
        "last": source["last_seen_ms"],
        "rate": rate,
        **{name: source[name] for name in _COUNTERS},
        "text": {
            "first": fmt.moment(source["first_seen_ms"], shot.now_ms),
            "last": fmt.moment(source["last_seen_ms"], shot.now_ms),
            "rate": fmt.quantity(rate, "/s"),
            **{name: fmt.exact(source[name]) for name in _COUNTERS},
        },
    }


def _rate(source: Mapping[str, Any], shot: SourcesShot, earlier: SourcesShot | None) -> float:
    before = earlier.records.get(source["id"]) if earlier else None
    if earlier is None or before is None or shot.now_ms <= earlier.now_ms:
        return 0.0
    return max(0, int(source["records"]) - before) * 1000 / (shot.now_ms - earlier.now_ms)
