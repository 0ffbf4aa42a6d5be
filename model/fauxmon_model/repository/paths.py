# ruff: noqa: A002 - an id is called id here as in the product
"""Paths between nodes of Topologies (REST contract §2.11)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import CALCULATION_MODES, PATH_LIMIT, PATH_TYPES, Topology, TopologyPath
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import PathDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight
from fauxmon_model.repository.topologies import own_topology, topology_of

_SPEED_LIMIT = 1_000_000_000
"""Mb/s."""


class Paths:
    """What connects nodes. A path may name a Channel that does not exist; that shows when it is drawn."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self, topology_id: int | None = None) -> list[TopologyPath]:
        """By id with their nodes, of one Topology or of all."""
        with self._database.session() as session:
            paths = sa.select(TopologyPath).order_by(TopologyPath.id)
            if topology_id is not None:
                paths = paths.where(TopologyPath.topology_id == topology_id)
            return list(session.scalars(paths))

    def get(self, id: int) -> TopologyPath:
        """With its nodes. Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, draft: PathDraft) -> TopologyPath:
        """A new path of a Topology; its id is assigned. Errors: NotFoundError (Topology), InvalidError,
        ForbiddenError."""
        findings = Findings()
        findings.short_name("name", draft.name)
        if draft.src_to_dst is None:
            findings.add("channelSrcToDst", "is missing")
        _check(draft, findings)
        with self._database.session() as session:
            topology = own_topology(session, draft.topology_id or 0, self._sight.of(session))
            if len(topology.paths) >= PATH_LIMIT:
                findings.add("topology", f"there are {PATH_LIMIT} paths already, and no more may be made")
            path = TopologyPath(topology_id=topology.id)
            _connect(topology, path, draft, findings)
            findings.settle()
            _apply(path, draft)
            path.topology = topology
            session.add(path)
        return path

    def update(self, draft: PathDraft) -> TopologyPath:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        if draft.name is not None:
            findings.short_name("name", draft.name)
        _check(draft, findings)
        with self._database.session() as session:
            path = _own(session, draft.id or 0, self._sight.of(session))
            findings.fixed("topology", draft.topology_id, path.topology_id)
            _connect(topology_of(session, path.topology_id), path, draft, findings)
            findings.settle()
            _apply(path, draft)
        return path

    def remove(self, *ids: int) -> None:
        """Delete these, or none of them. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            for unwanted in [_own(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)


def _get(session: Session, path_id: int) -> TopologyPath:
    if (path := session.get(TopologyPath, path_id)) is None:
        raise NotFoundError("Path", path_id)
    return path


def _own(session: Session, path_id: int, seen: Seen) -> TopologyPath:
    """One that may be changed. Errors: NotFoundError, ForbiddenError."""
    path = _get(session, path_id)
    seen.check_own(path.topology.user_id)
    return path


def _check(draft: PathDraft, findings: Findings) -> None:
    findings.one_of("type", draft.type, PATH_TYPES)
    findings.one_of("calculationMode", draft.calculation_mode, CALCULATION_MODES)
    for field, link in (("channelSrcToDst", draft.src_to_dst), ("channelDstToSrc", draft.dst_to_src)):
        if link is None:
            continue
        if not 0 < link.speed <= _SPEED_LIMIT:
            findings.add(f"{field}.speed", f"must be more than 0 and at most {_SPEED_LIMIT} Mb/s")
        for name, value in (("profile", link.profile_id), ("channel", link.channel_id)):
            findings.short_name(f"{field}.{name}", value)


def _connect(topology: Topology, path: TopologyPath, draft: PathDraft, findings: Findings) -> None:
    """Give it its ends, which are two nodes of its Topology."""
    nodes = {node.id: node for node in topology.nodes}
    ends = []
    for field, asked, known in (
        ("srcNode", draft.src_node_id, path.src_node_id),
        ("dstNode", draft.dst_node_id, path.dst_node_id),
    ):
        node_id = known if asked is None else asked
        if node_id not in nodes:
            findings.add(field, f"Node {node_id} is not one of Topology {topology.id}" if node_id else "is missing")
        ends.append(node_id)
    if ends[0] is not None and ends[0] == ends[1]:
        findings.add("dstNode", "must not be where the path begins")
    if set(ends) <= nodes.keys():
        path.src_node, path.dst_node = (nodes[node_id] for node_id in ends)


def _apply(path: TopologyPath, draft: PathDraft) -> None:
    for name in ("name", "type", "calculation_mode"):
        if (value := getattr(draft, name)) is not None:
            setattr(path, name, value)
    if draft.src_to_dst is not None:
        path.src_to_dst = draft.src_to_dst.stored()
    if draft.dst_to_src is not None:
        path.dst_to_src = draft.dst_to_src.stored()
    elif draft.one_link:
        path.dst_to_src = None
