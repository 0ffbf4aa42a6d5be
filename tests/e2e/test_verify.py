"""`fauxmon verify` and `fauxmon expect` over the real process, with exporters on addresses of their own."""

from __future__ import annotations

import json
import socket
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.main import main
from fauxmon_collector.wire import encoder

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

A, B, S = "127.0.1.123", "127.0.1.124", "127.0.1.100"
FLOW = encoder.template(
    10,
    256,
    [
        *(("sourceIPv4Address", 4), ("destinationIPv4Address", 4), ("octetDeltaCount", 8), ("packetDeltaCount", 8)),
        *(("flowStartMilliseconds", 8), ("flowEndMilliseconds", 8)),
    ],
)


class Exporter:
    """Two flows a message, which ended when it is sent by `clock_s`, a clock of its own."""

    def __init__(self, address: str, domain: int, collector: tuple[str, int]) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, 0))
        self._collector, self._domain, self._sequence = collector, domain, 0

    def send(self, clock_s: float, templates: bool = False, data: bool = True, lose: bool = False) -> None:
        ended_ms = round(clock_s * 1000)
        flow = {
            "sourceIPv4Address": "10.0.0.1",
            "destinationIPv4Address": "10.0.0.2",
            "octetDeltaCount": 1000,
            "packetDeltaCount": 3,
            "flowStartMilliseconds": ended_ms - 100,
            "flowEndMilliseconds": ended_ms,
        }
        sets = [encoder.template_set([FLOW])] if templates else []
        sets += [encoder.data_set(FLOW, [flow, flow])] if data else []
        message = encoder.ipfix_message(sets, export_time=int(clock_s), sequence=self._sequence, domain=self._domain)
        self._sequence += 2 if data else 0
        if not lose:
            self._socket.sendto(message, self._collector)

    def close(self) -> None:
        self._socket.close()


Make = Callable[[str, int], Exporter]
Judge = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def collector(start_in_module: Start) -> Running:
    return start_in_module()


@pytest.fixture
def make(collector: Running) -> Iterator[Make]:
    assert collector.http.post("/_fauxmon/reset").status_code == 204
    with ExitStack() as stack:

        def make_(address: str, domain: int) -> Exporter:
            exporter = Exporter(address, domain, collector.udp[0])
            stack.callback(exporter.close)
            return exporter

        yield make_


