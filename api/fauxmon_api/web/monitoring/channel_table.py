"""The table under the chart: a row per Channel."""

from __future__ import annotations

import math
from collections.abc import Iterable

from fauxmon_api.web import format as fmt
from fauxmon_api.web.activity import activity
from fauxmon_api.web.chart import UNITS
from fauxmon_api.web.live_rows import Row
from fauxmon_api.web.monitoring.snapshot import Snapshot
from fauxmon_api.web.tables import Column
from fauxmon_model.entities import Channel

COLUMNS = (
    Column("shown", "", "check"),
    Column("name", "Channel", "name"),
    Column("first", "First seen", "number", narrow=False),
    Column("last", "Last seen", "number"),
    Column("state", "State", "state"),
    Column("mean", "Average", "number"),
    Column("most", "Maximum", "number"),
    Column("at95", "95th percentile", "number", narrow=False),
    Column("flows", "Flows", "number"),
    Column("packets", "Packets", "number"),
    Column("octets", "Bytes", "number"),
    Column("share", "Share", "share"),
)
_RATES = ("mean", "most", "at95")


def rows(snapshot: Snapshot) -> list[Row]:
    """Every Channel of the Profile, silent ones too (R9)."""
    octets = sum(total.octets for total in snapshot.totals.values())
    return [_row(channel, snapshot, octets) for channel in snapshot.profile.channels]


def rates(points: Iterable[tuple[int, float]], closed_ms: int) -> tuple[float, float, float]:
    """Mean, largest and 95th percentile (nearest rank) of the slots that are over."""
    values = sorted(value for label, value in points if label <= closed_ms)
    if not values:
        return 0.0, 0.0, 0.0
    return sum(values) / len(values), values[-1], values[math.ceil(0.95 * len(values)) - 1]


def _row(channel: Channel, snapshot: Snapshot, all_octets: int) -> Row:
    totals = snapshot.totals.get(channel.id)
    flows, packets, octets = (totals.flows, totals.packets, totals.octets) if totals else (0, 0, 0)
    first_ms, last_ms = _seen(channel, snapshot)
    state = activity(last_ms, snapshot.now_ms, snapshot.silent_after_s)
    unit = UNITS[snapshot.selection.rate]
    told = dict(zip(_RATES, rates(snapshot.points(channel.id), snapshot.closed_ms), strict=True))
    return {
        "id": channel.id,
        "name": channel.name,
        "href": f"/sources/{channel.source_id}" if channel.source_id is not None else "",
        "color": channel.color,
        "sign": channel.sign,
        "checked": snapshot.selection.shows(channel.id),
        "first": first_ms or 0,
        "last": last_ms or 0,
        "state": state.text,
        "tone": state.tone,
        # To sort by. Sums of what exporters claim can pass 64 bits, where the integers of the page's JSON end.
        "flows": float(flows),
        "packets": float(packets),
        "octets": float(octets),
        "share": float(octets),
        **told,
        "percent": round(100 * octets / all_octets, 1) if all_octets else 0,
        "text": {
            "first": fmt.moment(first_ms, snapshot.now_ms),
            "last": fmt.moment(last_ms, snapshot.now_ms),
            "flows": fmt.exact(flows),
            "packets": fmt.exact(packets),
            "octets": fmt.octets(octets),
            "share": fmt.share(octets, all_octets),
            **{name: fmt.quantity(value, unit) for name, value in told.items()},
        },
    }


def _seen(channel: Channel, snapshot: Snapshot) -> tuple[int | None, int | None]:
    """First and last seen: of the Source for a Channel of *All Sources*, else of the flows in the window."""
    source = snapshot.sources.get(channel.id) if channel.source_id is not None else None
    if source is not None:
        return source.first_seen_ms, snapshot.last_seen.get(source.id, source.last_seen_ms)
    totals = snapshot.totals.get(channel.id)
    return (totals.first_ms, totals.last_ms) if totals else (None, None)
