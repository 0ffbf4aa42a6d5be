"""Make docs/reference/columns.md from the table of flow columns: `python docs/make_column_reference.py`."""

from __future__ import annotations

from pathlib import Path

from fauxmon_model.flow_columns import FAMILIES, FlowColumn, Kind

PAGE = Path(__file__).parent / "reference" / "columns.md"
INTRODUCTION = """# Flow columns

Made from the table of flow columns by `docs/make_column_reference.py`. The flow store, the
[filter language](filter.md), statistics and REST all go by this table.

A column is fed by the first of its elements that a Template has. Elements are named as in IANA's registry, Flowmon's
and those of other enterprises; `name#2` is the second occurrence in a Template. Where an element has another unit than
the column, its values are multiplied by the factor behind it. Integers that are too large for a column are the largest
one that fits. Counters are as exported; where `sampling` tells that packets were sampled, each stands for so many.

What records do not tell of the Observation Domain is told by the header of their message: `observation_domain` is the
Observation Domain ID (IPFIX), the Source ID (NetFlow v9), engine type × 256 + engine id (v5) or the sub-agent (sFlow),
`engine_type` and `engine_id` are those of v5, in v9 the last two octets of the Source ID, as nfdump reads it. A header
that says 0 tells none of them (RFC 7011 §3.1).

Every flow has the columns of the first table, 0 where nothing is told. In all others a flow has either a value or none;
what it does not have meets no filter and is no subject of a statistic. Addresses are IPv4 or IPv6, MAC addresses
numbers of 48 bits. Times of network performance are in microseconds here and in milliseconds in filters.
"""
_TYPES = {Kind.ADDRESS: "address", Kind.TEXT: "text", Kind.F64: "number", Kind.I64: "signed, 64 bits"}


def render() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_family(title, columns) for title, columns in FAMILIES.items())])


def _family(title: str, columns: tuple[FlowColumn, ...]) -> str:
    head = [
        f"## {title}\n",
        "| column | what | type | unit | filter | Flowmon | elements |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(_row, columns)]) + "\n"


def _row(column: FlowColumn) -> str:
    cells = (
        f"`{column.name}`",
        column.title,
        _TYPES.get(column.kind) or f"{column.kind.largest.bit_length()} bits",
        column.unit,
        _listed(column.filters),
        _listed((column.flowmon_id,) if column.flowmon_id else ()),
        ", ".join(_element(column, element) for element in column.elements),
    )
    return f"| {' | '.join(cells)} |"


def _element(column: FlowColumn, element: str) -> str:
    factor = column.factors.get(element)
    return f"`{element}`" if factor is None else f"`{element}` × {factor}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    PAGE.write_text(render())
