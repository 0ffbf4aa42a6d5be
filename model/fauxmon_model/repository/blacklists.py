# ruff: noqa: A002 - an id is called id here as in the product
"""Black lists (REST contract §2.8)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import BLACKLIST_LIMIT, RECORD_LIMIT, Blacklist
from fauxmon_model.errors import NotFoundError
from fauxmon_model.filter.networks import Network
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import BlacklistDraft
from fauxmon_model.repository.sight import ALL_SEEING, Sight

_LONGEST_RECORD = 64
_TOLD = 100
"""Wrong records of one list that are told."""


class Blacklists:
    """Lists of addresses and networks."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Blacklist]:
        """By id."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(Blacklist).order_by(Blacklist.id)))

    def get(self, id: int) -> Blacklist:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, draft: BlacklistDraft) -> Blacklist:
        """A new list, by default an empty one; its id is assigned, the one in the draft is not looked at.
        Errors: InvalidError, ForbiddenError."""
        findings = Findings()
        findings.short_name("name", draft.name)
        _check_records(draft.records or (), findings)
        with self._database.session() as session:
            self._sight.of(session).check_write()
            findings.room("id", session, Blacklist, BLACKLIST_LIMIT)
            findings.settle()
            blacklist = Blacklist(name=draft.name, records=list(draft.records or ()))
            session.add(blacklist)
        return blacklist

    def update(self, draft: BlacklistDraft) -> Blacklist:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        if draft.name is not None:
            findings.short_name("name", draft.name)
        _check_records(draft.records or (), findings)
        with self._database.session() as session:
            self._sight.of(session).check_write()
            blacklist = _get(session, draft.id or 0)
            findings.settle()
            if draft.name is not None:
                blacklist.name = draft.name
            if draft.records is not None:
                blacklist.records = list(draft.records)
        return blacklist

    def remove(self, *ids: int) -> None:
        """Delete these, or none of them; Chapters that used them go on without. Errors: NotFoundError,
        ForbiddenError."""
        with self._database.session() as session:
            self._sight.of(session).check_write()
            for unwanted in [_get(session, each) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)


def _get(session: Session, blacklist_id: int) -> Blacklist:
    if (blacklist := session.get(Blacklist, blacklist_id)) is None:
        raise NotFoundError("Blacklist", blacklist_id)
    return blacklist


def _check_records(records: Sequence[str], findings: Findings) -> None:
    if len(records) > RECORD_LIMIT:
        findings.add("records", f"must be {RECORD_LIMIT} or less")
        return
    wrong = (index for index, record in enumerate(records) if not _is_network(record))
    for index, _ in zip(wrong, range(_TOLD), strict=False):
        findings.add(f"records[{index}]", "must be an IP address or a network")


def _is_network(text: str) -> bool:
    if len(text) > _LONGEST_RECORD or "%" in text:
        return False
    try:
        Network.of(text)
    except ValueError:
        return False
    return True