@pytest.fixture
def judge(collector: Running) -> Judge:
    """A verdict at once, by the exporters' clocks: the tests' seconds pass in no time."""

    def ask(**more: Any) -> dict[str, Any]:
        assert collector.settle()["settled"]
        body = {"before": A, "after": B, "clock": "exporters", **more}
        answer = collector.http.post("/_fauxmon/verify/failover", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return ask


@pytest.fixture
def run(collector: Running) -> Callable[..., Result]:
    def run_(*arguments: object) -> Result:
        return CliRunner().invoke(
            main, [*map(str, arguments)], env={"FAUXMON_URL": collector.ready["http"]}, catch_exceptions=False
        )

    return run_


def export(exporter: Exporter, *clock_s: float) -> None:
    for number, at_s in enumerate(clock_s):
        exporter.send(at_s, templates=number == 0)


def codes(verdict: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in verdict["findings"]]


def statuses(verdict: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["status"] for one in verdict["observables"]}


def test_a_clean_failover_passes_with_its_numbers(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    export(make(B, 2), *range(1013, 1020))
    verdict = judge(shared=S)
    assert (verdict["result"], verdict["findings"]) == ("pass", [])
    assert list(statuses(verdict)) == [f"O{number}" for number in range(1, 18)]
    assert set(statuses(verdict).values()) == {"pass", "not applicable"}
    switch = verdict["switch"]
    assert (switch["last_before_ms"], switch["first_after_ms"]) == (1_009_000, 1_013_000)
    assert (switch["gap_ms"], switch["overlap_ms"]) == (4000, 0)
    assert [(node["flows"], node["octets"], node["lost"]) for node in verdict["nodes"]] == [
        (20, 20_000, 0),
        (14, 14_000, 0),
        (0, 0, 0),
    ]
    assert "Structure of Overall Traffic" in verdict["chapters"]["both"]


@pytest.mark.parametrize("shared", [S, None])
def test_server_nat_is_named(make: Make, judge: Judge, shared: str | None) -> None:
    export(make(S, 1), *range(1000, 1010))
    export(make(S, 2), *range(1013, 1020))
    verdict = judge(shared=shared)
    assert (verdict["result"], codes(verdict)) == ("fail", ["SERVER_NAT_ON"])
    assert "Network Options > Enable Server NAT" in verdict["findings"][0]["fix"]
    assert statuses(verdict)["O14"] == "pass"


def test_both_at_once_are_named(make: Make, judge: Judge) -> None:
    one, other = make(A, 1), make(B, 2)
    for at_s in range(1000, 1010):
        one.send(at_s, templates=at_s == 1000)
        other.send(at_s, templates=at_s == 1000)
    verdict = judge()
    assert (verdict["result"], codes(verdict)) == ("fail", ["SPLIT_BRAIN"])


def test_a_standby_that_stays_silent_is_named(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    verdict = judge(now=1_030_000)
    assert (verdict["result"], codes(verdict)) == ("fail", ["STANDBY_SILENT"])


def test_another_address_is_named(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    export(make("127.0.2.124", 2), *range(1013, 1020))
    assert codes(judge(now=1_020_000)) == ["WRONG_INTERFACE_ADDRESS"]


def test_nothing_that_arrives_is_named(make: Make, judge: Judge) -> None:
    assert codes(judge()) == ["NOTHING_ARRIVES"]


def test_templates_that_never_come_are_named(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    after = make(B, 2)
    for at_s in range(1013, 1020):
        after.send(at_s)
    verdict = judge()
    assert (verdict["result"], codes(verdict)) == ("fail", ["TEMPLATES_MISSING"])


def test_templates_that_come_late_recover_what_waited(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    after = make(B, 2)
    for at_s in (1013, 1014, 1015):
        after.send(at_s)
    after.send(1016, templates=True)
    verdict = judge()
    assert (verdict["result"], verdict["findings"]) == ("pass", [])
    node = verdict["nodes"][1]
    assert (node["template_delay_ms"], node["held"], node["recovered"]) == (3000, 3, 6)


def test_lost_records_are_named(make: Make, judge: Judge) -> None:
    export(make(A, 1), *range(1000, 1010))
    after = make(B, 2)
    for at_s in range(1013, 1020):
        after.send(at_s, templates=at_s == 1013, lose=at_s == 1015)
    verdict = judge()
    assert (verdict["result"], codes(verdict), verdict["nodes"][1]["lost"]) == ("fail", ["RECORDS_LOST"], 2)


def test_the_first_node_comes_back_in_its_old_channel(make: Make, judge: Judge, collector: Running) -> None:
    export(make(A, 1), *range(1000, 1010))
    export(make(B, 2), *range(1013, 1040))
    assert collector.settle()["settled"]
    export(make(A, 1), *range(1043, 1050))
    verdict = judge()
    assert (verdict["result"], verdict["findings"]) == ("pass", [])
    assert verdict["fail_back"] == {"at_ms": 1_043_000, "channels": verdict["nodes"][0]["channels"]}
    assert len(collector.channels()) == 2


def test_what_came_before_the_start_does_not_count(make: Make, judge: Judge, collector: Running) -> None:
    export(make(A, 1), *range(1000, 1010))
    export(make(B, 2), *range(1013, 1020))
    assert judge()["result"] == "pass"
    now_ms = collector.control("health")["time_ms"] + 1
    assert codes(judge(since=now_ms)) == ["NOTHING_ARRIVES"]


def test_a_verdict_is_waited_for_and_comes_when_it_is_decided(make: Make, collector: Running) -> None:
    answers: list[dict[str, Any]] = []

    def ask() -> None:
        body = {"before": A, "after": B, "clock": "exporters", "within": 30}
        answers.append(collector.http.post("/_fauxmon/verify/failover", json=body).json())

    waiting = threading.Thread(target=ask)
    began = time.monotonic()
    waiting.start()
    export(make(A, 1), *range(1000, 1010))
    assert collector.settle()["settled"]
    export(make(B, 2), *range(1013, 1020))
    waiting.join(30)
    assert answers[0]["result"] == "pass"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"after": B}, "before"),
        ({"before": A, "after": "x"}, "after"),
        ({"before": A, "after": A}, "after"),
        ({"before": A, "after": B, "within": 3601}, "within"),
        ({"before": A, "after": B, "clock": "sun"}, "clock"),
    ],
)
def test_what_makes_no_sense_is_refused(collector: Running, body: dict[str, Any], field: str) -> None:
    answer = collector.http.post("/_fauxmon/verify/failover", json=body)
    assert answer.status_code == 405
    assert [one["field"] for one in answer.json()["validationResults"]] == [field]


def test_the_command_tells_people_machines_and_ci(make: Make, run: Callable[..., Result], tmp_path: Path) -> None:
    export(make(A, 1), *range(1000, 1010))
    export(make(B, 2), *range(1013, 1020))
    file = tmp_path / "verdict.xml"
    asked = ("verify", "failover", "--before", A, "--after", B, "--exporter-clock")
    told = run(*asked, "--within", "10s", "--junit", file)
    assert told.exit_code == 0, told.output
    assert "gap 4000 ms, overlap 0 ms" in told.stdout
    assert told.stdout.endswith("Verdict: pass\n")
    suite = ET.parse(file).getroot()  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures")) == ("17", "0")
    assert json.loads(run(*asked, "--json").stdout)["result"] == "pass"


def test_the_command_fails_with_what_is_wrong_and_what_to_do(make: Make, run: Callable[..., Result]) -> None:
    told = run("verify", "failover", "--before", A, "--after", B)
    assert told.exit_code == 1
    assert "NOTHING_ARRIVES (fault)" in told.stdout
    assert "Network Telemetry > Collector Endpoint" in told.stdout
    assert run("verify", "failover", "--before", "x", "--after", B).exit_code == 2


def test_expectations_say_what_was_seen(make: Make, run: Callable[..., Result], collector: Running) -> None:
    export(make(A, 1), *range(1000, 1010))
    assert collector.settle()["settled"]
    for arguments, line in {
        ("source", A): f"pass: Source {A} has sent 20 records",
        ("source", B): f"fail: there is no Source {B}",
        ("no-source", B): f"pass: there is no Source {B}",
        ("no-source", A): f"fail: Source {A} has sent 20 records",
        ("channel", A, "bytes", ">", "19kB"): f"pass: Channel {A} has 20000 bytes in 3600 s",
        ("channel", A, "flows", "==", "21"): f"fail: Channel {A} has 20 flows in 3600 s",
        ("channel", B, "flows", ">=", "0"): f"fail: there is no Channel {B}",
        ("chapter", "Structure of Overall Traffic", "rows", "<", "1"): "fail: Chapter Structure of Overall Traffic has",
        ("no-loss",): "pass: nothing is lost of 20 records",
        ("no-loss", B): f"fail: there is no Source {B}",
    }.items():
        result = run("expect", *arguments)
        assert result.stdout.startswith(line), result.output
        assert result.exit_code == (0 if line.startswith("pass") else 1)


def test_an_expectation_is_waited_for(make: Make, run: Callable[..., Result]) -> None:
    late = threading.Timer(0.2, lambda: export(make(A, 1), 1000))
    late.start()
    assert run("expect", "source", A, "--within", "20s").exit_code == 0
    late.join()


def test_loss_is_told(make: Make, run: Callable[..., Result], collector: Running) -> None:
    exporter = make(A, 1)
    for at_s in range(1000, 1004):
        exporter.send(at_s, templates=at_s == 1000, lose=at_s == 1002)
    assert collector.settle()["settled"]
    assert run("expect", "no-loss", A).stdout == f"fail: 2 lost of {A}\n"


def test_events_come_as_they_happen(make: Make, collector: Running) -> None:
    last = collector.control("events")["last"]
    with collector.http.stream("GET", "/_fauxmon/events/stream", params={"since": last}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        export(make(A, 1), 1000)
        lines = stream.iter_lines()
        assert [next(lines) for _ in range(2)] == [f"id: {last + 1}", "event: source_added"]
        assert json.loads(next(lines).removeprefix("data: "))["address"] == A
