"""What the Failover page looks at: which nodes, what counts, and which time is drawn. It stands in its address."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fauxmon_api.web.ranges import RANGES
from fauxmon_collector.failover.clocks import Clock
from fauxmon_collector.failover.inquiry import Question

_RANGE = "15 min"
NODES = {"before": "First node", "after": "Second node", "shared": "Shared address, if any"}


@dataclass(frozen=True, slots=True)
class FailoverChoice:
    """Addresses; "" leaves it to the page, for `shared` it is none. Only what came since `since_ms` counts. With
    `final` what is missing is a fault; else it is waited for."""

    before: str = ""
    after: str = ""
    shared: str = ""
    range_key: str = _RANGE
    since_ms: int = 0
    final: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> FailoverChoice:
        """What an address asks for; what is missing or makes no sense is the default."""
        before, after, shared = (_address(query.get(name, "")) for name in NODES)
        since, range_key = query.get("since", ""), query.get("range", "")
        return cls(
            before,
            after if after != before else "",
            shared if shared not in (before, after) else "",
            range_key if range_key in RANGES else _RANGE,
            int(since) if since.isascii() and since.isdigit() and len(since) < 16 else 0,
            query.get("missing") == "fault",
        )

    def address(self) -> str:
        """Path and query that lead back here; defaults are left out."""
        chosen = {
            **{name: getattr(self, name) for name in NODES},
            "range": "" if self.range_key == _RANGE else self.range_key,
            "since": str(self.since_ms or ""),
            "missing": "fault" if self.final else "",
        }
        query = urlencode({key: value for key, value in chosen.items() if value})
        return f"/sources/failover{'?' if query else ''}{query}"

    def naming(self, node: str, address: str) -> FailoverChoice:
        """The same with another address for one of `NODES`."""
        nodes = {"before": self.before, "after": self.after, "shared": self.shared, node: address}
        return replace(self, before=nodes["before"], after=nodes["after"], shared=nodes["shared"])

    def question(self, sources: Sequence[Mapping[str, Any]]) -> Question | None:
        """About the nodes that were chosen; where they are not, about the newest two Sources of one port. None while
        there are no two."""
        nodes = self._nodes([one for one in sources if one["address"] != self.shared])
        if nodes is None:
            return None
        return Question(*nodes, self.shared or None, self.since_ms, Clock.AUTO)

    def _nodes(self, sources: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
        newest = sorted(sources, key=lambda one: (int(one["first_seen_ms"]), int(one["id"])), reverse=True)
        addresses = [str(one["address"]) for one in newest]
        if self.before and self.after:
            return self.before, self.after
        if self.before:
            after = next((address for address in addresses if address != self.before), "")
            return (self.before, after) if after else None
        if self.after:
            before = next((address for address in addresses if address != self.after), "")
            return (before, self.after) if before else None
        for place, after_it in enumerate(newest):
            for before_it in newest[place + 1 :]:
                if before_it["listening_port"] == after_it["listening_port"]:
                    return str(before_it["address"]), str(after_it["address"])
        return None


def _address(text: str) -> str:
    """As Sources have it, "" for what is none."""
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""
