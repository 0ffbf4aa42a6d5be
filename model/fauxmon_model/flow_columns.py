"""The one table of flow columns.

Store, filter language, statistics and REST read their names, types and units here; adding a column is adding
one row. The elements that feed a column are IANA Information Element names (RFC 7012), first one present wins.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

if TYPE_CHECKING:  # the model runs without numpy, which takes its time to load
    import numpy as np
    import numpy.typing as npt


class Kind(enum.Enum):
    """How a column is held: numpy dtype, DuckDB type."""

    U8 = ("u8", "uint8", "UTINYINT")
    U16 = ("u16", "uint16", "USMALLINT")
    U32 = ("u32", "uint32", "UINTEGER")
    U64 = ("u64", "uint64", "UBIGINT")
    I64 = ("i64", "int64", "BIGINT")
    F64 = ("f64", "float64", "DOUBLE")
    TEXT = ("text", "object", "VARCHAR")
    """Given as `Texts`."""
    ADDRESS = ("address", "uint64", "UBIGINT")
    """Two columns, `<name>_hi` and `<name>_lo`: the 128-bit address, IPv4 mapped (::ffff:a.b.c.d), none is ::."""

    def __init__(self, label: str, dtype: str, duckdb_type: str) -> None:
        self.label = label
        self.dtype = dtype
        self.duckdb_type = duckdb_type

    @property
    def largest(self) -> int:
        """The largest value that fits; of integers and addresses only. Errors: ValueError."""
        bits = int(self.dtype.removeprefix("u").removeprefix("int"))
        return (1 << (bits if self.dtype.startswith("u") else bits - 1)) - 1


class Texts(NamedTuple):
    """Text of many rows: `values[codes[i]]` is row i's. A value may be listed twice and may be used by no row."""

    codes: npt.NDArray[np.int32]
    values: list[str]


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """One column of the flow table. `flowmon_id` is the product's column id (REST `output`).

    `optional`: a flow may have none, then the store holds NULL. In the other columns, what is not given is 0.
    """

    name: str
    kind: Kind
    title: str
    unit: str = ""
    elements: tuple[str, ...] = ()
    flowmon_id: str = ""
    optional: bool = False

    @property
    def physical(self) -> tuple[str, ...]:
        """The names under which the store holds it."""
        return (f"{self.name}_hi", f"{self.name}_lo") if self.kind is Kind.ADDRESS else (self.name,)


FLOW_COLUMNS: tuple[FlowColumn, ...] = (
    FlowColumn("received_ms", Kind.I64, "Received", "ms since 1970"),
    FlowColumn("source_id", Kind.U32, "Source"),
    FlowColumn("start_ms", Kind.I64, "Start", "ms since 1970", flowmon_id="ts"),
    FlowColumn("end_ms", Kind.I64, "End", "ms since 1970", flowmon_id="te"),
    FlowColumn("flows", Kind.U32, "Flows", "flows", ("deltaFlowCount",), "fl"),
    FlowColumn("packets", Kind.U64, "Packets", "packets", ("packetDeltaCount", "packetTotalCount"), "pkt"),
    FlowColumn("octets", Kind.U64, "Bytes", "octets", ("octetDeltaCount", "octetTotalCount"), "byt"),
    FlowColumn(
        "reverse_packets",
        Kind.U64,
        "Packets back",
        "packets",
        ("reversePacketDeltaCount", "reversePacketTotalCount"),
    ),
    FlowColumn(
        "reverse_octets",
        Kind.U64,
        "Bytes back",
        "octets",
        ("reverseOctetDeltaCount", "reverseOctetTotalCount"),
    ),
    FlowColumn("ip_version", Kind.U8, "IP version"),
    FlowColumn("protocol", Kind.U8, "Protocol", elements=("protocolIdentifier",), flowmon_id="pr"),
    FlowColumn("src", Kind.ADDRESS, "Source IP", elements=("sourceIPv4Address", "sourceIPv6Address"), flowmon_id="sa"),
    FlowColumn(
        "dst",
        Kind.ADDRESS,
        "Destination IP",
        elements=("destinationIPv4Address", "destinationIPv6Address"),
        flowmon_id="da",
    ),
    FlowColumn(
        "src_port",
        Kind.U16,
        "Source port",
        elements=("sourceTransportPort", "udpSourcePort", "tcpSourcePort"),
        flowmon_id="sp",
    ),
    FlowColumn(
        "dst_port",
        Kind.U16,
        "Destination port",
        elements=("destinationTransportPort", "udpDestinationPort", "tcpDestinationPort"),
        flowmon_id="dp",
    ),
    FlowColumn("tcp_flags", Kind.U16, "TCP flags", elements=("tcpControlBits",), flowmon_id="flg"),
    FlowColumn("tos", Kind.U8, "TOS", elements=("ipClassOfService",), flowmon_id="tos"),
    FlowColumn("input_if", Kind.U32, "Input interface", elements=("ingressInterface",), flowmon_id="inif"),
    FlowColumn("output_if", Kind.U32, "Output interface", elements=("egressInterface",), flowmon_id="outif"),
    FlowColumn("src_as", Kind.U32, "Source AS", elements=("bgpSourceAsNumber",), flowmon_id="sas"),
    FlowColumn("dst_as", Kind.U32, "Destination AS", elements=("bgpDestinationAsNumber",), flowmon_id="das"),
)

BY_NAME: dict[str, FlowColumn] = {column.name: column for column in FLOW_COLUMNS}

PHYSICAL: tuple[tuple[str, Kind], ...] = tuple(
    (name, column.kind) for column in FLOW_COLUMNS for name in column.physical
)
"""(name in the store, kind) in the order of the flow table."""

FLOWS: sa.Table = sa.Table("flows", sa.MetaData(), *(sa.Column(name, sa.BigInteger) for name, _ in PHYSICAL))
"""The flow table as SQLAlchemy Core sees it; every predicate and query is written over it."""
