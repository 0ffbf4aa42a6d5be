"""Sources and Problems as rows of tables and panels."""

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
from fauxmon_api.web.live_rows import Row
from fauxmon_api.web.sources.measured import DRAWN, NO_RATES, Measured, Measuring, path
from fauxmon_collector.analysis import Sampled

PROBLEMS = 50
PROTOCOLS = {1: "NetFlow v1", 5: "NetFlow v5", 7: "NetFlow v7", 9: "NetFlow v9", 10: "IPFIX", 105: "sFlow"}
COUNTERS = ("datagrams", "messages", "records", "options_records", "templates", "lost", "problems", "not_sent")


@dataclass(frozen=True, slots=True)
class SourcesShot:
    """What the page draws."""

    now_ms: int
    sources: Sequence[Mapping[str, Any]]
    measured: Measured
    problems: Sequence[Mapping[str, Any]]
    endpoint: str
    silent_after_s: float


def read(context: Context, measuring: Measuring) -> SourcesShot:
    """The state now."""
    listeners = [(str(item["host"]), int(item["port"])) for item in context.collecting.listeners()]
    now_ms, sources = context.now_ms(), states(context)
    return SourcesShot(
        now_ms=now_ms,
        sources=sources,
        measured=measuring.read(sources, now_ms),
        problems=problems_of_seen(context, PROBLEMS),
        endpoint=endpoint(listeners),
        silent_after_s=context.settings.silent_after_s,
    )


def source_rows(shot: SourcesShot) -> list[Row]:
    """A row per Source."""
    return [source_row(source, shot.measured, shot.now_ms, shot.silent_after_s) for source in shot.sources]


def source_row(source: Mapping[str, Any], measured: Measured, now_ms: int, silent_after_s: float) -> Row:
    """Of one Source, as `source_state` has it."""
    state = activity(source["last_seen_ms"], now_ms, silent_after_s)
    channel_id = source["channel_id"]
    rates = measured.rates.get(channel_id, NO_RATES)
    traffic = measured.traffic.get(channel_id, ())
    return {
        "id": source["id"],
        "name": source["hostname"] or source["address"],
        "href": f"/sources/{source['id']}",
        "address": source["address"],
        "port": source["listening_port"],
        "version": PROTOCOLS.get(source["version"], "–"),
        "standing": source["state"],
        "state": state.text,
        "tone": state.tone,
        "first": source["first_seen_ms"],
        "last": source["last_seen_ms"],
        **rates._asdict(),
        "color": measured.colors.get(channel_id, ""),
        "traffic": path(traffic, measured.slots),
        "sampling": sampling(measured.sampled.get(source["id"])),
        **{name: source[name] for name in COUNTERS},
        "text": {
            "first": fmt.moment(source["first_seen_ms"], now_ms),
            "last": fmt.moment(source["last_seen_ms"], now_ms),
            "flows": fmt.quantity(rates.flows, "/s"),
            "packets": fmt.quantity(rates.packets, "/s"),
            "bits": fmt.quantity(rates.bits, "b/s"),
            "traffic": f"up to {fmt.quantity(max(traffic, default=0), 'b/s')} in the last {DRAWN.key}",
            **{name: fmt.exact(source[name]) for name in COUNTERS},
        },
    }


def sampling(told: Sampled | None) -> str:
    """`none`, `1 in 100` or `1 in 10 to 100`; `–` where no flows say anything."""
    if told is None:
        return "–"
    least, most = (f"{rate:.6g}" for rate in told)
    if least == most:
        return "none" if least == "1" else f"1 in {least}"
    return f"1 in {least} to {most}"


def problem_rows(
    problems: Sequence[Mapping[str, Any]], now_ms: int, sources: Sequence[Mapping[str, Any]] = ()
) -> list[Row]:
    """A row per Problem, newest first; those of `sources` lead to them."""
    ids = {(source["address"], source["listening_port"]): source["id"] for source in sources}
    return [
        {
            "id": number,
            "time": problem["time_ms"],
            "exporter": problem["exporter"],
            "href": f"/sources/{ids[problem['exporter'], problem['listening_port']]}"
            if (problem["exporter"], problem["listening_port"]) in ids
            else "",
            "port": problem["listening_port"],
            "code": problem["code"],
            "offset": problem["offset"],
            "detail": problem["detail"],
            "spec": problem.get("spec", ""),
            "hex": fmt.hexadecimal(str(problem.get("hex", ""))),
            "text": {"time": fmt.moment(problem["time_ms"], now_ms)},
        }
        for number, problem in enumerate(problems)
    ]
