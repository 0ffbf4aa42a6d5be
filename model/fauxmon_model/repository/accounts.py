"""Users, their passwords and tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import Role, Token, User
from fauxmon_model.errors import NotFoundError
from fauxmon_model.passwords import NOBODYS_HASH, hash_password, verify_password
from fauxmon_model.repository.sight import Seen

TOKEN_LIMIT = 10_000
"""Clients ask for a fresh token per request and never give one back; beyond this the oldest goes."""


class Accounts:
    """Who may come in."""

    def __init__(self, database: Database, now_ms: Callable[[], int], token_limit: int = TOKEN_LIMIT) -> None:
        self._database = database
        self._now_ms = now_ms
        self._token_limit = token_limit

    def users(self) -> list[User]:
        """By id."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(User).order_by(User.id)))

    def first_administrator(self) -> int:
        """The id of the administrator with the lowest."""
        with self._database.session() as session:
            return first_administrator(session)

    def authenticate(self, login: str, password: str) -> User | None:
        """The user, or None if there is no such login or the password is wrong; both take as long."""
        with self._database.session() as session:
            user = _by_login(session, login)
        # Outside the session: the hash takes long, and nobody should wait for it.
        right = verify_password(password, user.password_hash if user is not None else NOBODYS_HASH)
        return user if right else None

    def set_password(self, login: str, password: str) -> None:
        """Change it; tokens stay valid. Errors: NotFoundError."""
        hashed = hash_password(password)
        with self._database.session() as session:
            if (user := _by_login(session, login)) is None:
                raise NotFoundError("User", login)
            user.password_hash = hashed

    def issue(self, user_id: int, kind: str = "access", life_s: int = 86400) -> str:
        """A new token: 64 lower-case hexadecimal digits. Only its digest is kept. Errors: NotFoundError."""
        text = secrets.token_hex(32)
        now_ms = self._now_ms()
        with self._database.session() as session:
            if session.get(User, user_id) is None:
                raise NotFoundError("User", user_id)
            self._make_room(session, now_ms)
            session.add(
                Token(
                    digest=_digest(text),
                    kind=kind,
                    user_id=user_id,
                    issued_ms=now_ms,
                    expires_ms=now_ms + life_s * 1000,
                )
            )
        return text

    def user_of_token(self, text: str, kind: str = "access") -> User | None:
        """The user whom a token of this kind was issued to, or None if it is unknown or over."""
        with self._database.session() as session:
            return session.scalar(
                sa.select(User)
                .join(Token, Token.user_id == User.id)
                .where(Token.digest == _digest(text), Token.kind == kind, Token.expires_ms > self._now_ms())
            )

    def _make_room(self, session: Session, now_ms: int) -> None:
        session.execute(sa.delete(Token).where(Token.expires_ms <= now_ms))
        count = session.scalar(sa.select(sa.func.count()).select_from(Token)) or 0
        if (surplus := count + 1 - self._token_limit) > 0:
            oldest = sa.select(Token.digest).order_by(Token.issued_ms, Token.digest).limit(surplus)
            session.execute(sa.delete(Token).where(Token.digest.in_(oldest)))


def first_administrator(session: Session) -> int:
    """There always is one. The id of the one with the lowest."""
    return session.scalars(sa.select(User.id).join(Role).where(Role.administrator).order_by(User.id).limit(1)).one()


def maker(session: Session, seen: Seen) -> User:
    """Whose it is what somebody who may write makes: theirs; the first administrator's where that is the collector."""
    return session.get_one(User, first_administrator(session) if seen.user_id is None else seen.user_id)


def _by_login(session: Session, login: str) -> User | None:
    return session.scalar(sa.select(User).where(User.login == login))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
