"""Users, as administrators make and change them (REST contract §2.2.3). Who may come in is told by `accounts`."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import USER_LIMIT, Role, User
from fauxmon_model.errors import ForbiddenError, NotFoundError
from fauxmon_model.passwords import hash_password
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import UserDraft
from fauxmon_model.repository.roles import check_administrators
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight

PASSWORD_LIMIT = 1_024
"""Characters."""


class Users:
    """Administrators see and change them all, others see themselves and may change their own password."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[User]:
        """By id, with their roles."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            found = session.scalars(sa.select(User).order_by(User.id))
            return [user for user in found if _shows(user.id, seen)]

    def create(self, draft: UserDraft) -> User:
        """A new user with a login that nobody has, a password and a role. Errors: InvalidError, ForbiddenError."""
        hashed = _hashed(draft.password)
        findings = Findings()
        with self._database.session() as session:
            self._sight.of(session).check_administrator()
            findings.room("id", session, User, USER_LIMIT)
            _check_login(session, draft.login, 0, findings)
            if draft.password is None:
                findings.add("password", "must not be empty")
            if draft.role_id is None:
                findings.add("role", "must not be empty")
            role = _role(session, draft, findings)
            _check_password(draft.password, findings)
            findings.settle()
            user = User(login=draft.login, password_hash=hashed, role=role)
            session.add(user)
        return user

    def update(self, draft: UserDraft) -> User:
        """Change what is given; tokens stay valid. Errors: NotFoundError, InvalidError, ForbiddenError."""
        hashed = _hashed(draft.password)
        findings = Findings()
        with self._database.session() as session:
            seen = self._sight.of(session)
            user = _get(session, draft.id or 0, seen)
            if not seen.administrator and (
                draft.login not in (None, user.login) or draft.role_id not in (None, user.role_id)
            ):
                raise ForbiddenError("Without being an administrator one may change one's password only")
            if draft.login is not None:
                _check_login(session, draft.login, user.id, findings)
            role = _role(session, draft, findings)
            _check_password(draft.password, findings)
            findings.settle()
            user.login = draft.login or user.login
            user.password_hash = hashed or user.password_hash
            user.role = role or user.role
            check_administrators(session, "role")
        return user

    def remove(self, *ids: int) -> None:
        """Delete these with their tokens, Dashboards, Topologies, Reports and e-mail reports, or none of them.
        Errors: NotFoundError, InvalidError (no administrator would be left), ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_administrator()
            unwanted = [_get(session, each, seen).id for each in dict.fromkeys(ids)]
            session.execute(sa.delete(User).where(User.id.in_(unwanted)))
            check_administrators(session, "id")


def _shows(user_id: int, seen: Seen) -> bool:
    return seen.administrator or user_id == seen.user_id


def _get(session: Session, user_id: int, seen: Seen) -> User:
    user = session.get(User, user_id)
    if user is None or not _shows(user_id, seen):
        raise NotFoundError("User", user_id)
    return user


def _hashed(password: str | None) -> str:
    """Before the transaction, which nobody should wait for; "" of what will be refused."""
    return hash_password(password) if password and len(password) <= PASSWORD_LIMIT else ""


def _check_password(password: str | None, findings: Findings) -> None:
    if password is not None and not 0 < len(password) <= PASSWORD_LIMIT:
        findings.add("password", f"must have 1 to {PASSWORD_LIMIT} characters")


def _check_login(session: Session, login: str | None, own_id: int, findings: Findings) -> None:
    findings.short_name("login", login)
    if session.scalar(sa.select(User.id).where(User.login == login, User.id != own_id)) is not None:
        findings.add("login", f"there is another user {login}")


def _role(session: Session, draft: UserDraft, findings: Findings) -> Role | None:
    role = None if draft.role_id is None else session.get(Role, draft.role_id)
    if draft.role_id is not None and role is None:
        findings.add("role", f"Role {draft.role_id} does not exist")
    return role
