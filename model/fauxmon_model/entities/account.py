"""Users and their tokens. Neither passwords nor tokens are kept in clear."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity


class User(Entity):
    """A local user; `admin` has id 1."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]


class Token(Entity):
    """An issued token: `digest` is the SHA-256 of its text, `kind` is access or refresh."""

    __tablename__ = "token"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    issued_ms: Mapped[int] = mapped_column(sa.BigInteger, index=True)
    expires_ms: Mapped[int] = mapped_column(sa.BigInteger)
