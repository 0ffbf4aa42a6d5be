# ruff: noqa: A002 - an id is called id here as in the product
"""Nodes of Topologies (REST contract §2.11)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import NODE_LIMIT, TopologyNode, TopologyPath
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import NodeDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight
from fauxmon_model.repository.topologies import own_topology

_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{0,30})?(e[+-]?[0-9]{1,2})?", re.IGNORECASE)


class Nodes:
    """What paths lead to."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self, topology_id: int | None = None) -> list[TopologyNode]:
        """By id, of one Topology or of all."""
        with self._database.session() as session:
            nodes = sa.select(TopologyNode).order_by(TopologyNode.id)
            if topology_id is not None:
                nodes = nodes.where(TopologyNode.topology_id == topology_id)
            return list(session.scalars(nodes))

    def get(self, id: int) -> TopologyNode:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, draft: NodeDraft) -> TopologyNode:
        """A new node of a Topology, by default where both coordinates are 0; its id is assigned.
        Errors: NotFoundError (Topology), InvalidError,
        ForbiddenError."""
        findings = Findings()
        findings.short_name("name", draft.name)
        _check(draft, findings)
        with self._database.session() as session:
            topology = own_topology(session, draft.topology_id or 0, self._sight.of(session))
            if len(topology.nodes) >= NODE_LIMIT:
                findings.add("topology", f"there are {NODE_LIMIT} nodes already, and no more may be made")
            findings.settle()
            node = TopologyNode(topology=topology, x="0", y="0")
            _apply(node, draft)
            session.add(node)
        return node

    def update(self, draft: NodeDraft) -> TopologyNode:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        if draft.name is not None:
            findings.short_name("name", draft.name)
        _check(draft, findings)
        with self._database.session() as session:
            node = _own(session, draft.id or 0, self._sight.of(session))
            findings.fixed("topology", draft.topology_id, node.topology_id)
            findings.settle()
            _apply(node, draft)
        return node

    def remove(self, *ids: int) -> None:
        """Delete these with the paths that lead to them, or none. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            for unwanted in [_own(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)

    def dependants(self, *ids: int) -> Sequence[TopologyPath]:
        """The paths that `remove` would delete besides. Errors: as there."""
        with self._database.session() as session:
            for each in ids:
                _get(session, each)
            leading = sa.or_(TopologyPath.src_node_id.in_(ids), TopologyPath.dst_node_id.in_(ids))
            return session.scalars(sa.select(TopologyPath).where(leading).order_by(TopologyPath.id)).all()


def _get(session: Session, node_id: int) -> TopologyNode:
    if (node := session.get(TopologyNode, node_id)) is None:
        raise NotFoundError("Node", node_id)
    return node


def _own(session: Session, node_id: int, seen: Seen) -> TopologyNode:
    """One that may be changed. Errors: NotFoundError, ForbiddenError."""
    node = _get(session, node_id)
    seen.check_own(node.topology.user_id)
    return node


def _check(draft: NodeDraft, findings: Findings) -> None:
    for axis, value in (("x", draft.x), ("y", draft.y)):
        if value is not None and not _DECIMAL.fullmatch(value):
            findings.add(f"coordinates.{axis}", "must be a decimal number")


def _apply(node: TopologyNode, draft: NodeDraft) -> None:
    for name in ("name", "x", "y"):
        if (value := getattr(draft, name)) is not None:
            setattr(node, name, value)
    if draft.icon is not None:
        node.icon = dict(draft.icon)
