# ruff: noqa: A002 - an id is called id here as in the product
"""Saved filters (REST contract §2.4): each user has their own, whatever they may see."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import SAVED_FILTER_LIMIT, SavedFilter
from fauxmon_model.errors import ForbiddenError, NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.sight import ALL_SEEING, Sight


class SavedFilters:
    """Those of the user who looks; the collector itself has none."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[SavedFilter]:
        """By name."""
        own = SavedFilter.user_id == self._sight.user_id
        with self._database.session() as session:
            return list(session.scalars(sa.select(SavedFilter).where(own).order_by(SavedFilter.name)))

    def keep(self, name: str, text: str) -> SavedFilter:
        """Under this name, in place of what has been there. Errors: InvalidError, ForbiddenError."""
        findings = Findings()
        name = name.strip()
        findings.short_name("name", name)
        if not text.strip():
            findings.add("text", "must not be empty")
        findings.filter("text", text)
        user_id = self._sight.user_id
        if user_id is None:
            raise ForbiddenError("Filters are kept for a user")
        with self._database.session() as session:
            kept = session.scalar(
                sa.select(SavedFilter).where(SavedFilter.user_id == user_id, SavedFilter.name == name)
            )
            if kept is None and _number(session, user_id) >= SAVED_FILTER_LIMIT:
                findings.add("name", f"there are {SAVED_FILTER_LIMIT} already, and no more may be made")
            findings.settle()
            if kept is None:
                kept = SavedFilter(user_id=user_id, name=name)
                session.add(kept)
            kept.text = text.strip()
        return kept

    def remove(self, id: int) -> None:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            kept = session.get(SavedFilter, id)
            if kept is None or kept.user_id != self._sight.user_id:
                raise NotFoundError("Saved filter", id)
            session.delete(kept)


def _number(session: Session, user_id: int) -> int:
    counted = sa.select(sa.func.count()).select_from(SavedFilter).where(SavedFilter.user_id == user_id)
    return session.scalar(counted) or 0
