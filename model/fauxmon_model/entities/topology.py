"""Topology: nodes on a plane, and the paths between them (REST contract §2.11)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fauxmon_model.entities.base import Entity
from fauxmon_model.entities.dashboard import base_tenant
from fauxmon_model.link import Link

CALCULATION_MODES = ("avg", "max", "95th")
"""What of a Channel's slots is the traffic of a path: their mean, the largest, the one at the 95th percentile."""
PATH_TYPES = ("symmetric", "asymmetric")
TOPOLOGY_LIMIT = 200
"""Topologies that there may be."""
NODE_LIMIT = 1_000
"""Nodes that one of them may have."""
PATH_LIMIT = 2_000
"""Paths that one of them may have."""


class Topology(Entity):
    """A map of a network.

    `traffic_scale` is how many percent of its speed a path carries when it is drawn as full. `type`, `owning_role` and
    `owner_can_edit` are kept for clients.
    """

    __tablename__ = "topology"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    owning_role: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tenant: Mapped[dict[str, Any]] = mapped_column(default=base_tenant)
    owner_can_edit: Mapped[bool] = mapped_column(default=True)
    traffic_scale: Mapped[int] = mapped_column(default=50)
    nodes: Mapped[list[TopologyNode]] = relationship(
        back_populates="topology", cascade="all, delete-orphan", order_by="TopologyNode.id", lazy="selectin"
    )
    paths: Mapped[list[TopologyPath]] = relationship(
        back_populates="topology", cascade="all, delete-orphan", order_by="TopologyPath.id", lazy="selectin"
    )


class TopologyNode(Entity):
    """Something that paths lead to. `x` and `y` are decimal numbers, as they were written."""

    __tablename__ = "topology_node"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    topology_id: Mapped[int] = mapped_column(sa.ForeignKey("topology.id", ondelete="CASCADE"))
    name: Mapped[str]
    x: Mapped[str]
    y: Mapped[str]
    icon: Mapped[dict[str, Any]] = mapped_column(default=dict)
    topology: Mapped[Topology] = relationship(back_populates="nodes")


class TopologyPath(Entity):
    """A connection of two nodes. `src_to_dst` and `dst_to_src` are Links as `Link.stored` gives them; the latter is
    None where one Link tells of both directions together."""

    __tablename__ = "topology_path"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    topology_id: Mapped[int] = mapped_column(sa.ForeignKey("topology.id", ondelete="CASCADE"))
    name: Mapped[str]
    src_node_id: Mapped[int] = mapped_column(sa.ForeignKey("topology_node.id", ondelete="CASCADE"))
    dst_node_id: Mapped[int] = mapped_column(sa.ForeignKey("topology_node.id", ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(default="symmetric")
    calculation_mode: Mapped[str] = mapped_column(default="avg")
    src_to_dst: Mapped[dict[str, Any]]
    dst_to_src: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    topology: Mapped[Topology] = relationship(back_populates="paths")
    src_node: Mapped[TopologyNode] = relationship(foreign_keys=[src_node_id], lazy="immediate")
    dst_node: Mapped[TopologyNode] = relationship(foreign_keys=[dst_node_id], lazy="immediate")

    @property
    def links(self) -> tuple[Link, Link | None]:
        """What tells its traffic: to its destination, and back if something else tells that."""
        return Link.of(self.src_to_dst), None if self.dst_to_src is None else Link.of(self.dst_to_src)
