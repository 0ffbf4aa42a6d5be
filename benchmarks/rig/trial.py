"""The highest rate without a lost flow, found and proven.

A trial sends at one rate for some seconds. It passes when the kernel dropped nothing, the collector lost nothing by its
own word, and all was taken in soon after the last datagram, so that nothing had piled up. The search brackets and
halves in one process; what it finds is proven in a fresh one, where the flows that can be queried at the end have to be
those that were sent.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rig.capture import Capture
from rig.collectors import Collector
from rig.remote import RemoteSender
from rig.sender import Job

WARM_UP = Job(rate=2000, seconds=0.3)
SETTLE_S = 120
SLACK_S = 0.25
"""How long a collector may need after the last datagram, besides a tenth of the trial."""
STEP_DOWN = 0.95
LOWEST_RATE = 50


@dataclass(frozen=True)
class Conditions:
    """What a rate is measured with. `precision` is the relative width at which the search stops, `retries`
    how often a rate that failed is tried again, `proofs` at how many rates, each a little lower, a proof is tried."""

    capture: Path
    port: int
    collector_cpu: int
    sender_cpu: int
    seconds: float = 3.0
    precision: float = 0.04
    retries: int = 2
    proofs: int = 6
    offload: bool = True
    scratch: Path | None = None


@dataclass(frozen=True)
class Trial:
    """One stretch of sending. `settled_s` is None if the collector was not done in time."""

    rate: float
    flows: int
    seconds: float
    lost: int
    settled_s: float | None
    cpu_s: float

    @property
    def passed(self) -> bool:
        """No loss, nothing piled up."""
        slack = SLACK_S + self.seconds / 10
        return self.lost == 0 and self.settled_s is not None and self.settled_s <= slack


@contextlib.contextmanager
def running(kind: type[Collector], conditions: Conditions) -> Iterator[tuple[Collector, RemoteSender, float]]:
    """A collector in a fresh folder, the sender, and the start-up seconds."""
    folder = Path(tempfile.mkdtemp(prefix=f"{kind.name}-", dir=conditions.scratch))
    collector = kind(folder / "run", conditions.port, conditions.collector_cpu)
    try:
        start_s = collector.start()
        with RemoteSender(conditions.capture, conditions.port, conditions.sender_cpu, conditions.offload) as sender:
            yield collector, sender, start_s
    finally:
        collector.stop()
        shutil.rmtree(folder)


def attempt(collector: Collector, sender: RemoteSender, job: Job) -> Trial:
    """One trial."""
    lost, cpu_s = collector.lost(), collector.usage().cpu_s
    sent = sender.send(job)
    settled_s = collector.settle(SETTLE_S)
    rate = sent.datagrams / sent.seconds
    cpu_s = collector.usage().cpu_s - cpu_s
    return Trial(rate, sent.flows, sent.seconds, collector.lost() - lost + sent.refused, settled_s, cpu_s)


def measure(kind: type[Collector], conditions: Conditions) -> dict[str, Any]:
    """A collector's figures: rates in flows/s, times in s, memory in MiB."""
    per_datagram = Capture(conditions.capture).flows_per_datagram
    with running(kind, conditions) as (collector, sender, start_s):
        sender.send(WARM_UP)
        collector.settle(SETTLE_S)
        idle_mib = collector.usage().rss_mib
        flood = attempt(collector, sender, Job(seconds=conditions.seconds))
        taken_flows = max(0.0, flood.flows - flood.lost * per_datagram)
        taken = taken_flows / (flood.seconds + (flood.settled_s or SETTLE_S))
        rate = _search(collector, sender, conditions, taken / per_datagram)
    figures = {
        "start_s": start_s,
        "idle_mib": idle_mib,
        "flooded_flows_per_s": flood.flows / flood.seconds,
        "flood_taken_flows_per_s": taken if kind.counts_losses else None,
        "flood_flows_per_cpu_s": taken_flows / flood.cpu_s if kind.counts_losses else None,
    }
    for _ in range(conditions.proofs):
        proof = _prove(kind, conditions, rate)
        if proof["exact"]:
            return {**figures, **proof}
        rate *= STEP_DOWN
    return {**figures, **proof, "loss_free_flows_per_s": 0.0}


def _search(collector: Collector, sender: RemoteSender, conditions: Conditions, guess: float) -> float:
    """The highest rate (datagrams/s) that passes, to the precision asked for; from a guess outwards, then by halves."""
    passed, failed = 0.0, float("inf")
    rate = max(guess, LOWEST_RATE)
    while passed < (1 - conditions.precision) * failed and rate >= LOWEST_RATE:
        job = Job(rate=rate, seconds=conditions.seconds)
        trial = attempt(collector, sender, job)
        for _ in range(conditions.retries):  # another process may have taken the processor
            trial = trial if trial.passed else attempt(collector, sender, job)
        if trial.passed and trial.rate < STEP_DOWN * rate:
            return trial.rate  # the sender is at its end
        if trial.passed:
            passed = rate
        else:
            failed = rate
        if failed == float("inf"):
            rate = passed * 1.3
        elif passed == 0.0:
            rate = failed * 0.75
        else:
            rate = (passed + failed) / 2
    return passed or LOWEST_RATE


def _prove(kind: type[Collector], conditions: Conditions, rate: float) -> dict[str, Any]:
    """Send at a rate to a fresh collector and count."""
    with running(kind, conditions) as (collector, sender, _):
        warm = attempt(collector, sender, WARM_UP)
        trial = attempt(collector, sender, Job(rate=rate, seconds=2 * conditions.seconds))
        peak_mib = collector.usage().peak_rss_mib
        began = time.perf_counter()
        counted = collector.count()
        read_s = time.perf_counter() - began
    sent = warm.flows + trial.flows
    return {
        "loss_free_flows_per_s": trial.flows / trial.seconds,
        "exact": trial.passed and warm.lost == 0 and 0 <= sent - counted <= kind.leftover_flows,
        "sent": sent,
        "counted": counted,
        "queryable_s": None if trial.settled_s is None else trial.settled_s + read_s,
        "cpu_s_per_million": trial.cpu_s / trial.flows * 1e6,
        "peak_mib": peak_mib,
    }
