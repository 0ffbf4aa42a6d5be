"""How much of the last minutes a filter would take, before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_api.context import Context
from fauxmon_api.web import format as fmt
from fauxmon_collector.analysis import StatisticsQuery

SPAN_MS = 300_000


def preview(context: Context, profile_id: str, channel_ids: Sequence[str] | None, text: str) -> str:
    """Of a Profile's Channels, None for all. Errors: FilterError, InvalidError, NotFoundError, StoreError."""
    now_ms = context.now_ms()
    query = StatisticsQuery(
        *(profile_id, now_ms - SPAN_MS, now_ms, "proto"),
        limit=1,
        channel_ids=channel_ids,
        filter=text or "any",
    )
    total = context.analysis.statistics(query).total
    if not total.flows:
        return f"no flows in the last {fmt.duration(SPAN_MS)}"
    return f"{fmt.exact(total.flows)} flows, {fmt.octets(total.octets)} in the last {fmt.duration(SPAN_MS)}"
