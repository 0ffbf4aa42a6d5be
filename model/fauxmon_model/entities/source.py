"""Source: one exporter address on one listening port (rules R1-R11)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from fauxmon_model.entities.base import Entity


class Source(Entity):
    """An exporter as the Collector sees it. Its id is never given to another Source, so history never merges (R8).

    `address` is text as `ipaddress` prints it; `channel_id` the Channel's id in *All Sources*.
    """

    __tablename__ = "source"
    __table_args__ = (sa.UniqueConstraint("address", "listening_port"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    listening_port: Mapped[int]
    hostname: Mapped[str] = mapped_column(default="")
    channel_id: Mapped[str]
    first_seen_ms: Mapped[int] = mapped_column(sa.BigInteger)
    last_seen_ms: Mapped[int] = mapped_column(sa.BigInteger)
    datagrams: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    messages: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    records: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    options_records: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    templates: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    lost: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """Lost before us by sequence numbers: flows in v5, messages in v9, data records in IPFIX."""
    problems: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    version: Mapped[int] = mapped_column(default=0)
    """Protocol version of the last message: 5, 9 or 10."""
