"""What a flow costs, by the number of exporters and of templates; memory and stored size over millions of flows.

    .venv/bin/python benchmarks/scaling.py [--quick] [--rounds 3] [--json FILE]

IPFIX over UDP at one rate for all, nfcapd beside it in the same round. Templates are spread over 100 exporters (over as
many as there are templates, if there are fewer), once all of one layout and once each with an order of fields of its
own. The last part sends 10 M flows and tells the peak of the resident memory and the octets on disk for each flow.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import Any

from rig import kernel, report
from rig.capture import Capture
from rig.collectors import Collector, Fauxmon, Nfcapd
from rig.generator import Load, generate
from rig.sender import Job
from rig.trial import Conditions, attempt, running

EXPORTERS = (1, 10, 100, 1000)
TEMPLATES = (1, 10, 100, 1000, 10_000)
SPREAD = 100
QUICK = ["1 exporters", "1000 exporters", "1000 templates differing"]
LOOK_S = 0.05


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=3)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these loads, such as '100 exporters'")
    parser.add_argument("--flows", type=int, default=1_000_000, help="in each run")
    parser.add_argument("--rate", type=float, default=300_000, help="flows a second")
    parser.add_argument("--memory-flows", type=int, default=10_000_000)
    parser.add_argument("--port", type=int, default=20_555)
    options = parser.parse_args()
    loads = {f"{n} exporters": Load(exporters=n, templates=2 * n) for n in EXPORTERS}
    for n in TEMPLATES:
        loads[f"{n} templates alike"] = Load(exporters=min(n, SPREAD), templates=n)
        loads[f"{n} templates differing"] = Load(exporters=min(n, SPREAD), templates=n, differing=True)
    if options.quick:
        options.rounds, options.flows = 1, min(options.flows, 100_000)
        options.memory_flows = min(options.memory_flows, 1_000_000)
        options.only = options.only or QUICK
    loads = {name: load for name, load in loads.items() if not options.only or name in options.only}
    kernel.enter_private_network()
    kinds: list[type[Collector]] = [Fauxmon, *([Nfcapd] if Nfcapd.installed() else [])]
    with tempfile.TemporaryDirectory() as folder:
        captures = {}
        for number, (name, load) in enumerate(loads.items()):
            whole = Load(load.version, options.flows, load.exporters, load.templates, load.differing)
            captures[name] = generate(whole, Path(folder) / f"{number}.pcap")
        rounds = []
        for _ in range(options.rounds):
            one: dict[str, dict[str, Any]] = {name: {} for name in loads}
            for name, capture in captures.items():
                for kind in kinds:
                    one[name][kind.name] = _cost(kind, capture, options)
                print(name, {kind: figures["cpu_s_per_million"] for kind, figures in one[name].items()}, flush=True)
            rounds.append(one)
        columns = {kind.name: report.medians(rounds, f"{kind.name}.cpu_s_per_million") for kind in kinds}
        report.table(f"CPU s per million flows at {options.rate:,.0f} flows/s: medians of {options.rounds}", columns)
        memory = _memory(captures[next(iter(loads))], options)
        print(f"\n{memory}")
    report.save(options.json, "scaling", vars(options), {"medians": columns, "rounds": rounds, "memory": memory})


def _cost(kind: type[Collector], capture: Capture, options: Any) -> dict[str, Any]:
    """CPU time for one passage through the capture, after another one that makes everything known."""
    conditions = Conditions(capture.path, options.port, *kernel.processors())
    rate = options.rate / capture.flows_per_datagram
    with running(kind, conditions) as (collector, sender, _):
        first = attempt(collector, sender, Job(rate=rate, flows=capture.truth["flows"]))
        trial = attempt(collector, sender, Job(rate=rate, flows=capture.truth["flows"]))
        peak_mib = collector.usage().peak_rss_mib
        counted = collector.count()
    return {
        "cpu_s_per_million": trial.cpu_s / trial.flows * 1e6,
        "first_cpu_s_per_million": first.cpu_s / first.flows * 1e6,
        "peak_mib": peak_mib,
        "lost": first.lost + trial.lost,
        "exact": counted == first.flows + trial.flows,
    }


def _memory(capture: Capture, options: Any) -> dict[str, Any]:
    """Resident memory of Fauxmon while many flows come in, and what they take on disk when it has ended."""
    conditions = Conditions(capture.path, options.port, *kernel.processors())
    with running(Fauxmon, conditions) as (collector, sender, _):
        assert isinstance(collector, Fauxmon)
        done = threading.Event()
        idle_mib = collector.usage().rss_mib
        seen: list[float] = []

        def look() -> None:
            # at least once: few flows may have come before the first wait is over
            seen.append(collector.usage().rss_mib)
            while not done.wait(LOOK_S):
                seen.append(collector.usage().rss_mib)

        looking = threading.Thread(target=look)
        looking.start()
        trial = attempt(
            collector, sender, Job(rate=options.rate / capture.flows_per_datagram, flows=options.memory_flows)
        )
        done.set()
        looking.join()
        counted, peak_mib = collector.count(), collector.usage().peak_rss_mib
        collector.stop()
        octets = sum(file.stat().st_size for file in collector.data.rglob("*") if file.is_file())
    return {
        "flows": trial.flows,
        "lost": trial.lost,
        "exact": counted == trial.flows,
        "idle_mib": round(idle_mib, 1),
        "median_mib": round(sorted(seen)[len(seen) // 2], 1),
        "peak_mib": round(peak_mib, 1),
        "octets_per_flow": round(octets / trial.flows, 2),
    }


if __name__ == "__main__":
    main()
