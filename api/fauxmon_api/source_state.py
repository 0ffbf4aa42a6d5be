"""Sources with their live counters and state, for whoever shows them, and their removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_api.context import Context
from fauxmon_model.entities import Source

_COUNTERS = (
    *("first_seen_ms", "last_seen_ms", "datagrams", "messages", "records"),
    *("options_records", "templates", "lost", "problems", "version"),
)


def states(context: Context) -> list[dict[str, Any]]:
    """Every Source by id: identity, `state` (`active` or `silent`), and counters, live where the collector has them."""
    live = context.collecting.source_counters()
    silent_before_ms = context.now_ms() - int(context.settings.silent_after_s * 1000)
    return [_state(source, live.get(source.id, {}), silent_before_ms) for source in context.repository.sources.all()]


async def removed(context: Context, source_id: int) -> None:
    """Have the collector forget a Source, its Channel and its flows (R7). Errors: NotFoundError, ForbiddenError."""
    context.repository.sources.check_remove(source_id)
    await context.collecting.remove_source(source_id)


def _state(source: Source, live: Mapping[str, int], silent_before_ms: int) -> dict[str, Any]:
    counters = {name: live.get(name, getattr(source, name)) for name in _COUNTERS}
    return {
        "id": source.id,
        "address": source.address,
        "listening_port": source.listening_port,
        "hostname": source.hostname,
        "channel_id": source.channel_id,
        "state": "silent" if counters["last_seen_ms"] < silent_before_ms else "active",
        **counters,
        "not_sent": live.get("not_sent", 0),
    }
