"""What is known of one Source, as facts and as rows of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_api.web import format as fmt
from fauxmon_api.web.live_rows import Row
from fauxmon_api.web.sources.measured import NO_RATES, Measured
from fauxmon_api.web.sources.rows import PROTOCOLS, sampling
from fauxmon_api.web.tables import Column

SESSION_COLUMNS = (
    Column("domain", "Domain", "number"),
    Column("port", "From port", "number"),
    Column("version", "Protocol"),
    Column("first", "First heard", "number", narrow=False),
    Column("last", "Last heard", "number"),
    Column("messages", "Messages", "number"),
    Column("lost", "Lost", "harm"),
    Column("reordered", "Reordered", "number"),
    Column("duplicates", "Duplicates", "number"),
    Column("restarts", "Restarts", "number"),
    Column("clock", "Its clock", narrow=False),
    Column("started", "Started", "number", narrow=False),
)
TEMPLATE_COLUMNS = (
    Column("number", "Template", "number"),
    Column("kind", "Of"),
    Column("domain", "Domain", "number"),
    Column("port", "From port", "number"),
    Column("count", "Fields", "number"),
    Column("fields", "Names and octets", "prose"),
)
SAMPLING_COLUMNS = (
    Column("domain", "Domain", "number"),
    Column("of", "Of"),
    Column("rate", "Rate"),
    Column("algorithm", "Algorithm"),
    Column("name", "Name"),
)
INTERFACE_COLUMNS = (
    Column("domain", "Domain", "number"),
    Column("number", "Interface", "number"),
    Column("name", "Name"),
    Column("description", "Description", "prose"),
)
CHANNEL_COLUMNS = (Column("profile", "Profile", "link"), Column("channels", "Channels", "prose"))
CODE_COLUMNS = (Column("code", "Problem"), Column("count", "How often", "harm"))
_SCOPES = ("domain", "selector", "sequence", "interface", "template")
_CLOCK_RIGHT_MS = 2_000
"""Headers in whole seconds and a way over the network make any clock look that much off."""


_COUNTED = {
    "datagrams": "Datagrams",
    "messages": "Messages",
    "records": "Flow records",
    "options_records": "Options records",
    "templates": "Templates in force",
}
_HARMS = ("Lost", "Not sent", "Problems")
"""Numbers that should be zero."""


def facts(source: Mapping[str, Any], measured: Measured, now_ms: int) -> dict[str, tuple[str, str]]:
    """What it is and what came of it: a text and its tone, by what it is called."""
    sequence = source["sequence"]
    rates = measured.rates.get(source["channel_id"], NO_RATES)
    said = {
        "Address": str(source["address"]),
        "Listening port": f"UDP {source['listening_port']}",
        "Protocol": PROTOCOLS.get(source["version"], "–"),
        "First seen": fmt.moment(source["first_seen_ms"], now_ms),
        "Last seen": fmt.moment(source["last_seen_ms"], now_ms),
        "Traffic, last minute": fmt.quantity(rates.bits, "b/s"),
        "Flows, last minute": fmt.quantity(rates.flows, "/s"),
        "Packets, last minute": fmt.quantity(rates.packets, "/s"),
        "Sampling of its flows": sampling(measured.sampled.get(source["id"])),
        **{label: fmt.exact(source[name]) for name, label in _COUNTED.items()},
        "Lost": fmt.exact(source["lost"]),
        **{name.capitalize(): fmt.exact(sequence[name]) for name in ("reordered", "duplicates", "restarts")},
        "Not sent": fmt.exact(source["not_sent"]),
        "Problems": fmt.exact(source["problems"]),
    }
    return {label: (text, "bad" if label in _HARMS and text != "0" else "") for label, text in said.items()}


def session_rows(source: Mapping[str, Any], now_ms: int) -> list[Row]:
    """The newest first."""
    counted = ("messages", "lost", "reordered", "duplicates", "restarts")
    return [
        {
            **one,
            "id": f"{one['port']} {one['version']} {one['domain']}",
            "version": PROTOCOLS.get(one["version"], str(one["version"])),
            "first": one["first_ms"],
            "last": one["last_ms"],
            "clock": clock(one["ahead_ms"]),
            "started": one["started_ms"] or 0,
            "text": {
                "first": fmt.moment(one["first_ms"], now_ms),
                "last": fmt.moment(one["last_ms"], now_ms),
                "started": fmt.moment(one["started_ms"], now_ms) or "–",
                **{name: fmt.exact(one[name]) for name in counted},
            },
        }
        for one in reversed(source["sessions"])
    ]


def clock(ahead_ms: int) -> str:
    """By how much a clock is off, in words."""
    if abs(ahead_ms) <= _CLOCK_RIGHT_MS:
        return "like ours"
    return f"{fmt.duration(abs(ahead_ms))} {'fast' if ahead_ms > 0 else 'slow'}"


def template_rows(source: Mapping[str, Any]) -> list[Row]:
    """The newest session's first."""
    return [
        {
            "id": f"{one['port']} {one['version']} {one['domain']} {one['id']}",
            "number": one["id"],
            "kind": "flows" if one["kind"] == "data" else "options",
            "domain": one["domain"],
            "port": one["port"],
            "count": len(one["fields"]),
            "fields": ", ".join(_field(field, at < one["scope_count"]) for at, field in enumerate(one["fields"])),
        }
        for one in reversed(source["templates_in_force"])
    ]


def _field(field: Mapping[str, Any], scope: bool) -> str:
    length = "variable" if field["length"] is None else field["length"]
    return f"{field['name']} {length}{' (scope)' if scope else ''}"


def sampling_rows(source: Mapping[str, Any]) -> list[Row]:
    """What options data told."""
    return [
        {
            "id": f"{domain['port']} {domain['domain']} {number}",
            "domain": domain["domain"],
            "of": ", ".join(f"{scope} {one[scope]}" for scope in _SCOPES if scope in one) or "everything",
            "rate": "not told" if one["rate"] is None else f"1 in {one['rate']:.6g}",
            "algorithm": one["algorithm"] or "–",
            "name": one["name"] or "–",
        }
        for domain in source["domains"]
        for number, one in enumerate(domain["sampling"])
    ]


def interface_rows(source: Mapping[str, Any]) -> list[Row]:
    """Names that options data told."""
    return [
        {"id": f"{domain['port']} {domain['domain']} {one['number']}", "domain": domain["domain"], **one}
        for domain in source["domains"]
        for one in domain["interfaces"]
    ]


def channel_rows(source: Mapping[str, Any]) -> list[Row]:
    """Its own Channel, then a row for each Profile that its flows can come into."""
    names: dict[tuple[str, str], list[str]] = {}
    for one in source["channels"]:
        names.setdefault((one["profile"], one["profile_name"]), []).append(one["name"])
    return [
        {"id": id_, "profile": name, "href": f"/?profile={id_}", "channels": ", ".join(channels)}
        for (id_, name), channels in names.items()
    ]


def code_rows(counts: Sequence[Mapping[str, Any]]) -> list[Row]:
    """How often each Problem came, the most frequent first."""
    codes: dict[str, int] = {}
    for row in counts:
        for code, count in row["codes"].items():
            codes[code] = codes.get(code, 0) + count
    return [
        {"id": code, "code": code, "count": count, "text": {"count": fmt.exact(count)}}
        for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    ]
