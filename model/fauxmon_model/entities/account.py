"""Users, their roles and their tokens. Neither passwords nor tokens are kept in clear."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.profile import Profile

ADMINISTRATORS = 1
"""Id of the role that is always there and may always do everything."""
ROLE_LIMIT = 100
"""Roles that there may be."""
USER_LIMIT = 1_000
"""Users that there may be."""

ROLE_ROOT = sa.Table(
    "role_root",
    Entity.metadata,
    sa.Column("role_id", sa.ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("profile_id", sa.ForeignKey("profile.id", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True),
)
"""Which Profiles are root Profiles of a role; with a Profile in another group they follow, and they go with it."""


class Role(Entity):
    """What its users may see and change (R60).

    An `administrator` may do everything, users and roles included; who has `full_access` everything but that. Of
    others, `sources` (ids of Channels of *All Sources*, which need not be there yet) and `roots` are what they see, and
    `write` says whether they may change what is below these. `more` is what clients have said of the role besides.
    """

    __tablename__ = "role"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text, unique=True)
    administrator: Mapped[bool] = mapped_column(default=False)
    full_access: Mapped[bool] = mapped_column(default=False)
    write: Mapped[bool] = mapped_column(default=False)
    sources: Mapped[list[str]] = mapped_column(default=list)
    more: Mapped[dict[str, Any]] = mapped_column(default=dict)
    roots: Mapped[list[Profile]] = relationship(secondary=ROLE_ROOT, order_by=Profile.id, lazy="raise")


class User(Entity):
    """A local user; the first is `admin` with id 1. An id is never given to another user."""

    __tablename__ = "user"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role_id: Mapped[int] = mapped_column(sa.ForeignKey("role.id"))
    role: Mapped[Role] = relationship(lazy="joined", innerjoin=True)


class Token(Entity):
    """An issued token: `digest` is the SHA-256 of its text, `kind` is access or refresh."""

    __tablename__ = "token"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    issued_ms: Mapped[int] = mapped_column(sa.BigInteger, index=True)
    expires_ms: Mapped[int] = mapped_column(sa.BigInteger)
