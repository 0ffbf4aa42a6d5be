"""Sources with their live counters and state, for whoever shows them, and their removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_api.context import Context
from fauxmon_model.entities import LIVE, Source

_COUNTERS = (
    *("first_seen_ms", "last_seen_ms", "datagrams", "messages", "records"),
    *("options_records", "templates", "lost", "problems", "version"),
)


def states(context: Context) -> list[dict[str, Any]]:
    """Every Source by id: identity, `state` (`active` or `silent`), and counters, live where the collector has them."""
    live = context.collecting.source_counters()
    silent_before_ms = _silent_before_ms(context)
    return [_state(source, live.get(source.id, {}), silent_before_ms) for source in context.repository.sources.all()]


async def described(context: Context, source_id: int) -> dict[str, Any]:
    """One as `states` has it, with what its exporter has told (`Collecting.exporter`) and its `channels`: that of *All
    Sources*, and those of other Profiles that its flows can come into. Errors: NotFoundError."""
    source = context.repository.sources.get(source_id)
    told = await context.collecting.exporter(source_id)
    state = _state(source, context.collecting.source_counters().get(source_id, {}), _silent_before_ms(context))
    live = context.repository.profiles.get(LIVE).channel(source.channel_id)
    fed = context.repository.profiles.fed_by(LIVE, source.channel_id)
    channels = [
        {"profile": channel.profile_id, "profile_name": channel.profile.name, "id": channel.id, "name": channel.name}
        for channel in (*([live] if live else []), *fed)
    ]
    return {**state, **told, "channels": channels}


async def removed(context: Context, source_id: int) -> None:
    """Have the collector forget a Source, its Channel and its flows (R7). Errors: NotFoundError, ForbiddenError."""
    context.repository.sources.check_remove(source_id)
    await context.collecting.remove_source(source_id)


def _silent_before_ms(context: Context) -> int:
    return context.now_ms() - int(context.settings.silent_after_s * 1000)


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
