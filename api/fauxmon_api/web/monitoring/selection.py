"""What is looked at: Profile, range, measure, protocol. It stands in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from fauxmon_api.web.ranges import DEFAULT_RANGE, RANGES
from fauxmon_collector.analysis import Measure
from fauxmon_model.entities import LIVE

MEASURES: dict[str, str] = {"traffic": "Traffic", "packets": "Packets", "flows": "Flows"}
PROTOCOLS: dict[str, str] = {"0": "All", "6": "TCP", "17": "UDP", "1": "ICMP", "58": "ICMPv6", "255": "Other"}
"""Ids of the analysis' protocols, as texts."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One choice of each kind; the defaults are what the Monitoring Center opens with (*All Sources*)."""

    profile_id: str = LIVE
    range_key: str = DEFAULT_RANGE
    measure: Measure = "traffic"
    protocol: int = 0

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """What an address asks for; what is missing or unknown is the default."""
        measure, protocol, range_key = query.get("measure"), query.get("protocol"), query.get("range")
        return cls(
            profile_id=query.get("profile") or LIVE,
            range_key=range_key if range_key in RANGES else DEFAULT_RANGE,
            measure=cast("Measure", measure) if measure in MEASURES else "traffic",
            protocol=int(protocol) if protocol in PROTOCOLS else 0,
        )

    def address(self) -> str:
        """Path and query that lead back here; defaults are left out."""
        default = Selection()
        values = {
            "profile": (self.profile_id, default.profile_id),
            "range": (self.range_key, default.range_key),
            "measure": (self.measure, default.measure),
            "protocol": (self.protocol, default.protocol),
        }
        query = urlencode({key: value for key, (value, usual) in values.items() if value != usual})
        return f"/?{query}" if query else "/"
