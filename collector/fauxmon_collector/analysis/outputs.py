"""Output columns of flow listings: what each is called, shows, and becomes when flows are put together (contract 2.4,
2.5.6, 2.5.7)."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from fauxmon_collector.analysis import methods
from fauxmon_collector.analysis.subjects import Side, Value
from fauxmon_model.columns.link import MPLS_LABELS
from fauxmon_model.flow_columns import BY_NAME, FAMILIES, FlowColumn, Kind


class Form(enum.Enum):
    """How values are written; `texts.written` does it."""

    TIME = "time"
    DURATION = "duration"
    SCALED = "scaled"
    NUMBER = "number"
    MEASURED = "measured"
    """A number that says `N/A` where a flow has none."""
    ADDRESS = "address"
    ROUTER = "router"
    """The address of the exporter of a Source."""
    MAC = "mac"
    PROTOCOL = "protocol"
    FLAGS = "flags"
    TEXT = "text"


class Together(enum.Enum):
    """What a column of several flows is. KEY: it has no value but when it is what the flows are put together by."""

    KEY = "key"
    SUM = "sum"
    FIRST = "first"
    LAST = "last"
    MEAN = "mean"
    """Over the flows that have it (R51)."""
    LARGEST = "largest"
    SMALLEST = "smallest"
    BITS = "bits"
    """Every bit that any of them has set."""
    DERIVED = "derived"
    """Computed from other columns after these were put together."""


@dataclass(frozen=True, slots=True, eq=False)
class OutputColumn:
    """`id` is what clients ask for, `key` what the answer calls it. `columns` are what it adds up (both directions of a
    biflow), or the one that it shows; `side` is the values of the latter. Derived ones have neither."""

    id: str
    key: str
    title: str
    group: str
    form: Form
    together: Together
    columns: tuple[FlowColumn, ...] = ()
    side: Side = ()

    @property
    def aggregates(self) -> bool:
        """Whether flows can be put together by it."""
        return self.together in (Together.KEY, Together.BITS)


_RENAMED = {"sa": "srcip", "da": "dstip", "sp": "srcport:p", "dp": "dstport:p"}
"""Answers call these as statistics do, whether or not flows are put together (contract 2.5.6)."""
_IDS = {"source_id": methods.ROUTER, **{f"mpls_{n}": f"mpls{n}" for n in range(1, MPLS_LABELS + 1)}}
"""Columns that are shown as what a statistic counts by."""
_DATES, _COUNTERS, PERFORMANCE = "Date and time", "Counters", "Network performance"
_BOTH_WAYS = {"packets": "reverse_packets", "octets": "reverse_octets"}
_FORMS = {
    "start_ms": Form.TIME,
    "end_ms": Form.TIME,
    "protocol": Form.PROTOCOL,
    "tcp_flags": Form.FLAGS,
    **dict.fromkeys(("http_os", "http_os_major", "http_os_minor", "http_os_build"), Form.MEASURED),
    **dict.fromkeys(("tcp_window", "tcp_syn_size", "tcp_syn_ttl"), Form.MEASURED),
    "source_id": Form.ROUTER,
}
_TOGETHER = {
    **dict.fromkeys(("flows", "packets", "octets", "reverse_packets", "reverse_octets"), Together.SUM),
    **{f"{kind}_{unit}": Together.SUM for kind in ("post", "dropped") for unit in ("packets", "octets")},
    "start_ms": Together.FIRST,
    "end_ms": Together.LAST,
    "tcp_flags": Together.BITS,
}
_EXTREMES = {
    "npm_rtt": {"nrttmin": Together.SMALLEST, "nrttmax": Together.LARGEST},
    "npm_srt": {"nsrtmax": Together.LARGEST},
    "npm_retransmissions": {"nretrmax": Together.LARGEST},
}
"""Columns that show the same flow column in another way."""


def _columns() -> Iterator[OutputColumn]:
    for family, columns in FAMILIES.items():
        for column in columns:
            if column.name != "received_ms":
                yield _of_column(family, column)
            for id_, how in _EXTREMES.get(column.name, {}).items():
                yield _of_performance(id_, f"{column.title}, {how.value}", column, how)
    yield OutputColumn("td", "td", "Duration", _DATES, Form.DURATION, Together.DERIVED)
    yield OutputColumn("pps", "pps", "Packets per second", _COUNTERS, Form.SCALED, Together.DERIVED)
    yield OutputColumn("bps", "bps", "Bits per second", _COUNTERS, Form.SCALED, Together.DERIVED)
    yield OutputColumn("bpp", "bpp", "Bytes per packet", _COUNTERS, Form.NUMBER, Together.DERIVED)


def _of_column(family: str, column: FlowColumn) -> OutputColumn:
    id_ = _IDS.get(column.name) or column.flowmon_id or column.name
    if family == PERFORMANCE:
        how = {"max": Together.LARGEST, "min": Together.SMALLEST}.get(column.name.rpartition("_")[2], Together.MEAN)
        return _of_performance(id_, column.title, column, how)
    together = _TOGETHER.get(column.name, Together.KEY)
    group = {Together.FIRST: _DATES, Together.LAST: _DATES, Together.SUM: _COUNTERS}.get(together, family)
    back = _BOTH_WAYS.get(column.name)
    columns = (column,) if back is None else (column, BY_NAME[back])
    title, form = column.title, _form(column)
    if column.name in _IDS:
        title, side = methods.SINGLE[id_].title, methods.SINGLE[id_].sides[0]
    else:
        side = _side(column)
    return OutputColumn(id_, _RENAMED.get(id_, id_), title, group, form, together, columns, side)


def _of_performance(id_: str, title: str, column: FlowColumn, how: Together) -> OutputColumn:
    return OutputColumn(id_, id_, title, PERFORMANCE, Form.MEASURED, how, (column,), _side(column))


def _side(column: FlowColumn) -> Side:
    return tuple(Value.of(name) for name in column.physical)


def _form(column: FlowColumn) -> Form:
    if column.name in _FORMS:
        return _FORMS[column.name]
    if _TOGETHER.get(column.name) is Together.SUM:
        return Form.SCALED
    if any(words.endswith("mac") for words in column.filters):
        return Form.MAC
    return {Kind.ADDRESS: Form.ADDRESS, Kind.TEXT: Form.TEXT}.get(column.kind, Form.NUMBER)


_GROUPS = (_DATES, "Every flow", _COUNTERS)
"""These come first (contract 2.4)."""
OUTPUTS: dict[str, OutputColumn] = {
    column.id: column
    for column in sorted(_columns(), key=lambda c: _GROUPS.index(c.group) if c.group in _GROUPS else len(_GROUPS))
}
"""By id: the product's where one is known, else that of a statistic, else the name of the flow column."""
_BY_KEY = {column.key: column for column in OUTPUTS.values()}

