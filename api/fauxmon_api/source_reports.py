"""What the collector reports, as far as it is about Sources that a user sees (R60), or about none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_api.context import Context
from fauxmon_model.repository.ids import live_channel_id

Row = Mapping[str, Any]
_PROBLEMS = 1_000
"""Problems that are looked through for those that are seen."""


def about_seen(context: Context, rows: Sequence[Row]) -> list[Row]:
    """Of events or system messages, whose `channel_id` says which Source they are about."""
    seen = context.repository.sources.shows({row["channel_id"] for row in rows if "channel_id" in row})
    return [row for row in rows if row.get("channel_id") is None or row["channel_id"] in seen]


def problems_of_seen(context: Context, limit: int) -> list[Row]:
    """The newest Problems, of exporters that are seen."""
    problems = context.collecting.problems(_PROBLEMS)
    exporters = {(problem["exporter"], problem["listening_port"]) for problem in problems}
    channels = {exporter: live_channel_id(*exporter) for exporter in exporters}
    seen = context.repository.sources.shows(channels.values())
    return [one for one in problems if channels[one["exporter"], one["listening_port"]] in seen][:limit]
