# ruff: noqa: A002 - an id is called id here as in the product
"""Sources, each with its Channel in *All Sources* (R1-R8)."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import LIVE, PALETTE, Channel, Profile, Source
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.ids import live_channel_id
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight


class Sources:
    """Every exporter that was ever seen and not deleted, silent ones too (R9)."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Source]:
        """By id, which is the order of first sight."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            found = session.scalars(sa.select(Source).order_by(Source.id))
            return [source for source in found if seen.channel(source.channel_id)]

    def get(self, id: int) -> Source:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id, self._sight.of(session))

    def shows(self, channel_ids: Collection[str]) -> set[str]:
        """Of these ids of Channels of *All Sources*, which need not be there, those that may be told of."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            return {each for each in channel_ids if seen.channel(each)}

    def check_remove(self, id: int) -> None:
        """Whether this user may have it deleted. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            _get(session, id, seen)
            seen.check_full()

    def add(self, address: str, listening_port: int, seen_ms: int) -> Source:
        """The Source of this exporter and port; on first sight it is made, and its Channel in the same transaction.

        Errors: InvalidError if `address` is not an IP address.
        """
        address = _canonical(address)
        with self._database.session() as session:
            known = session.scalar(
                sa.select(Source).where(Source.address == address, Source.listening_port == listening_port)
            )
            if known is not None:
                return known
            source = Source(
                address=address,
                listening_port=listening_port,
                channel_id=live_channel_id(address, listening_port),
                first_seen_ms=seen_ms,
                last_seen_ms=seen_ms,
            )
            session.add(source)
            session.flush()
            _add_live_channel(session, source)
            _reach_back(session, seen_ms)
        return source

    def remove(self, id: int) -> Source:
        """Delete it and its live Channel. Channels and Chapters that list the Channel keep its id: it selects nothing
        until the exporter is heard again. Errors: NotFoundError."""
        with self._database.session() as session:
            source = _get(session, id, self._sight.of(session))
            session.execute(sa.delete(Source).where(Source.id == id))
            session.expunge(source)
        return source

    def save_counters(self, counters: Mapping[int, Mapping[str, int]]) -> None:
        """Set columns of Sources (counters, `version`, `first_seen_ms`, `last_seen_ms`) by Source id, of all the same.

        Ids that do not exist any more are passed over.
        """
        if not counters:
            return
        columns = next(iter(counters.values()))
        # One statement for all of them: a thousand Sources are saved every second.
        statement = (
            sa.update(Source)
            .where(Source.id == sa.bindparam("of"))
            .values({column: sa.bindparam(f"to_{column}") for column in columns})
        )
        rows = [
            {"of": source_id, **{f"to_{column}": value for column, value in row.items()}}
            for source_id, row in counters.items()
        ]
        with self._database.session() as session:
            session.connection().execute(statement, rows)
            first_ms = session.scalar(sa.select(sa.func.min(Source.first_seen_ms)))
            if first_ms is not None:
                _reach_back(session, first_ms)


def _get(session: Session, source_id: int, seen: Seen) -> Source:
    source = session.get(Source, source_id)
    if source is None or not seen.channel(source.channel_id):
        raise NotFoundError("Source", source_id)
    return source


def _canonical(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError as error:
        raise InvalidError([FieldError("ip", str(error))]) from None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def _add_live_channel(session: Session, source: Source) -> None:
    # Asked of the database, not of a list of Channels: with a thousand Sources this is what makes the next one cheap.
    in_live = Channel.profile_id == LIVE
    colors = set(session.scalars(sa.select(Channel.color).where(in_live).distinct()))
    last = session.scalar(sa.select(sa.func.max(Channel.position)).where(in_live))
    taken = session.scalar(sa.select(sa.exists().where(in_live, Channel.name == source.address)))
    port_name = f"{source.address} (p{source.listening_port})"
    session.add(
        Channel(
            profile_id=LIVE,
            id=source.channel_id,
            name=port_name if taken else source.address,
            color=next((color for color in PALETTE if color not in colors), PALETTE[source.id % len(PALETTE)]),
            position=0 if last is None else last + 1,
            start_ms=source.first_seen_ms,
            source_id=source.id,
        )
    )


def _reach_back(session: Session, first_ms: int) -> None:
    """*All Sources* begins with its first packet, which may be an old one out of a capture file.

    What began together with *All Sources*, the predefined Profiles, stays together with it.
    """
    start_ms = session.scalars(sa.select(Profile.start_ms).where(Profile.id == LIVE)).one()
    if first_ms < start_ms:
        for time in (Profile.start_ms, Profile.stored_since_ms, Channel.start_ms):
            session.execute(sa.update(time.class_).where(time == start_ms).values({time: first_ms}))
