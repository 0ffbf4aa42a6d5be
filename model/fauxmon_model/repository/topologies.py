# ruff: noqa: A002 - an id is called id here as in the product
"""Topologies (REST contract §2.11)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import TOPOLOGY_LIMIT, Topology, User
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.accounts import maker
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import TopologyDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight

_TYPE_LIMIT = 2**31 - 1


class Topologies:
    """Maps of networks, each with its nodes and paths. All see them, and whose they are changes them; what their paths
    carry is told of Channels that one sees."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Topology]:
        """By id."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(Topology).order_by(Topology.id)))

    def get(self, id: int) -> Topology:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return topology_of(session, id)

    def create(self, draft: TopologyDraft) -> Topology:
        """An empty one, by default of who makes it; its id is assigned, the one in the draft is not looked at. Errors:
        InvalidError, NotFoundError (user), ForbiddenError."""
        findings = Findings()
        findings.short_name("name", draft.name)
        _check(draft, findings)
        with self._database.session() as session:
            seen = self._sight.of(session)
            owner = maker(session, seen).id if draft.user_id is None else draft.user_id
            seen.check_own(owner)
            findings.room("id", session, Topology, TOPOLOGY_LIMIT)
            findings.settle()
            topology = Topology(user_id=owner, nodes=[], paths=[])
            _apply(session, topology, draft)
            session.add(topology)
        return topology

    def update(self, draft: TopologyDraft) -> Topology:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        if draft.name is not None:
            findings.short_name("name", draft.name)
        _check(draft, findings)
        with self._database.session() as session:
            seen = self._sight.of(session)
            topology = own_topology(session, draft.id or 0, seen)
            seen.check_own(topology.user_id if draft.user_id is None else draft.user_id)
            findings.settle()
            _apply(session, topology, draft)
        return topology

    def remove(self, *ids: int) -> None:
        """Delete these with their nodes and paths, or none of them; Widgets that show them stay and say so.
        Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            for unwanted in [own_topology(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)


def topology_of(session: Session, topology_id: int) -> Topology:
    """Errors: NotFoundError."""
    if (topology := session.get(Topology, topology_id)) is None:
        raise NotFoundError("Topology", topology_id)
    return topology


def own_topology(session: Session, topology_id: int, seen: Seen) -> Topology:
    """One that may be changed, with its nodes and paths. Errors: NotFoundError, ForbiddenError."""
    topology = topology_of(session, topology_id)
    seen.check_own(topology.user_id)
    return topology


def _check(draft: TopologyDraft, findings: Findings) -> None:
    for field, value, least, most in (
        ("trafficScale", draft.traffic_scale, 1, 100),
        ("type", draft.type, 0, _TYPE_LIMIT),
    ):
        findings.at_least(field, value, least)
        findings.at_most(field, value, most)


def _apply(session: Session, topology: Topology, draft: TopologyDraft) -> None:
    if draft.user_id is not None:
        if session.get(User, draft.user_id) is None:
            raise NotFoundError("User", draft.user_id)
        topology.user_id = draft.user_id
    for name in ("name", "type", "owner_can_edit", "traffic_scale"):
        if (value := getattr(draft, name)) is not None:
            setattr(topology, name, value)
    for name in ("owning_role", "tenant"):
        if (value := getattr(draft, name)) is not None:
            setattr(topology, name, dict(value))
