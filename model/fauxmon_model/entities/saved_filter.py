"""SavedFilter: a filter that a user keeps under a name (REST contract §2.4)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity

SAVED_FILTER_LIMIT = 100
"""Filters that a user may keep."""


class SavedFilter(Entity):
    """A user's own; it goes with them. `text` is filter language."""

    __tablename__ = "saved_filter"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
