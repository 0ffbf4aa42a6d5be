"""Chapter: one Profile, all or some of its Channels, one presentation (rules R46-R50)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.profile import ALL_CHANNELS

CHAPTER_TYPES = ("traffic", "top")
_EITHER_END = ("ip", "port", "as", "mask", "if", "vlan", "srcmac", "dstmac", "inmac", "outmac")
_ONE_VALUE = (
    *("srcip", "dstip", "srcnet", "dstnet", "srcgeo", "dstgeo", "srcport", "dstport"),
    *("tos", "dsttos", "flags", "dir", "srcas", "dstas", "prevas", "nextas"),
    *("nhip", "nhbip", "srcmask", "dstmask", "ivrf", "evrf", "inif", "outif", "srcvlan", "dstvlan"),
    *("insrcmac", "indstmac", "outsrcmac", "outdstmac", *(f"mpls{number}" for number in range(1, 11))),
    *("nsrcip", "ndstip", "nsrcport", "ndstport", "nevent", "event", "xevent", "odid", "opid"),
    *("nbar", "application", "username", "hhost", "hurl", "hos", "dnsqname", "tlssni", "ja3"),
)
_COUNTED_BY = (*_EITHER_END, *_ONE_VALUE, "router")
RECORD = "record"
"""The statistic of flows that are put together, by their 5-tuple or by something else."""
STATS_BY = (
    *(RECORD, *_COUNTED_BY, "proto", "portp"),
    *(f"{method}:p" for method in _COUNTED_BY if method != "port"),
)
"""What a `top` Chapter counts by, `:p` for each protocol by itself; `portp` is port and protocol together."""
AGGREGATE_BY = (*_ONE_VALUE, "proto")
"""What a `record` can be put together by. Clients write ports with `:p` behind them too, which changes nothing."""
ORDER_BY = {"bytes": "ibyt", "packets": "pkt", "flows": "fl", "bps": "bps", "pps": "pps", "bpp": "bpp"}
"""What a `top` Chapter orders by → the column that shows it, in the Chapter's data and in Widgets."""
MIDDLE_LIMIT = 5
"""Columns that a `top` Chapter may have between its subject and what it orders by."""
TOP_LIMIT = 1000
"""Subjects that a `top` Chapter may list; each is a series of its own."""
CHANNELS_ORDER_BY = ("ibyt", "bps", "mbps")
"""What a `traffic` Chapter orders its Channels by."""


class Chapter(Entity):
    """Type `traffic` (series and table per Channel) or `top` (statistics). Field names follow the REST contract."""

    __tablename__ = "chapter"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    localization: Mapped[dict[str, Any]] = mapped_column(default=dict)
    type: Mapped[str]
    profile_id: Mapped[str] = mapped_column(sa.ForeignKey("profile.id", ondelete="CASCADE", onupdate="CASCADE"))
    channels: Mapped[list[str] | str] = mapped_column(default=ALL_CHANNELS)
    status: Mapped[int] = mapped_column(default=1)
    # top
    top: Mapped[int] = mapped_column(default=10)
    stats_by: Mapped[str] = mapped_column(default="ip")
    order_by: Mapped[str] = mapped_column(default="bytes")
    filter: Mapped[str] = mapped_column(default="any")
    blacklist_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blacklist.id", ondelete="SET NULL"), default=None)
    specific: Mapped[dict[str, Any]] = mapped_column(default=dict)
    middle_output_columns: Mapped[list[str]] = mapped_column(default=list)
    # traffic
    channel_column_name: Mapped[str] = mapped_column(default="Channel")
    channels_order_by: Mapped[str] = mapped_column(default="ibyt")
    show_percentile: Mapped[bool] = mapped_column(default=False)
    volumetric: Mapped[dict[str, Any]] = mapped_column(default=lambda: {"flows": True, "bytes": True, "packets": True})
    performance: Mapped[dict[str, Any]] = mapped_column(
        default=lambda: {"rtt": False, "srt": False, "jitter": False, "rtr": False}
    )

    @property
    def shows_volume(self) -> bool:
        """Whether its chart has any of flows, bytes and packets. Points have all three if it has one: clients know them
        by their places."""
        return any(self.volumetric.get(measure, True) for measure in ("flows", "bytes", "packets"))
