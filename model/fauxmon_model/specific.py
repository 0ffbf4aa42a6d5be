"""What a `top` Chapter asks of its statistic besides (`specific` of the REST contract §2.5.5, §2.6.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class IpMask(NamedTuple):
    """Of the addresses of one family, 4 or 6, the first `bits` bits count."""

    ip_version: int
    bits: int


@dataclass(frozen=True, slots=True)
class Specific:
    """Masks turn addresses into networks. `aggregate_by` are ids by which flows are put together instead of the
    5-tuple, `bidirectional` puts both directions together: both are for the statistic `record` alone."""

    bidirectional: bool = False
    aggregate_by: tuple[str, ...] = ()
    source_mask: IpMask | None = None
    target_mask: IpMask | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Specific:
        """From what `stored` gives; what is missing is as by default."""
        stored = stored or {}
        return cls(
            bool(stored.get("bidirectional")),
            tuple(stored.get("aggregateBy") or ()),
            _mask(stored.get("sourceIpMask")),
            _mask(stored.get("targetIpMask")),
        )

    def stored(self) -> dict[str, Any]:
        """The contract's object; without masks that are not asked for."""
        masks = {"sourceIpMask": self.source_mask, "targetIpMask": self.target_mask}
        return {
            "bidirectional": int(self.bidirectional),
            "aggregateBy": list(self.aggregate_by),
            **{name: {"ipVersion": mask.ip_version, "mask": mask.bits} for name, mask in masks.items() if mask},
        }


def _mask(stored: Mapping[str, int] | None) -> IpMask | None:
    return IpMask(stored["ipVersion"], stored["mask"]) if stored else None
