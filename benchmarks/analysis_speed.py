"""Questions over many stored flows: REST of a running Fauxmon against the nfdump command over its own lz4 files.

    .venv/bin/python benchmarks/analysis_speed.py [--quick] [--flows 10000000] [--rounds 5] [--json FILE]

Both hold the same flows: Fauxmon from a capture that spans twelve hours (`fauxmon ingest`), nfcapd from the same
datagrams over UDP. Both have one processor. A round asks every question once, nfdump's answer beside ours. `first` is
the time of our first answer, before anything of that question is remembered; ratios are of the rounds.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from rig import kernel, report
from rig.capture import Capture
from rig.collectors import FAUXMON, KEEP_FLOWS, Fauxmon, NfcapdLz4
from rig.generator import Load, generate
from rig.rest import Rest
from rig.sender import Job
from rig.trial import SETTLE_S, Conditions, attempt, running

SPAN_S = 12 * 3600
FILL_RATE = 500_000
CHAPTERS = 10
SUBJECTS = ("srcip", "dstip", "ip", "portp", "dstport")
FIVE_TUPLE = ["srcip", "dstip", "srcport", "dstport", "proto"]
FILTER = "proto tcp and dst port 443"


class Question(NamedTuple):
    """What we are asked, and nfdump's words for it; None where nfdump has none."""

    ask: Callable[[], Any]
    nfdump: tuple[str, ...] | None


