"""How fast flows go into the store, and how long the analysis takes over them.

    .venv/bin/python benchmarks/store_speed.py [--flows 5000000] [--batch 100000] [--sources 8] [--memory]
        [--limit FLOWS] [--size OCTETS]

Prints rows a second and, for each question, the median and the worst time of five. `taskset -c 0` before it gives the
figures of one core. With a limit smaller than the flows the oldest expire meanwhile: the worst append tells what that
costs those who wait. Appends below `SEGMENT_ROWS` go through the head, larger ones become segments at once.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fauxmon_collector.analysis import Analysis, ChartQuery, StatisticsQuery
from fauxmon_collector.store.base import Columns
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.bootstrap import bootstrap
from fauxmon_model.database import Database
from fauxmon_model.flow_columns import FLOW_COLUMNS
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository

NOON_MS = 1_740_830_400_000
HALF_DAY_MS = 43_200_000
COLUMNS = [(name, column.kind) for column in FLOW_COLUMNS if not column.optional for name in column.physical]


def main() -> None:
    """Fill a store, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flows", type=int, default=5_000_000)
    parser.add_argument("--batch", type=int, default=100_000, help="flows an append")
    parser.add_argument("--sources", type=int, default=8)
    parser.add_argument("--memory", action="store_true", help="keep the flows in memory instead of a file")
    parser.add_argument("--limit", type=int, help="flows held [default: more than there are]")
    parser.add_argument("--size", type=int, help="octets held [default: no limit]")
    options = parser.parse_args()
    database = Database(None)
    database.start()
    repository = Repository(database, lambda: NOON_MS + HALF_DAY_MS)
    bootstrap(repository)
    for number in range(options.sources):
        repository.sources.add(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 3000, NOON_MS)
    with tempfile.TemporaryDirectory() as directory:
        path = None if options.memory else Path(directory) / "flows.duckdb"
        store = DuckDBStore(path, options.limit or 2 * options.flows, options.size)
        store.start()
        fill(store, options.flows, options.batch, options.sources)
        ask(store, repository)
        store.stop()
    database.stop()


def fill(store: DuckDBStore, flows: int, size: int, sources: int) -> None:
    """Append in batches, each one a slice of the twelve hours."""
    random = np.random.default_rng(1)
    took, cpu = [], 0.0
    for first in range(0, flows, size):
        columns = batch(random, size, first / flows, size / flows, sources)
        began, busy = time.perf_counter(), time.process_time()
        store.append([columns])
        took.append(time.perf_counter() - began)
        cpu += time.process_time() - busy
    rate = f"{flows / sum(took):,.0f} rows/s, {cpu / flows * 1e6:.2f} CPU s a million"
    took_ms = sorted(1000 * one for one in took)
    print(f"append: {rate} in batches of {size:,}; ", end="")
    at99 = took_ms[len(took_ms) * 99 // 100]
    print(f"a batch {statistics.median(took_ms):.1f} ms, 1 of 100 over {at99:.0f} ms, worst {took_ms[-1]:.0f} ms")
    held = store.stats()
    print(f"{held['flows']:,} flows held, {held['expired']:,} expired; ", end="")
    print(f"{held['segments']} segments, {held['segment_octets'] / max(1, held['flows']):.1f} octets a flow held")


def batch(random: np.random.Generator, size: int, begin: float, length: float, sources: int) -> Columns:
    """Random flows: 20,000 addresses of uneven weight, all ports, four protocols."""
    columns: dict[str, npt.NDArray[np.generic]] = {
        name: random.integers(0, 200, size).astype(kind.dtype) for name, kind in COLUMNS
    }
    when = NOON_MS + HALF_DAY_MS * (begin + length * np.sort(random.random(size)))
    columns["received_ms"] = when.astype(np.int64)
    columns["start_ms"] = (when - random.exponential(30_000, size)).astype(np.int64)
    columns["npm_srt"], columns["npm_rtt"] = (random.integers(0, 90_000, size).astype(np.uint32) for _ in range(2))
    columns["source_id"] = random.integers(1, sources + 1, size).astype(np.uint32)
    columns["octets"] = random.integers(40, 100_000, size).astype(np.uint64)
    columns["protocol"] = random.choice(np.array([1, 6, 17, 58], dtype=np.uint8), size)
    for end in ("src", "dst"):
        columns[f"{end}_hi"] = np.zeros(size, dtype=np.uint64)
        columns[f"{end}_lo"] = (0xFFFF_0A00_0000 + random.zipf(1.3, size) % 20_000).astype(np.uint64)
        columns[f"{end}_port"] = random.integers(0, 65_536, size).astype(np.uint16)
    return columns


def ask(store: DuckDBStore, repository: Repository) -> None:
    """Time the questions of pages and clients."""
    analysis, by_start = (Analysis(store, repository, lambda: NOON_MS + HALF_DAY_MS, time) for time in ChartTime)
    span = (NOON_MS, NOON_MS + HALF_DAY_MS)
    channels = [ChannelDraft(name=f"c{n}", filter=f"dst port > {n * 1000} and proto tcp") for n in range(40)]
    ten, forty = (
        repository.profiles.create(ProfileDraft(name=f"P{n}", start_ms=NOON_MS, channels=channels[:n])).id
        for n in (10, 40)
    )
    last = span[1] - 600_000, span[1]
    measure("chart of All Sources, 12 h by 5 min", lambda: analysis.chart(ChartQuery("live", *span)))
    measure("chart of All Sources, 10 min by 1 s", lambda: analysis.chart(ChartQuery("live", *last, step_ms=1000)))
    npm = ChartQuery("live", *span, npm=("srt", "rtt", "jitter", "rtr"))
    measure("chart with performance, 12 h by 5 min", lambda: analysis.chart(npm))
    measure("by start: chart, 12 h by 5 min", lambda: by_start.chart(ChartQuery("live", *span)))
    measure("by start: chart, 10 min by 1 s", lambda: by_start.chart(ChartQuery("live", *last, step_ms=1000)))
    measure("totals of All Sources, 12 h", lambda: analysis.totals("live", *span))
    measure("chart of 10 Channels with filters, 12 h", lambda: analysis.chart(ChartQuery(ten, *span)))
    measure("chart of 40 Channels with filters, 12 h", lambda: analysis.chart(ChartQuery(forty, *span)))
    for stats_by in ("ip", "srcip", "port", "portp", "proto"):
        query = StatisticsQuery("live", *span, stats_by)
        measure(f"top 10 by {stats_by}, 12 h", lambda query=query: analysis.statistics(query))


def measure(label: str, call: Callable[[], object]) -> None:
    """Five runs."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{label:42s} {statistics.median(took):6.0f} ms, worst {max(took):.0f} ms")


if __name__ == "__main__":
    main()
