"""What one asks of the analysis and what it answers. Times are ms since 1970 UTC unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.outputs import DEFAULT, OutputColumn
from fauxmon_model.stored_flows import SLOT_MS

Measure = Literal["traffic", "packets", "flows"]
"""bits/s, packets/s, flows/s."""

STEP_MS = SLOT_MS
"""The product's slot: five minutes."""


@dataclass(frozen=True, slots=True)
class ChartQuery:
    """A chart of a Profile's Channels. `channel_ids` None is all of them, `protocol` an id of `protocols.PROTOCOLS`.

    `step_ms` 300,000 gives the product's points; finer steps are ours. `from_ms` and `to_ms` are rounded down to the
    step, yet there is at least one slot (REST contract §2.5.3): to see the slot that is still open, let `to_ms` lie
    past its end. `npm` are ids of `npm.METRICS`.
    """

    profile_id: str
    from_ms: int
    to_ms: int
    measure: Measure = "traffic"
    protocol: int = 0
    channel_ids: Sequence[str] | None = None
    step_ms: int = STEP_MS
    npm: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One Channel's points (label, rate). The label is the slot's end, so a series covers (from, to]."""

    channel_id: str
    name: str
    sign: str
    color: str
    points: list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class NpmSeries:
    """Points (label, value) of a metric over all Channels together, `id` as in `npm-srt`: means in microseconds, of
    retransmissions their sum. A slot in which no flow carries the metric is 0."""

    id: str
    points: list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Chart:
    """Series in the Profile's order, all with the same labels. A slot without flows is 0, future slots are left out.
    Channels whose mode says so are left out.

    `open_slot_ms` is the label of the first slot that is open, if the chart contains one: it and what lies behind still
    grow.
    """

    step_ms: int
    series: list[Series]
    open_slot_ms: int | None
    npm: list[NpmSeries]


@dataclass(frozen=True, slots=True)
class ChannelTotals:
    """Sums over one Channel, both directions of biflows together; when its first and last flows were received."""

    channel_id: str
    name: str
    sign: str
    color: str
    flows: int
    packets: int
    octets: int
    first_ms: int | None
    last_ms: int | None


class Limit(NamedTuple):
    """Subjects whose sum of `column` (`packets`, `bytes`) is beyond `value`: `<` below, `>` above (contract 2.5.5)."""

    column: str
    operator: str
    value: int


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """A Top N. `stats_by` is an id that `methods.find` knows, `order_by` one of `orders.find`.

    Channels that overlap give a flow once here; `filter` is filter language text and acts on single flows. `above` acts
    on sums. Masks turn addresses into networks. `aggregate_by` are ids by which flows are put together instead of the
    5-tuple, `bidirectional` puts both directions together: both are for `record` only. `timed` tells when the flows of
    a subject began and ended, and takes its rates over that time as nfdump does, else they are over the time asked for.
    `blacklist` are addresses and networks.
    """

    profile_id: str
    from_ms: int
    to_ms: int
    stats_by: str
    order_by: str = "bytes"
    limit: int = 10
    channel_ids: Sequence[str] | None = None
    filter: str = "any"
    protocol: int = 0
    source_masks: Sequence[Mask] = ()
    target_masks: Sequence[Mask] = ()
    bidirectional: bool = False
    aggregate_by: Sequence[str] = ()
    above: Limit | None = None
    timed: bool = False
    blacklist: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """One subject (address, port or protocol name as text, empty in rows of many subjects) and its sums.

    `proto` is the protocol number where the subject is bound to one (`portp`, `srcport:p`, `proto`). `bps` is bits and
    `pps` packets per second, `bpp` octets per packet. `start_ms` and `end_ms` are told if that was asked for. `parts`
    are the pieces of a subject that is made of several (`record`): what each is called in results (contract 2.5.6), and
    its text.
    """

    subject: str
    proto: int | None
    flows: int
    packets: int
    octets: int
    bps: float
    start_ms: int | None = None
    end_ms: int | None = None
    pps: float = 0.0
    bpp: float = 0.0
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """Rows in the order asked for, the total of everything selected (each flow once), what of it is in no row, and what
    has an end in the blacklist, if there is one. These are without subject, over the time asked for."""

    rows: list[StatisticsRow]
    total: StatisticsRow
    other: StatisticsRow
    blacklisted: StatisticsRow | None = None


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Flows one by one, or put together by `aggregate_by` (ids that `aggregations.find` knows). A mask acts on an
    address that they are put together by.

    `columns` are ids that `outputs.find` knows, `sort_by` is one of `outputs.ORDER_BYS`; without it flows come as they
    were received and groups by when they began. `filter` acts on single flows (R64).
    """

    profile_id: str
    from_ms: int
    to_ms: int
    columns: Sequence[str] = DEFAULT
    channel_ids: Sequence[str] | None = None
    filter: str = "any"
    aggregate_by: Sequence[str] = ()
    source_masks: Sequence[Mask] = ()
    target_masks: Sequence[Mask] = ()
    sort_by: str | None = None
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of raw values in the order of the columns, None what a flow does not have; `texts.written` writes them."""

    columns: tuple[OutputColumn, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class TrafficRow:
    """One Channel in the table of a traffic Chapter (REST contract §2.7.2, §2.7.3).

    `ibyt` octets; `bps` mean bits/s (divided by one slot more than there are); `mbps` bits/s of the largest slot;
    `bps95` and `ibyt95` bits/s and octets of the slot at the 95th percentile (nearest rank).
    """

    channel_id: str
    name: str
    sign: str
    color: str
    flows: int
    packets: int
    ibyt: int
    bps: float
    mbps: float
    bps95: float
    ibyt95: int


@dataclass(frozen=True, slots=True)
class TrafficSeries:
    """Points (label in SECONDS since 1970, bits/s, packets/s, flows/s) of one Channel."""

    channel_id: str
    name: str
    sign: str
    color: str
    points: list[tuple[int, float, float, float]]


class NpmValue(NamedTuple):
    """A metric over a time: what its columns are called, how many records carry it, their mean, the largest of them; 0
    where none does."""

    mean_column: str
    peak_column: str
    records: int
    mean: float
    peak: int


@dataclass(frozen=True, slots=True)
class NpmData:
    """What a traffic Chapter shows of performance: (name, values) of each Channel, in the order of its rows of traffic;
    all Channels together; a series a metric, labels in SECONDS since 1970."""

    rows: list[tuple[str, list[NpmValue]]]
    total: list[NpmValue]
    chart: list[NpmSeries]


@dataclass(frozen=True, slots=True)
class TrafficData:
    """A traffic Chapter: rows by its `channelsOrderBy` descending, their total, series in the Profile's order.

    `total` adds up the Channels (rule R36: overlapping Channels count twice); its `mbps` is the largest slot of the
    sum. `npm` is None if the Chapter shows none.
    """

    step_ms: int
    rows: list[TrafficRow]
    total: TrafficRow
    chart: list[TrafficSeries]
    open_slot_ms: int | None
    npm: NpmData | None = None

    @property
    def any_flow(self) -> bool:
        """Whether there is anything to see."""
        return self.total.flows > 0 or (self.npm is not None and any(value.records for value in self.npm.total))


@dataclass(frozen=True, slots=True)
class TopSeries:
    """Points (label in SECONDS since 1970, what the Chapter orders by: per second, or octets per packet) of the n-th
    row; `name` is `Top<n>`."""

    name: str
    subject: str
    points: list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class TopData:
    """A top Chapter: rows, the flows of the rows together, those of no row, everything selected, what of it has an end
    in the Chapter's black list if it has one, and one series a row.

    Where a flow counts for both of its ends (`ip`, `port`, `portp`), the rows may add up to more than `total`, as in
    nfdump. `together`, `other` and `total` have each flow once.
    """

    step_ms: int
    rows: list[StatisticsRow]
    together: StatisticsRow
    other: StatisticsRow
    total: StatisticsRow
    blacklisted: StatisticsRow | None
    chart: list[TopSeries]
    open_slot_ms: int | None
