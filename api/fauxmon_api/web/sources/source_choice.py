"""What is looked at of one Source: measure and time. It stands in the address of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from fauxmon_api.web.monitoring.selection import MEASURES
from fauxmon_api.web.ranges import RANGES
from fauxmon_collector.analysis import Measure

_RANGE = "15 min"


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """Of the Source with this id."""

    source_id: int
    measure: Measure = "traffic"
    range_key: str = _RANGE

    @classmethod
    def from_query(cls, source_id: int, query: Mapping[str, str]) -> SourceChoice:
        """What an address asks for; what is missing or unknown is the default."""
        measure, range_key = query.get("measure"), query.get("range", "")
        return cls(
            source_id,
            cast("Measure", measure) if measure in MEASURES else "traffic",
            range_key if range_key in RANGES else _RANGE,
        )

    def address(self) -> str:
        """Path and query that lead back here; defaults are left out."""
        chosen = {
            "measure": "" if self.measure == "traffic" else self.measure,
            "range": "" if self.range_key == _RANGE else self.range_key,
        }
        query = urlencode({key: value for key, value in chosen.items() if value})
        return f"/sources/{self.source_id}{'?' if query else ''}{query}"
