"""Dashboard, its Widgets, and who sees it (rules R52-R56)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.profile import BASE_TENANT

DASHBOARD_LIMIT = 1_000
"""Dashboards that there may be."""
WIDGET_LIMIT = 10_000
"""Widgets that there may be, on all of them together."""
REFRESH_S = 10
"""How often a tab reads its Widgets anew where nobody says otherwise, in s."""
REFRESH_LEAST_S, REFRESH_MOST_S = 5, 86_400
"""How often it can be told to; 0 is never."""


def base_tenant() -> dict[str, Any]:
    """The tenant of what nobody has given one."""
    return {"id": BASE_TENANT, "name": "Base tenant"}


class Dashboard(Entity):
    """A named set of Widgets, owned by a tenant; nobody sees it before a DisplayedDashboard says so (R54)."""

    __tablename__ = "dashboard"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    tenant: Mapped[dict[str, Any]] = mapped_column(default=base_tenant)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    widgets: Mapped[list[Widget]] = relationship(
        back_populates="dashboard", cascade="all, delete-orphan", order_by="Widget.id", lazy="selectin"
    )
    displayed: Mapped[list[DisplayedDashboard]] = relationship(
        back_populates="dashboard", cascade="all, delete-orphan", lazy="selectin"
    )


class DisplayedDashboard(Entity):
    """A tab: `dashboard` shown to `user` at position `order` (0 is the first; equal positions are fine).

    Its Widgets are read anew every `refresh_s`, never if it is 0. `flags` are what clients say of the Dashboard there:
    whether the user may change it, and so on (R56).
    """

    __tablename__ = "displayed_dashboard"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    dashboard_id: Mapped[int] = mapped_column(sa.ForeignKey("dashboard.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    order: Mapped[int] = mapped_column("tab_order", default=0)
    refresh_s: Mapped[int] = mapped_column(default=REFRESH_S)
    flags: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dashboard: Mapped[Dashboard] = relationship(back_populates="displayed", lazy="immediate")


class Widget(Entity):
    """A Chapter (or other data endpoint) drawn on a Dashboard.

    `options` and `layouts` are the product's objects, kept whole.
    """

    __tablename__ = "widget"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    dashboard_id: Mapped[int] = mapped_column(sa.ForeignKey("dashboard.id", ondelete="CASCADE"))
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    layouts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dashboard: Mapped[Dashboard] = relationship(back_populates="widgets", lazy="immediate")