DEFAULT = ("ts", "td", "pr", "sa", "sp", "da", "dp", "flg", "tos", "pkt", "byt", "fl")
EXTENDED = (*DEFAULT[:-1], "pps", "bps", "bpp", "fl")
DEFINITIONS: dict[str, tuple[str, ...]] = {"default": DEFAULT, "extended": EXTENDED}
"""Sets of columns by name (contract 2.4)."""

ORDER_BYS: dict[str, OutputColumn] = {
    "tstart": OUTPUTS["ts"],
    "tend": OUTPUTS["te"],
    **{id_: column for id_, column in OUTPUTS.items() if column.group == PERFORMANCE},
    "duration": OUTPUTS["td"],
    "bytes": OUTPUTS["byt"],
    "packets": OUTPUTS["pkt"],
    "flows": OUTPUTS["fl"],
    **{id_: OUTPUTS[id_] for id_ in ("bps", "pps", "bpp")},
}
"""What listings are sorted by: times ascending, all else descending."""


def find(id_: str) -> OutputColumn:
    """The column of an id, or of what answers call it. Errors: KeyError."""
    return OUTPUTS.get(id_) or _BY_KEY[id_]


def id_of(key: str) -> str:
    """The id of the column that answers call `key`; `key` where there is none."""
    column = _BY_KEY.get(key)
    return key if column is None else column.id
