"""Blacklist: addresses and networks that a Chapter tells the traffic of (REST contract §2.8)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity

BLACKLIST_LIMIT = 100
"""Black lists that there may be."""
RECORD_LIMIT = 100_000
"""Records that one of them may have."""


class Blacklist(Entity):
    """A named list. `records` are addresses and networks of both families, as they were written."""

    __tablename__ = "blacklist"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    records: Mapped[list[str]] = mapped_column(default=list)
