"""Report: Chapters in a row. EmailReport: a Report, and when it is sent about which time (REST contract §2.8)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.entities.account import User
from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.business_hours import DAYS

REPORT_LIMIT = 200
"""Reports that there may be."""
REPORT_CHAPTERS_LIMIT = 50
"""Chapters that one of them may have."""
EMAIL_REPORT_LIMIT = 200
"""E-mail reports that there may be."""
LANGUAGES_LIMIT = 16
"""Languages that a text of a Report may be written in."""
PERIODS = ("day", "week", "month", "custom")


class Report(Entity):
    """Its texts are those of `localization` in the language of who asks, which is English here.

    It goes with the user who made it: whoever has that login later is somebody else.
    """

    __tablename__ = "report"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    location: Mapped[str] = mapped_column(sa.Text, default="")
    device: Mapped[str] = mapped_column(sa.Text, default="")
    localization: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    is_default: Mapped[int] = mapped_column(default=0)
    chapters: Mapped[list[ReportChapter]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ReportChapter.position", lazy="selectin"
    )
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def owner(self) -> str:
        """The contract's word for the login of who made it."""
        return self.user.login


class ReportChapter(Entity):
    """A Chapter in a Report; it goes with the Chapter. `traffic_chart` is `stacked` and `logarithmic`, as given."""

    __tablename__ = "report_chapter"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("report.id", ondelete="CASCADE"))
    chapter_id: Mapped[str] = mapped_column(sa.ForeignKey("chapter.id", ondelete="CASCADE"))
    position: Mapped[int]
    traffic_chart: Mapped[dict[str, Any]] = mapped_column(default=dict)


class EmailReport(Entity):
    """Sent on the days of the week that are true in `days`, as long as it is `active` and has a Report. It tells what
    the user sees who made it, and goes with them.

    `period` is `{id}`, of `custom` `{id, from, to}` with times of day `hh:mm`. What was to be sent up to `done_ms` is
    not sent any more.
    """

    __tablename__ = "email_report"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    report_id: Mapped[str | None] = mapped_column(sa.ForeignKey("report.id", ondelete="SET NULL"))
    lang: Mapped[str] = mapped_column(default="en")
    period: Mapped[dict[str, Any]] = mapped_column(default=lambda: {"id": "day"})
    business_hours_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("business_hours.id", ondelete="SET NULL"), default=None
    )
    days: Mapped[dict[str, Any]] = mapped_column(default=lambda: dict.fromkeys(DAYS, True))
    active: Mapped[bool] = mapped_column(default=True)
    done_ms: Mapped[int] = mapped_column(sa.BigInteger)

    @property
    def sends(self) -> bool:
        """Whether it sends anything at all."""
        return self.active and self.report_id is not None
