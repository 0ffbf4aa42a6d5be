"""Roles: what their users may see and change (R60; REST contract §2.2.3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NoReturn

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from fauxmon_model.database import Database
from fauxmon_model.entities import ADMINISTRATORS, ROLE_LIMIT, Profile, Role, User
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import RoleDraft
from fauxmon_model.repository.sight import ALL_SEEING, Sight, can_be_root

MORE_LIMIT = 65_536
"""Characters of what clients say of a role besides, as JSON."""
SOURCES_LIMIT = 1_024
"""Sources that a role may name: as many as a collector takes."""
_WITH_ROOTS = selectinload(Role.roots)


class Roles:
    """Administrators see and change them all, others see their own. Each has its root Profiles loaded."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Role]:
        """By id."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            wanted = sa.select(Role).options(_WITH_ROOTS).order_by(Role.id)
            if not seen.administrator:
                wanted = wanted.join(User).where(User.id == seen.user_id)
            return list(session.scalars(wanted))

    def create(self, draft: RoleDraft) -> Role:
        """A new role, by default one that sees and changes nothing; its id is assigned. Errors: InvalidError,
        ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            self._sight.of(session).check_administrator()
            findings.room("id", session, Role, ROLE_LIMIT)
            findings.short_name("name", draft.name)
            role = Role(roots=[], sources=[], more={})
            _apply(session, role, draft, findings)
            session.add(role)
        return role

    def update(self, draft: RoleDraft) -> Role:
        """Change what is given. The role of the administrators stays that. Errors: NotFoundError, InvalidError,
        ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            self._sight.of(session).check_administrator()
            role = _get(session, draft.id or 0)
            if draft.name is not None:
                findings.short_name("name", draft.name)
            if role.id == ADMINISTRATORS and draft.administrator is False:
                findings.add("administrator", "of this role is fixed")
            _apply(session, role, draft, findings)
            check_administrators(session, "administrator")
        return role

    def remove(self, *ids: int) -> None:
        """Delete these, or none of them. Errors: NotFoundError, InvalidError (users have it), ForbiddenError."""
        with self._database.session() as session:
            self._sight.of(session).check_administrator()
            for unwanted in [_get(session, each) for each in dict.fromkeys(ids)]:
                if unwanted.id == ADMINISTRATORS:
                    _refuse(f"Role {unwanted.id} cannot be deleted")
                if session.scalar(sa.select(User.id).where(User.role_id == unwanted.id).limit(1)) is not None:
                    _refuse(f"Role {unwanted.id} has users")
                session.execute(sa.delete(Role).where(Role.id == unwanted.id))


def check_administrators(session: Session, field: str) -> None:
    """Somebody has to be able to let others in. Errors: InvalidError."""
    session.flush()
    if session.scalar(sa.select(User.id).join(Role).where(Role.administrator).limit(1)) is None:
        raise InvalidError([FieldError(field, "there must be an administrator")])


def _get(session: Session, role_id: int) -> Role:
    if (role := session.get(Role, role_id, options=[_WITH_ROOTS])) is None:
        raise NotFoundError("Role", role_id)
    return role


def _apply(session: Session, role: Role, draft: RoleDraft, findings: Findings) -> None:
    """Errors: InvalidError."""
    taken = sa.select(Role.id).where(Role.name == draft.name, Role.id != (role.id or 0))
    if draft.name is not None and session.scalar(taken) is not None:
        findings.add("name", f"there is another role {draft.name}")
    roots = None if draft.roots is None else _roots(session, draft.roots, findings)
    if len(draft.sources or ()) > SOURCES_LIMIT:
        findings.add("sources", f"must be {SOURCES_LIMIT} or less")
    more = {**role.more, **(draft.more or {})}
    if len(json.dumps(more)) > MORE_LIMIT:
        findings.add("entity", f"must not be longer than {MORE_LIMIT} characters")
    findings.settle()
    role.more = more
    for name in ("name", "administrator", "full_access", "write"):
        value = getattr(draft, name)
        if value is not None:
            setattr(role, name, value)
    if draft.sources is not None:
        role.sources = list(dict.fromkeys(draft.sources))
    if roots is not None:
        role.roots = roots


def _roots(session: Session, ids: Sequence[str], findings: Findings) -> list[Profile]:
    found: dict[str, Profile] = {}
    for index, id_ in enumerate(ids):
        profile = session.get(Profile, id_)
        if profile is None:
            findings.add(f"rootProfiles[{index}]", f"Profile {id_} does not exist")
        elif not can_be_root(profile):
            findings.add(
                f"rootProfiles[{index}]", f"Profile {id_} is no real, continuous Profile directly below All Sources"
            )
        else:
            found[id_] = profile
    return [found[id_] for id_ in sorted(found)]


def _refuse(message: str) -> NoReturn:
    raise InvalidError([FieldError("id", message)])
