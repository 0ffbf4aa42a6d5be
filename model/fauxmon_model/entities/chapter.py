"""Chapter: one Profile, all or some of its Channels, one presentation (rules R46-R50)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.profile import ALL_CHANNELS

CHAPTER_TYPES = ("traffic", "top")
_COUNTED_BY = (
    *("ip", "srcip", "dstip", "srcnet", "dstnet", "srcgeo", "dstgeo", "port", "srcport", "dstport"),
    *("tos", "dsttos", "flags", "dir"),
    *("as", "srcas", "dstas", "prevas", "nextas", "nhip", "nhbip", "mask", "srcmask", "dstmask", "ivrf", "evrf"),
    *("if", "inif", "outif", "vlan", "srcvlan", "dstvlan", "insrcmac", "indstmac", "outsrcmac", "outdstmac"),
    *("srcmac", "dstmac", "inmac", "outmac", *(f"mpls{number}" for number in range(1, 11))),
    *("nsrcip", "ndstip", "nsrcport", "ndstport", "nevent", "event", "xevent", "router", "odid", "opid"),
    *("nbar", "application", "username", "hhost", "hurl", "hos", "dnsqname", "tlssni", "ja3"),
)
STATS_BY = (
    *("record", *_COUNTED_BY, "proto", "portp"),
    *(f"{method}:p" for method in _COUNTED_BY if method != "port"),
)
"""What a `top` Chapter counts by, `:p` for each protocol by itself; `portp` is port and protocol together."""
ORDER_BY = {"bytes": "ibyt", "packets": "pkt", "flows": "fl", "bps": "bps"}
"""What a `top` Chapter orders by → the column that shows it, in the Chapter's data and in Widgets."""
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
