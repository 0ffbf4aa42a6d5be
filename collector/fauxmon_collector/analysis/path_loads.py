"""What the paths of a Topology carry (REST contract §2.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fauxmon_collector.analysis.types import TrafficRow
from fauxmon_model.entities import Topology, TopologyPath
from fauxmon_model.link import Link

_TRAFFIC = {"avg": "bps", "max": "mbps", "95th": "bps95"}
"""The column of a traffic Chapter that a calculation mode takes."""

Rows = Mapping[str, Mapping[str, TrafficRow]]
"""What is known of Channels: by Profile, which is missing if it does not exist, and Channel, likewise."""


@dataclass(frozen=True, slots=True)
class LinkLoad:
    """What a Link carries: its Channel as a traffic Chapter tells it, None if there is no such Channel.

    `bits` is the traffic in bits/s by the calculation mode of the path, `utilization` that in percent of the Link's
    speed, `load` from 0 to 1 how full it is drawn: 1 at the Topology's `traffic_scale` percent and beyond.
    """

    link: Link
    row: TrafficRow | None
    bits: float = 0.0
    utilization: float = 0.0
    load: float = 0.0

    @property
    def missing(self) -> str:
        """What does not exist, as a sentence; "" where all is there."""
        return "" if self.row else f"Channel {self.link.series} does not exist"


@dataclass(frozen=True, slots=True)
class PathLoad:
    """Of a path, to its destination and back; `dst_to_src` None says that the first tells of both directions."""

    path: TopologyPath
    src_to_dst: LinkLoad
    dst_to_src: LinkLoad | None


def channels_of(topology: Topology) -> dict[str, set[str]]:
    """Ids of the Channels that tell the traffic of its paths, by Profile."""
    found: dict[str, set[str]] = {}
    for path in topology.paths:
        for link in path.links:
            if link is not None:
                found.setdefault(link.profile_id, set()).add(link.channel_id)
    return found


def loads(topology: Topology, rows: Rows) -> list[PathLoad]:
    """Every path, by id."""

    def load(path: TopologyPath, link: Link) -> LinkLoad:
        row = rows.get(link.profile_id, {}).get(link.channel_id)
        if row is None:
            return LinkLoad(link, None)
        bits = float(getattr(row, _TRAFFIC[path.calculation_mode]))
        utilization = 100 * bits / link.bits_per_second
        return LinkLoad(link, row, bits, utilization, min(1.0, utilization / topology.traffic_scale))

    result = []
    for path in topology.paths:
        there, back = path.links
        result.append(PathLoad(path, load(path, there), None if back is None else load(path, back)))
    return result
