"""How much CPU time decoding takes: datagrams to native numpy columns, every field of every record, nothing stored.

    .venv/bin/python benchmarks/decode_speed.py [--quick] [--rounds 5] [--json FILE]

On one processor, for NetFlow v9, IPFIX, and IPFIX with fields of variable length. The peer is nfcapd: Debian's cannot
read a capture, so it gets the same flows over UDP, as fast as its socket empties and without loss, and its user and
system time counts; it receives and writes its file for that, we build columns.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rig import kernel, report
from rig.capture import SOURCE_PORT, Capture
from rig.collectors import RECEIVE_BUFFER, Nfcapd
from rig.generator import Load, generate
from rig.layouts import IPFIX, V9
from rig.sender import Job
from rig.trial import Conditions, attempt, running

from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.elements import AbstractType
from fauxmon_collector.wire.messages import Session

LOADS = {"v9": Load(V9), "ipfix": Load(IPFIX), "variable": Load(IPFIX, web=True)}
OURS = "fauxmon"
PART = 131_072
"""Records whose columns are built together, as many as the collector does."""


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=5)
    parser.add_argument("--loads", nargs="+", choices=LOADS, default=list(LOADS))
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--port", type=int, default=20_552)
    parser.add_argument("--burst", type=int, default=4096, help="datagrams fed before columns are built")
    parser.add_argument("--decode", type=Path, metavar="CAPTURE", help="decode one capture in this process, print JSON")
    options = parser.parse_args()
    if options.decode:
        print(json.dumps(decode(Capture(options.decode), options.burst)))
        return
    if options.quick:
        options.rounds, options.flows = 1, min(options.flows, 200_000)
    kernel.enter_private_network()
    contestants = [OURS, *([Nfcapd.name] if Nfcapd.installed() else [])]
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.loads:
            capture = Path(folder) / f"{name}.pcap"
            load = LOADS[name]
            generate(Load(load.version, options.flows, web=load.web), capture)
            rounds = report.play(contestants, options.rounds, lambda one: _measure(one, capture, options))  # noqa: B023
            columns = {
                "CPU s/M flows": report.medians(rounds, "cpu_s_per_million"),
                "flows/CPU s": report.medians(rounds, "flows_per_cpu_s"),
                f"{OURS} is": report.ratios(rounds, "flows_per_cpu_s", OURS),
            }
            report.table(f"{name}: medians of {options.rounds}, ratios within the rounds", columns)
            results[name] = {"medians": columns, "rounds": rounds}
    report.save(options.json, "decode_speed", vars(options), {"results": results})


def _measure(name: str, capture: Path, options: Any) -> dict[str, Any]:
    return _ours(capture, options.burst) if name == OURS else _nfcapd(capture, options.port)


def _ours(capture: Path, burst: int) -> dict[str, Any]:
    """In a fresh process on the collector's processor."""
    cpu, _ = kernel.processors()
    command = ["taskset", "-c", str(cpu), sys.executable, str(Path(__file__).resolve()), "--decode", str(capture)]
    command += ["--burst", str(burst)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _nfcapd(capture: Path, port: int) -> dict[str, Any]:
    """Live, at the pace at which it empties its socket."""
    conditions = Conditions(capture, port, *kernel.processors())
    with running(Nfcapd, conditions) as (collector, sender, _):
        flows = Capture(capture).truth["flows"]
        trial = attempt(collector, sender, Job(flows=flows, queue=RECEIVE_BUFFER // 2))
        counted = collector.count()
    return _figures(flows, trial.cpu_s) | {"exact": trial.lost == 0 and counted == trial.flows, "wall_s": trial.seconds}


def decode(capture: Capture, burst: int) -> dict[str, Any]:
    """CPU time for the capture's datagrams, which are in memory before. The first bursts warm the code up."""
    bursts = list(_bursts(capture, burst))
    _decode_all(Decoder(), bursts[:2])
    decoder = Decoder()
    began, wall = time.process_time(), time.perf_counter()
    records = _decode_all(decoder, bursts)
    cpu_s, wall_s = time.process_time() - began, time.perf_counter() - wall
    flows = capture.truth["flows"]
    return _figures(flows, cpu_s) | {"exact": records == flows, "wall_s": wall_s}


def _bursts(capture: Capture, size: int) -> Iterator[Datagrams]:
    """The capture's datagrams as the input hands them on, so many at a time."""
    octets = np.frombuffer(capture.payloads(), np.uint8)
    start = np.cumsum(capture.length) - capture.length
    received = np.zeros(len(start))
    sessions = [Session(exporter["address"], SOURCE_PORT, 2055) for exporter in capture.truth["exporters"]]
    for first in range(0, len(start), size):
        rows = slice(first, first + size)
        yield Datagrams(
            octets, start[rows], capture.length[rows], capture.exporter[rows], sessions, received[rows], first
        )


def _decode_all(decoder: Decoder, bursts: Sequence[Datagrams]) -> int:
    """Feed burst by burst and build all columns, in parts as the collector does; the number of records."""
    records = 0
    for burst in bursts:
        decoder.feed_burst(burst)
        for batch in decoder.take().batches:
            if batch.template.kind == "data":
                records += sum(map(columns, batch.columns_in_parts(PART)))
    return records


def columns(built: Columns) -> int:
    """Build the column of every field that has a name; the number of records."""
    for element in built.template.elements:
        if element is None:
            continue
        match element.type:
            case AbstractType.IPV4_ADDRESS | AbstractType.IPV6_ADDRESS:
                built.address(element.name)
            case AbstractType.MILLISECONDS | AbstractType.SECONDS:
                built.milliseconds(element.name)
            case AbstractType.STRING | AbstractType.OCTET_ARRAY:
                built.texts(element.name)
            case _ if element.name.endswith("SysUpTime"):
                built.milliseconds(element.name)
            case _:
                built.unsigned(element.name)
    return built.count


def _figures(flows: int, cpu_s: float) -> dict[str, Any]:
    return {"cpu_s_per_million": cpu_s / flows * 1e6, "flows_per_cpu_s": flows / cpu_s}


if __name__ == "__main__":
    main()
