"""The highest rate of flows over UDP that a collector takes without losing one.

    .venv/bin/python benchmarks/live_udp.py [--quick] [--rounds 5] [--json FILE]

Fauxmon and its peers (nfcapd, nfcapd with LZ4, nfacctd with its memory plugin) in turn, each alone on one processor
with the sender on another, in a private network namespace where that is allowed. Rates are in flows/s; `queryable` is
the time from the last datagram until the flows have been counted by the collector's own reader. A flood, as fast as the
sender can, tells what is taken in then, and how many flows for a second of CPU time: the figure that suffers least from
others on the machine.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rig import kernel, report
from rig.collectors import ALL
from rig.generator import Load, generate
from rig.layouts import IPFIX, V9
from rig.trial import Conditions, measure

VERSIONS = {"v9": V9, "ipfix": IPFIX}


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=5)
    parser.add_argument("--protocols", nargs="+", choices=VERSIONS, default=list(VERSIONS))
    parser.add_argument("--only", nargs="+", choices=[kind.name for kind in ALL], help="only these collectors")
    parser.add_argument("--flows", type=int, default=1_000_000, help="in the capture, which is repeated")
    parser.add_argument("--exporters", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a trial; the proof takes twice as long")
    parser.add_argument("--precision", type=float, default=0.04)
    parser.add_argument("--retries", type=int, default=2, help="how often a rate that failed is tried again")
    parser.add_argument("--proofs", type=int, default=6, help="how many rates are tried in a fresh process")
    parser.add_argument("--no-offload", action="store_true", help="the sender makes one system call for each datagram")
    parser.add_argument("--port", type=int, default=20_551)
    parser.add_argument("--scratch", type=Path, help="where collectors write, instead of the system's temporary folder")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.protocols = 1, options.protocols[-1:]
        options.seconds, options.precision, options.retries = min(options.seconds, 0.5), max(options.precision, 0.2), 0
        options.flows = min(options.flows, 200_000)
    alone = kernel.enter_private_network()
    kinds = {kind.name: kind for kind in ALL if kind.installed() and (not options.only or kind.name in options.only)}
    collector_cpu, sender_cpu = kernel.processors()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for protocol in options.protocols:
            capture = Path(folder) / f"{protocol}.pcap"
            load = Load(VERSIONS[protocol], options.flows, options.exporters, 2 * options.exporters)
            generate(load, capture)
            conditions = Conditions(
                *(
                    capture,
                    options.port,
                    collector_cpu,
                    sender_cpu,
                    options.seconds,
                    options.precision,
                    options.retries,
                    options.proofs,
                ),
                offload=not options.no_offload,
                scratch=options.scratch,
            )
            rounds = report.play(list(kinds), options.rounds, lambda name: measure(kinds[name], conditions))  # noqa: B023
            results[protocol] = _summary(protocol, rounds)
    settings = {**vars(options), "private_network": alone, "missing": [k.name for k in ALL if not k.installed()]}
    report.save(options.json, "live_udp", settings, {"results": results})


def _summary(protocol: str, rounds: list[report.Round]) -> dict[str, object]:
    ours = next(iter(rounds[0]))
    columns = {
        "loss-free/s": report.medians(rounds, "loss_free_flows_per_s"),
        f"{ours} is": report.ratios(rounds, "loss_free_flows_per_s", ours),
        "flooded, taken/s": report.medians(rounds, "flood_taken_flows_per_s"),
        "taken/CPU s": report.medians(rounds, "flood_flows_per_cpu_s"),
        f"{ours} is (CPU)": report.ratios(rounds, "flood_flows_per_cpu_s", ours),
        "CPU s/M flows": report.medians(rounds, "cpu_s_per_million"),
        "queryable s": report.medians(rounds, "queryable_s"),
        "peak MiB": report.medians(rounds, "peak_mib"),
        "start s": report.medians(rounds, "start_s"),
    }
    report.table(f"{protocol}: medians of {len(rounds)}, ratios within the rounds", columns)
    return {"medians": columns, "rounds": rounds}


if __name__ == "__main__":
    sys.exit(main())
