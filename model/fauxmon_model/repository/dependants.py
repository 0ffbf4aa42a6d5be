"""What goes when a Profile goes (contract 2.1.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import Alert, Chapter, Profile


@dataclass(frozen=True, slots=True)
class Dependants:
    """The Profiles below those that are to go, and the Chapters and alerts of all of them."""

    profiles: list[Profile]
    chapters: list[Chapter]
    alerts: list[Alert]


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
    chapters = session.scalars(sa.select(Chapter).where(Chapter.profile_id.in_(going)).order_by(Chapter.id))
    alerts = session.scalars(sa.select(Alert).where(Alert.profile_id.in_(going)).order_by(Alert.name))
    return Dependants(below, list(chapters), list(alerts))
