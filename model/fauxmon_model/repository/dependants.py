"""What goes, or changes, when a Profile goes (contract 2.1.9)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import Chapter, Profile, Report, ReportChapter


@dataclass(frozen=True, slots=True)
class Dependants:
    """The Profiles below those that are to go, the Chapters of all of them, and the Reports that lose some."""

    profiles: list[Profile]
    chapters: list[Chapter]
    reports: list[Report]


def dependants_of(session: Session, ids: Sequence[str]) -> Dependants:
    """Each by id; none of `ids` is among them."""
    going = set(ids)
    below: list[Profile] = []
    level = list(ids)
    while level:
        children = session.scalars(sa.select(Profile).where(Profile.parent_id.in_(level)))
        found = [child for child in children if child.id not in going]
        going.update(level := [child.id for child in found])
        below += found
    below.sort(key=lambda profile: profile.id)
    chapters = list(session.scalars(sa.select(Chapter).where(Chapter.profile_id.in_(going)).order_by(Chapter.id)))
    return Dependants(below, chapters, reports_of(session, [chapter.id for chapter in chapters]))


def reports_of(session: Session, chapter_ids: Collection[str]) -> list[Report]:
    """The Reports that have any of these Chapters, by name."""
    having = sa.select(ReportChapter.report_id).where(ReportChapter.chapter_id.in_(chapter_ids))
    return list(session.scalars(sa.select(Report).where(Report.id.in_(having)).order_by(Report.name, Report.id)))
