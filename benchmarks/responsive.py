"""How fast REST answers while flows come in at half of the highest rate.

    .venv/bin/python benchmarks/responsive.py [--quick] [--json FILE]

First the highest loss-free rate is found (or given with --rate, in flows/s), then a fresh server gets half of it while
a client asks in turn for a chart, the Sources and the ledger, a few times a second. The server has one processor,
client and sender share another. Times are in milliseconds from the client's view.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rig import kernel, report
from rig.collectors import Fauxmon
from rig.generator import Load, generate
from rig.remote import RemoteSender
from rig.rest import HOUR_MS, Rest
from rig.sender import Job
from rig.trial import SETTLE_S, WARM_UP, Conditions, attempt, measure, running

PERCENTILES = {"p50": 50, "p90": 90, "p99": 99, "worst": 100}


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=1)
    parser.add_argument("--rate", type=float, help="the highest rate, in flows/s, instead of finding it")
    parser.add_argument("--share", type=float, default=0.5, help="of the highest rate")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--calls", type=float, default=10, help="calls a second")
    parser.add_argument("--flows", type=int, default=1_000_000, help="in the capture, which is repeated")
    parser.add_argument("--port", type=int, default=20_554)
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, min(options.seconds, 10)
    kernel.enter_private_network()
    with tempfile.TemporaryDirectory() as folder:
        capture = generate(Load(flows=options.flows), Path(folder) / "ipfix.pcap")
        conditions = Conditions(capture.path, options.port, *kernel.processors(), seconds=1, precision=0.1)
        highest = options.rate or measure(Fauxmon, conditions)["loss_free_flows_per_s"]
        rate = options.share * highest / capture.flows_per_datagram
        rounds = []
        for _ in range(options.rounds):
            with running(Fauxmon, conditions) as (collector, sender, _):
                assert isinstance(collector, Fauxmon)
                attempt(collector, sender, WARM_UP)
                jobs = {"idle": None, "busy": Job(rate=rate, seconds=options.seconds)}
                ask = lambda name: _ask(collector, sender, jobs[name], options)  # noqa: B023, E731
                rounds += report.play(list(jobs), 1, ask)
    names = ("chart", "sources", "ledger")
    columns = {f"{call} {name}": report.medians(rounds, f"{call}.{name}") for call in names for name in ("p50", "p99")}
    columns["lost"] = report.medians(rounds, "lost")
    report.table(f"ms, at {options.share:.0%} of {highest:,.0f} flows/s", columns)
    report.save(options.json, "responsive", vars(options), {"highest_flows_per_s": highest, "rounds": rounds})


def _ask(collector: Fauxmon, sender: RemoteSender, job: Job | None, options: Any) -> dict[str, Any]:
    """Percentiles of each call's times, while a job is done or nothing comes."""
    if job:
        sender.begin(job)
    times = _call(collector.rest, options.seconds, options.calls)
    flows = sender.finish().flows if job else 0
    collector.settle(SETTLE_S)
    together = list(itertools.chain.from_iterable(times.values()))
    return {
        **{call: _percentiles(taken) for call, taken in times.items()},
        "all": _percentiles(together),
        "all_p99_ms": _percentiles(together)["p99"],
        "calls": len(together),
        "flows_per_s": flows / options.seconds,
        "lost": collector.lost(),
    }


def _call(rest: Rest, seconds: float, per_second: float) -> dict[str, list[float]]:
    """Ask at a steady pace; the times of each kind of call in ms."""
    now_ms = rest.now_ms()
    calls: dict[str, Callable[[], object]] = {
        "chart": lambda: rest.chart(now_ms - HOUR_MS, now_ms + HOUR_MS),
        "sources": rest.sources,
        "ledger": rest.ledger,
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    began = time.perf_counter()
    for number in range(max(len(calls), int(seconds * per_second))):
        time.sleep(max(0.0, began + number / per_second - time.perf_counter()))
        name = list(calls)[number % len(calls)]
        asked = time.perf_counter()
        calls[name]()
        times[name].append(1000 * (time.perf_counter() - asked))
    return times


def _percentiles(times: list[float]) -> dict[str, float]:
    return {name: float(np.percentile(times, percent)) for name, percent in PERCENTILES.items()}


if __name__ == "__main__":
    main()
