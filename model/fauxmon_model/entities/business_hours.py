"""BusinessHours: the hours of the week to which an evaluation can be restricted (REST contract §2.8)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BUSINESS_HOURS_LIMIT = 100
"""BusinessHours that there may be."""
INTERVAL_LIMIT = 24
"""Intervals that one of them may have."""


class BusinessHours(Entity):
    """Hours `[from, to)` of each day that is true in `days`, in UTC; `to` may be 24. Intervals may overlap."""

    __tablename__ = "business_hours"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(sa.Text)
    intervals: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    days: Mapped[dict[str, Any]] = mapped_column(default=dict)
