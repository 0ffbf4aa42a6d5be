"""Parts of an append with more sets of columns than its SQL has branches."""

from __future__ import annotations

import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store import batches, ddl
from fauxmon_collector.store.base import Columns
from fauxmon_collector.store.duckdb import HEAD_ROWS, SEGMENT_ROWS, DuckDBStore
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, Kind, Texts

OPTIONAL = [
    c for c in FLOW_COLUMNS if c.optional and c.kind in (Kind.U8, Kind.U16, Kind.U32, Kind.U64, Kind.F64, Kind.TEXT)
]


@pytest.mark.parametrize("rows", [1, SEGMENT_ROWS // 20], ids=["head", "segment"])
def test_forty_sets_of_columns_come_back_each_with_what_it_lacks(rows: int) -> None:
    chosen = [column for kind in Kind for column in [c for c in OPTIONAL if c.kind is kind][:7]]
    parts: list[Columns] = []
    for number, column in enumerate(chosen):
        value = (
            Texts(np.zeros(rows, np.int32), [column.name])
            if column.kind is Kind.TEXT
            else np.full(rows, number, np.dtype(column.kind.dtype))
        )
        parts.append({"start_ms": np.full(rows, number), column.name: value})
    assert len(batches.joined(parts)) < len(parts)
    store = DuckDBStore(None, 8 * HEAD_ROWS)
    store.start()

    assert store.append(parts) == rows * len(parts)

    columns = [FLOWS.c[column.name] for column in chosen]
    found = store.fetch(sa.select(FLOWS.c.start_ms, *columns).distinct().order_by(FLOWS.c.start_ms))
    store.stop()
    assert len(found) == len(chosen)
    for number, (column, row) in enumerate(zip(chosen, found, strict=True)):
        told = column.name if column.kind is Kind.TEXT else number
        assert row == (number, *(told if other is column else None for other in chosen))


def test_small_parts_are_joined_and_large_ones_are_not_copied() -> None:
    large, small = np.arange(batches._ALONE, dtype=np.uint32), np.arange(3, dtype=np.uint32)
    first, second, rest = batches.joined([{"octets": part} for part in (small, large, small, large)])
    assert first.columns["octets"] is second.columns["octets"] is large
    assert rest.columns["octets"].tolist() == [*small, *small]


def test_a_code_without_a_value_is_refused() -> None:
    name = next(column.name for column in OPTIONAL if column.kind is Kind.TEXT)
    for codes in ([0, 1], [-1, 0]):
        with pytest.raises(ValueError, match="a code without a value"):
            batches.joined([{name: Texts(np.array(codes, np.int32), ["only"])}])


def test_chunks_hold_every_row_once_and_are_of_about_one_size() -> None:
    given = batches.joined([{"octets": np.arange(70, dtype=np.uint8)}, {"packets": np.arange(31, dtype=np.uint8)}])

    chunks = list(batches.chunks(given, 25))

    assert [sum(batch.rows for batch in chunk) for chunk in chunks] == [21, 21, 21, 21, 17]
    octets = [batch.columns["octets"] for chunk in chunks for batch in chunk if "octets" in batch.columns]
    assert np.concatenate(octets).tolist() == list(range(70))


@pytest.mark.parametrize("beside", [0, 1, 2 * len(OPTIONAL)], ids=["alone", "with its like", "with all others"])
def test_what_is_masked_is_absent_wherever_it_goes(beside: int) -> None:
    domains = np.arange(4, dtype=np.uint32)
    others: list[Columns] = [{"observation_domain": domains + np.uint32(4)}]
    others += [{column.name: np.zeros(1, np.uint8)} for column in OPTIONAL if column.kind is Kind.U8]
    masked: Columns = {"observation_domain": np.ma.masked_array(domains, [False, True, False, True])}
    store = DuckDBStore(None, 8 * HEAD_ROWS)
    store.start()

    store.append([masked, *others[:beside]])

    domain = FLOWS.c.observation_domain
    found = store.fetch(sa.select(domain).where(domain.is_not(None)).order_by(domain))
    store.stop()
    assert [value for (value,) in found] == [0, 2, *((4, 5, 6, 7) if beside else ())]


def test_a_column_is_written_where_it_tells_something() -> None:
    none = np.zeros(3, np.uint8)
    all_absent = np.ma.masked_array(none.astype(np.uint16), [True, True, True])
    some_absent = np.ma.masked_array(none.astype(np.uint16), [True, False, True])
    parts: list[Columns] = [
        {
            "source_id": none.astype(np.uint32),
            "octets": none,
            "packets": none,
            "engine_id": none,
            "src_vlan": all_absent,
        },
        {"octets": np.array([0, 0, 7], np.uint64), "tos": none, "dst_vlan": some_absent},
    ]
    _, tables, columns = batches.select(batches.joined(parts))
    assert len(tables) == 2
    # Of optional columns 0 is a value and absent is none; the others are 0 where there is no column.
    assert columns == ddl.ordered(["source_id", "received_ms", "octets", "engine_id", "dst_vlan"])


def test_what_one_batch_lacks_is_zero_or_absent() -> None:
    store = DuckDBStore(None, 8 * HEAD_ROWS)
    store.start()
    narrow: Columns = {"octets": np.full(SEGMENT_ROWS, 200, np.uint8), "tos": np.ones(SEGMENT_ROWS, np.uint8)}
    wide: Columns = {"octets": np.full(SEGMENT_ROWS, 2**40, np.uint64), "engine_id": np.zeros(SEGMENT_ROWS, np.uint8)}

    store.append([narrow, wide])

    columns = (FLOWS.c.octets, FLOWS.c.tos, FLOWS.c.packets, FLOWS.c.engine_id, FLOWS.c.source_id)
    found = store.fetch(sa.select(*columns, sa.func.count()).group_by(*columns).order_by(FLOWS.c.octets))
    segments = store.stats()["segments"]
    store.stop()
    assert found == [(200, 1, 0, None, 0, SEGMENT_ROWS), (2**40, 0, 0, 0, 0, SEGMENT_ROWS)]
    assert segments == 1
