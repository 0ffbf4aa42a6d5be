"""What the collector reports, as far as it is about Sources and alerts that a user sees (R60), or about none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_api.context import Context
from fauxmon_model.ids import live_channel_id

Row = Mapping[str, Any]
_PROBLEMS = 1_000
"""Problems that are looked through for those that are seen."""


def about_seen(context: Context, rows: Sequence[Row]) -> list[Row]:
    """Of events or system messages, whose `channel_id` says which Source they are about, or `alert` which alert."""
    repository = context.repository
    shows = {"channel_id": repository.sources.shows, "alert": repository.alerts.shows}
    for field, of in shows.items():
        seen = of({row[field] for row in rows if row.get(field) is not None})
        rows = [row for row in rows if row.get(field) is None or row[field] in seen]
    return list(rows)


def problems_of_seen(context: Context, limit: int) -> list[Row]:
    """The newest Problems, of exporters that are seen."""
    problems = context.collecting.problems(_PROBLEMS)
    exporters = {(problem["exporter"], problem["listening_port"]) for problem in problems}
    channels = {exporter: live_channel_id(*exporter) for exporter in exporters}
    seen = context.repository.sources.shows(channels.values())
    return [one for one in problems if channels[one["exporter"], one["listening_port"]] in seen][:limit]
