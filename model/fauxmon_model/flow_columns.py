"""The one table of flow columns.

Store, filter language, statistics and REST read their names, types and units here; adding a column is adding one row
to its family in `columns/`. The elements that feed a column are Information Elements (RFC 7012) of IANA's registry, of
Flowmon's and of other enterprises; the first one present wins.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from fauxmon_model.columns.basic import BASIC
from fauxmon_model.columns.column import FlowColumn, Kind, Texts
from fauxmon_model.columns.exporter import EXPORTER
from fauxmon_model.columns.industrial import INDUSTRIAL
from fauxmon_model.columns.link import LINK
from fauxmon_model.columns.packet import PACKET
from fauxmon_model.columns.performance import PERFORMANCE
from fauxmon_model.columns.routing import ROUTING
from fauxmon_model.columns.services import DATABASES, DHCP, DNS, FILES_AND_MAIL, VOICE
from fauxmon_model.columns.translation import TRANSLATION
from fauxmon_model.columns.tunnels import TUNNELS
from fauxmon_model.columns.web import HTTP, TLS

__all__ = ["BY_NAME", "FAMILIES", "FLOWS", "FLOW_COLUMNS", "PHYSICAL", "FlowColumn", "Kind", "Texts"]

FAMILIES: dict[str, tuple[FlowColumn, ...]] = {
    "Every flow": BASIC,
    "Routing": ROUTING,
    "VLAN, MAC, MPLS": LINK,
    "Packet headers": PACKET,
    "NAT, firewall, user": TRANSLATION,
    "Tunnels": TUNNELS,
    "Exporter and application": EXPORTER,
    "Network performance": PERFORMANCE,
    "HTTP": HTTP,
    "TLS": TLS,
    "DNS": DNS,
    "DHCP": DHCP,
    "Voice": VOICE,
    "Files and mail": FILES_AND_MAIL,
    "Databases": DATABASES,
    "Industry": INDUSTRIAL,
}

FLOW_COLUMNS: tuple[FlowColumn, ...] = tuple(column for family in FAMILIES.values() for column in family)

BY_NAME: dict[str, FlowColumn] = {column.name: column for column in FLOW_COLUMNS}

PHYSICAL: tuple[tuple[str, Kind], ...] = tuple(
    (name, column.kind) for column in FLOW_COLUMNS for name in column.physical
)
"""(name in the store, kind) in the order of the flow table."""

_TYPES: dict[Kind, TypeEngine[Any]] = {Kind.F64: sa.Double(), Kind.TEXT: sa.String()}

FLOWS: sa.Table = sa.Table(
    "flows", sa.MetaData(), *(sa.Column(name, _TYPES.get(kind, sa.BigInteger())) for name, kind in PHYSICAL)
)
"""The flow table as SQLAlchemy Core sees it; every predicate and query is written over it."""
