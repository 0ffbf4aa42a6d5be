"""A capture file into a store that can be queried: seconds and CPU seconds.

    .venv/bin/python benchmarks/file_to_store.py [--quick] [--rounds 5] [--json FILE]

Fauxmon reads the file (`fauxmon ingest`). Of the peers only nfacctd can: it reads it with pcap_savefile, into its
memory plugin's table; the two seconds that it sleeps before are not counted. Debian's nfcapd 1.7.1 has no such option,
and nfpcapd makes flows of packets, it does not read exports; so nfcapd gets the file's datagrams over UDP, as fast as
its socket empties. Time runs from the start of the process until it has ended with all flows stored, or, for nfacctd,
which keeps them in memory, until all are in its table. Then they are counted by the collector's own reader. Each runs
on one processor, the sender on another.

Each round every contestant first takes a capture of a thousand flows, into an empty folder too: that is its start. What
the large capture takes beyond it, for each million flows beyond the thousand, is its work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rig import kernel, report
from rig.capture import Capture
from rig.collectors import FAUXMON, RECEIVE_BUFFER, Fauxmon, Nfacctd, NfacctdOnFile, Nfcapd, NfcapdLz4
from rig.generator import Load, generate
from rig.layouts import IPFIX, V9
from rig.remote import RemoteSender
from rig.rest import SLOT_S
from rig.sender import Job

VERSIONS = {"v9": V9, "ipfix": IPFIX}
PORT = 20_553
PATIENCE_S = 120
FEW = 1_000
"""Flows of the capture that tells what a start takes."""
PEERS: dict[str, type[Nfcapd | Nfacctd]] = {kind.name: kind for kind in (Nfcapd, NfcapdLz4, Nfacctd)}


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=5)
    parser.add_argument("--protocols", nargs="+", choices=VERSIONS, default=list(VERSIONS))
    parser.add_argument("--only", nargs="+", choices=[Fauxmon.name, *PEERS], help="only these collectors")
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--scratch", type=Path, help="where collectors write, instead of the system's temporary folder")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.flows = 1, min(options.flows, 300_000)
    kernel.enter_private_network()
    names = [Fauxmon.name, *(name for name, kind in PEERS.items() if kind.installed())]
    contestants = [name for name in names if not options.only or name in options.only]
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(dir=options.scratch) as place:
        for protocol in options.protocols:
            few, capture = (
                generate(Load(VERSIONS[protocol], flows), Path(place) / f"{protocol}-{flows}.pcap")
                for flows in (FEW, options.flows)
            )
            rounds = report.play(contestants, options.rounds, lambda name: _told_apart(name, few, capture, Path(place)))  # noqa: B023
            columns = {
                "s": report.medians(rounds, "wall_s"),
                "fauxmon is": report.ratios(rounds, "wall_s", "fauxmon", less_is_better=True),
                "CPU s": report.medians(rounds, "cpu_s"),
                "by CPU time": report.ratios(rounds, "cpu_s", "fauxmon", less_is_better=True),
                "octets a flow": report.medians(rounds, "octets_per_flow"),
            }
            apart = {
                "start, s": report.medians(rounds, "start_wall_s"),
                "start, CPU s": report.medians(rounds, "start_cpu_s"),
                "work, s/M": report.medians(rounds, "work_wall_s_per_million"),
                "fauxmon is": report.ratios(rounds, "work_wall_s_per_million", "fauxmon", less_is_better=True),
                "work, CPU s/M": report.medians(rounds, "work_cpu_s_per_million"),
                "by CPU time": report.ratios(rounds, "work_cpu_s_per_million", "fauxmon", less_is_better=True),
            }
            report.table(f"{protocol}, {options.flows:,} flows: medians of {options.rounds}", columns)
            report.table(f"{protocol}, start and work told apart", apart)
            results[protocol] = {"medians": columns, "told_apart": apart, "rounds": rounds}
    report.save(options.json, "file_to_store", vars(options), {"results": results})


def _told_apart(name: str, few: Capture, capture: Capture, place: Path) -> dict[str, Any]:
    """The figures of the large capture, with those of start and work."""
    start, whole = (_measure(name, one, place) for one in (few, capture))
    millions = (capture.truth["flows"] - few.truth["flows"]) / 1e6
    for figure in ("wall_s", "cpu_s"):
        whole[f"start_{figure}"] = start[figure]
        whole[f"work_{figure}_per_million"] = (whole[figure] - start[figure]) / millions
    return whole


def _measure(name: str, capture: Capture, place: Path) -> dict[str, Any]:
    """One run in an empty folder. `exact` says whether all flows were counted at the end."""
    folder = place / "run"
    folder.mkdir()
    try:
        if name == Fauxmon.name:
            figures = _fauxmon(capture, folder)
        elif name == Nfacctd.name:
            figures = _nfacctd(capture, folder)
        else:
            figures = _nfcapd(PEERS[name], capture, folder)
    finally:
        shutil.rmtree(folder)
    return figures | {"exact": figures["counted"] == capture.truth["flows"]}


def _fauxmon(capture: Capture, folder: Path) -> dict[str, Any]:
    server = Fauxmon(folder / "server", PORT, kernel.processors()[0])
    data = folder / "data"
    command = ["taskset", "-c", str(kernel.processors()[0]), str(FAUXMON), "ingest", str(capture.path)]
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--data", str(data)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("fauxmon ingest failed")
    stored = _octets(data)
    server.data = data
    server.start()
    load = capture.truth["load"]
    counted = server.rest.flows(1000 * load["start_s"], 1000 * (load["start_s"] + load["seconds"] + SLOT_S))
    server.stop()
    return {
        "wall_s": wall_s,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / 1024,
        "octets_per_flow": stored / capture.truth["flows"],
        "counted": counted,
    }


def _nfcapd(kind: type[Nfcapd | Nfacctd], capture: Capture, folder: Path) -> dict[str, Any]:
    collector = kind(folder / "nfcapd", PORT, kernel.processors()[0])
    with RemoteSender(capture.path, PORT, kernel.processors()[1]) as sender:
        began = time.perf_counter()
        try:
            collector.start()
            sender.send(Job(flows=capture.truth["flows"], queue=RECEIVE_BUFFER // 2))
            while kernel.queued(PORT):
                time.sleep(0.001)
            used = collector.usage()
        finally:
            collector.stop()
        wall_s = time.perf_counter() - began
    stored = _octets(folder / "nfcapd" / "flows")
    return {
        "wall_s": wall_s,
        "cpu_s": used.cpu_s,
        "peak_mib": used.peak_rss_mib,
        "octets_per_flow": stored / capture.truth["flows"],
        "counted": collector.count(),
    }


def _nfacctd(capture: Capture, folder: Path) -> dict[str, Any]:
    collector = NfacctdOnFile(folder / "nfacctd", PORT, kernel.processors()[0])
    collector.capture = capture.path
    began = time.perf_counter()
    try:
        collector.start()
        time.sleep(collector.sleep_s)
        waited = time.perf_counter()
        settled_s = collector.settle(PATIENCE_S) or PATIENCE_S
        used = collector.usage()
        counted = collector.count()
    finally:
        collector.stop()
    return {
        "wall_s": waited - began - collector.sleep_s + settled_s,
        "cpu_s": used.cpu_s,
        "peak_mib": used.peak_rss_mib,
        "counted": counted,
    }


def _octets(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