class Stored(Fauxmon):
    """A server over a directory that was filled before."""

    def __init__(self, folder: Path, port: int, cpu: int) -> None:
        super().__init__(folder, port, cpu)
        self.data = folder.with_name("data")

    def fill(self, capture: Path) -> None:
        """Read the capture."""
        limit = ("--flow-limit", str(KEEP_FLOWS))
        subprocess.run([FAUXMON, "ingest", capture, "--data", self.data, *limit], check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    parser = report.arguments(__doc__, rounds=5)
    parser.add_argument("--flows", type=int, default=10_000_000)
    parser.add_argument("--port", type=int, default=20_556)
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.flows = min(options.rounds, 2), min(options.flows, 300_000)
    kernel.enter_private_network()
    with tempfile.TemporaryDirectory() as folder:
        load = Load(flows=options.flows, seconds=SPAN_S)
        capture = generate(load, Path(folder) / "twelve-hours.pcap")
        ours = Stored(Path(folder) / "fauxmon", options.port, kernel.processors()[0])
        ours.fill(capture.path)
        files = _files(capture, options.port, Path(folder)) if NfcapdLz4.installed() else None
        ours.start()
        try:
            results = _rounds(ours.rest, load, files, options.rounds)
        finally:
            ours.stop()
    columns = {
        "first ms": report.medians(results[:1], "fauxmon.ms"),
        "ms": report.medians(results, "fauxmon.ms"),
        "nfdump ms": report.medians(results, "nfdump.ms"),
    }
    ratios = [{name: {"ratio": _ratio(one[name])} for name in one} for one in results]
    columns["times as fast"] = report.medians(ratios, "ratio")
    report.table(f"{options.flows:,} flows, medians of {options.rounds}", columns)
    report.save(options.json, "analysis_speed", vars(options), {"medians": columns, "rounds": results})


def _files(capture: Capture, port: int, folder: Path) -> Path:
    """nfcapd's files of the same flows."""
    kept = folder / "nfcapd"
    conditions = Conditions(capture.path, port, *kernel.processors(), scratch=folder)
    with running(NfcapdLz4, conditions) as (collector, sender, _):
        rate = FILL_RATE / capture.flows_per_datagram
        trial = attempt(collector, sender, Job(rate=rate, flows=capture.truth["flows"]))
        assert trial.lost == 0, trial
        assert collector.count() == trial.flows, trial
        (collector.folder / "flows").rename(kept)
    return kept


def _rounds(rest: Rest, load: Load, files: Path | None, rounds: int) -> list[report.Round]:
    questions = _questions(rest, load)
    played = []
    for number in range(rounds):
        one: report.Round = {}
        for name, question in questions.items():
            figures: dict[str, Any] = {"fauxmon": {"ms": _timed(question.ask)}}
            if files is not None and question.nfdump is not None:
                words = ["nfdump", "-R", str(files), *question.nfdump]
                figures["nfdump"] = {"ms": _timed(lambda words=words: _nfdump(words))}
            one[name] = figures
            print(f"round {number + 1}: {name}: {figures}", flush=True)
        played.append(one)
    return played


def _questions(rest: Rest, load: Load) -> dict[str, Question]:
    span = {"from": load.start_s * 1000, "to": (load.start_s + SPAN_S) * 1000, "profile": "live"}
    ten = _profile(rest, load)
    chapters = _chapters(rest, ten)

    def statistic(by: str) -> Callable[[], Any]:
        search = {**span, "channels": ["*"], "statistics": {"statistics": by, "orderBy": "bytes"}}
        return lambda: _result(rest, "statistics", search)

    def aggregated(by: list[str], text: str) -> Callable[[], Any]:
        search = {**span, "channels": ["*"], "filter": text, "listing": {"aggregateBy": by, "sortBy": "bytes"}}
        return lambda: _result(rest, "flows", search)

    def chart() -> Any:
        search = {**span, "profile": ten, "chart": {"measure": "traffic"}}
        return _checked(rest.http.post("/rest/fmc/analysis/chart", data={"search": json.dumps(search)}))

    def dashboard() -> None:
        search = json.dumps({name: span[name] for name in ("from", "to")})
        for chapter in chapters:
            _checked(rest.http.get(f"/rest/fmc/chapterData/{chapter}", params={"search": search}))

    top = ("-n", "10", "-o", "csv")
    return {
        "top 10 by srcip": Question(statistic("srcip"), ("-s", "srcip/bytes", *top)),
        "top 10 by ip": Question(statistic("ip"), ("-s", "ip/bytes", *top)),
        "filter and aggregation": Question(
            aggregated(["srcip", "dstip"], FILTER), ("-A", "srcip,dstip", "-O", "bytes", *top, FILTER)
        ),
        "5-tuple aggregation": Question(aggregated(FIVE_TUPLE, "any"), ("-a", "-O", "bytes", *top)),
        "12 h chart, 10 Channels": Question(chart, ("-o", "null")),
        "dashboard of 10 Chapters": Question(dashboard, None),
    }


def _profile(rest: Rest, load: Load) -> str:
    """A Profile of ten Channels with filters."""
    channels = [
        {
            "name": f"c{n}",
            "sign": "+",
            "color": "#2f6fb5",
            "parent": "*",
            "filter": f"proto tcp and dst port > {n * 5000}",
        }
        for n in range(10)
    ]
    start = time.strftime("%Y-%m-%d %H:%M", time.gmtime(load.start_s))
    entity = {"name": "Ten", "type": "shadow", "start": start, "channels": channels}
    return str(_checked(rest.http.post("/rest/fmc/profiles", json={"entity": entity}))["id"])


def _chapters(rest: Rest, profile: str) -> list[str]:
    """Half of them traffic, half Top N."""
    made = []
    for number in range(CHAPTERS):
        entity: dict[str, Any] = {"name": f"Chapter {number}", "channels": "*"}
        if number % 2:
            entity |= {"type": "traffic", "profile": profile if number % 4 == 1 else "live"}
        else:
            subject = SUBJECTS[number // 2 % len(SUBJECTS)]
            entity |= {"type": "top", "profile": "live", "statsBy": subject, "orderBy": "bytes", "top": 10}
        made.append(str(_checked(rest.http.post("/rest/fmc/chapters", json={"entity": entity}))["id"]))
    return made


def _result(rest: Rest, kind: str, search: dict[str, Any]) -> Any:
    """An asynchronous result, waited for."""
    number = _checked(rest.http.post(f"/rest/fmc/analysis/{kind}", data={"search": json.dumps(search)}))["id"]
    while (answer := rest.http.get(f"/rest/fmc/analysis/results/{number}")).status_code == 202:
        pass  # the server waits a while before it says so
    return _checked(answer)


def _checked(answer: Any) -> Any:
    assert answer.status_code in (200, 201), (answer.status_code, answer.text)
    return answer.json()


def _nfdump(words: list[str]) -> None:
    def pin() -> None:
        os.sched_setaffinity(0, {kernel.processors()[0]})

    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, preexec_fn=pin, timeout=SETTLE_S)


def _timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def _ratio(figures: report.Figures) -> float | None:
    return figures["nfdump"]["ms"] / figures["fauxmon"]["ms"] if "nfdump" in figures else None


if __name__ == "__main__":
    main()
