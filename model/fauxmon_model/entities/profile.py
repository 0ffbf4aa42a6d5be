"""Profile and Channel (rules R14, R29-R43)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.entities.base import Entity

LIVE = "live"
"""Id of the profile *All Sources*."""
ALL_CHANNELS = "*"
"""Stands for every Channel of a Profile, later ones too (R39, R48)."""
BASE_TENANT = "00000000-0000-0000-0001-000000000001"
SOURCES_GROUP = "Sources"
"""The group that is kept for the Profiles of single Sources."""
PROFILE_TYPES = ("real", "shadow")
SIGNS = ("+", "-")
"""Drawn above or below the time axis; values stay positive (R37)."""
PALETTE = (
    *("#2f6fb5", "#e0812b", "#66ccee", "#7028e8", "#a0d070", "#884070", "#ffb000", "#705840"),
    *("#b87088", "#a04010", "#d0b8a0", "#e840e8", "#70b8b8", "#8888b8", "#a08858", "#7028b8"),
)
"""Colours for Channels that nobody has chosen one for, in this order. Who sees fewer colours tells them apart, too."""
CHANNEL_MODE = {"enabled": True, "npmEnabled": True, "trafficEnabled": True}


EXPIRE_LIMIT = 1_000_000
"""Hours."""
MAXSIZE_LIMIT = 2**31 - 1
"""MB."""


class Profile(Entity):
    """A node of the profile tree. `end_ms` is None while it is continuous.

    `stored_since_ms` is since when a real Profile stores flows, None for a shadow one and for *All Sources*. `expire`
    says after how many hours they go, None for never. `maxsize` (MB) is kept for clients and means nothing here.
    """

    __tablename__ = "profile"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    group: Mapped[str | None] = mapped_column("group_name", default=None)
    parent_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("profile.id", ondelete="CASCADE", onupdate="CASCADE"), default=None
    )
    description: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="real")
    start_ms: Mapped[int] = mapped_column(sa.BigInteger)
    end_ms: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    stored_since_ms: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    maxsize: Mapped[int | None] = mapped_column(default=None)
    expire: Mapped[int | None] = mapped_column(default=None)
    tenant: Mapped[str] = mapped_column(default=BASE_TENANT)
    channels: Mapped[list[Channel]] = relationship(
        back_populates="profile", cascade="all, delete-orphan", order_by="Channel.position", lazy="selectin"
    )
    narrowed = False
    """Whether this is *All Sources* without those of its Channels that its reader may not see."""

    @property
    def history(self) -> bool:
        """A History profile has a fixed end and never grows (R31)."""
        return self.end_ms is not None

    def channel(self, channel_id: str) -> Channel | None:
        """The Channel with this id, or None."""
        return next((c for c in self.channels if c.id == channel_id), None)


class Channel(Entity):
    """A predicate over flows: (parents' predicate) and (own filter) and (received since `start_ms`).

    `parent` is `"*"` (all Channels of the parent Profile, later ones too, R39) or a list of their ids. A Channel of
    *All Sources* has a `source_id` and no parent.
    """

    __tablename__ = "channel"
    __table_args__ = (sa.UniqueConstraint("profile_id", "id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[str] = mapped_column(sa.ForeignKey("profile.id", ondelete="CASCADE", onupdate="CASCADE"))
    id: Mapped[str]
    name: Mapped[str]
    sign: Mapped[str] = mapped_column(default="+")
    color: Mapped[str] = mapped_column(default="#abcdef")
    position: Mapped[int] = mapped_column(default=0)
    parent: Mapped[list[str] | str] = mapped_column(default=ALL_CHANNELS)
    filter: Mapped[str] = mapped_column(default="any")
    mode: Mapped[dict[str, Any]] = mapped_column(default=lambda: dict(CHANNEL_MODE))
    start_ms: Mapped[int] = mapped_column(sa.BigInteger)
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id", ondelete="CASCADE"), default=None)
    profile: Mapped[Profile] = relationship(back_populates="channels", lazy="immediate")

    @property
    def shows_traffic(self) -> bool:
        """Whether charts and traffic Chapters show its traffic. Its mode is about these alone: it has its flows all the
        same, for statistics and as a parent."""
        return bool(self.mode["enabled"] and self.mode["trafficEnabled"])

    @property
    def shows_npm(self) -> bool:
        """Whether its flows count in the performance that charts and traffic Chapters show."""
        return bool(self.mode["enabled"] and self.mode["npmEnabled"])
