"""`fauxmon lab ha-pair`: the operator's procedure at the command line, against a real collector."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Running

A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"
END_S = 30

Fauxmon = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the sockets of this test are."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


class Up:
    """`fauxmon lab ha-pair up --json`, and what it says."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.ready = self.line()

    def line(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "it has ended"
        return dict(json.loads(line))

    def until(self, unit: str | None, what: str) -> dict[str, Any]:
        """Read on until that happens."""
        while True:
            happening = self.line()
            if (happening.get("unit"), happening.get("what")) == (unit, what):
                return happening


@pytest.fixture
def up(fauxmon_command: str) -> Iterator[Callable[..., Up]]:
    started: list[Up] = []

    def start(*options: str) -> Up:
        started.append(Up([fauxmon_command, "lab", "ha-pair", "up", "--json", *options]))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


def address(server: Running) -> str:
    return "{}:{}".format(*server.udp[0])


def test_the_procedure_by_hand(emptied: Running, fauxmon: Fauxmon, up: Callable[..., Up]) -> None:
    def hand(*arguments: object) -> str:
        done = fauxmon("lab", "ha-pair", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    pair = up("--to", address(emptied), "--speed", "50x")
    assert emptied.sources() == []
    hand("nat", "off")
    hand("endpoint", address(emptied))
    hand("interfaces", 1)
    pair.until(None, "interfaces")
    settings = [(unit["server_nat"], unit["interfaces"], unit["endpoint"]) for unit in units(hand)]
    assert settings == [(False, [1], address(emptied))] * 2
    hand("reboot", "a")
    pair.until("b", "active")
    pair.until("a", "standby")
    hand("do", "skew", -600, "--unit", "b")
    pair.until("b", "skew")
    assert [unit["skew_s"] for unit in units(hand)] == [0, -600]
    assert "active" in hand("status")
    pair.process.send_signal(signal.SIGINT)
    rest, stderr = pair.process.communicate(timeout=END_S)
    assert (pair.process.returncode, stderr) == (0, "")
    last = json.loads(rest.splitlines()[-1])["status"]
    assert emptied.settle([{"exporter": B, "messages": last["units"][1]["messages"]}])["settled"]
    assert {row["address"]: row["records"] for row in emptied.sources()} == {
        unit["address"]: unit["flows"] for unit in last["units"]
    }


def units(hand: Callable[..., str]) -> list[dict[str, Any]]:
    return list(json.loads(hand("status", "--json"))["units"])


def test_a_scenario_to_its_end(emptied: Running, fauxmon: Fauxmon) -> None:
    done = fauxmon(
        "lab", "ha-pair", "up", "--scenario", "server-nat", "--to", address(emptied), "--speed", "max", "--json"
    )
    assert done.returncode == 0
    ready, *happenings, last = map(json.loads, done.stdout.splitlines())
    assert ready["scenario"] == "server-nat"
    assert {"at_s": 20, "unit": "a", "what": "reboot", "value": None} in happenings
    sent = sum(unit["messages"] for unit in last["status"]["units"])
    assert emptied.settle([{"exporter": SHARED, "messages": sent}])["settled"]
    (row,) = emptied.sources()
    assert row["records"] == sum(unit["flows"] for unit in last["status"]["units"])


def test_a_pair_whose_clocks_run_fast_says_how_to_judge_it(
    server: Running, fauxmon: Fauxmon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAUXMON_URL", server.ready["http"])
    run = ("lab", "ha-pair", "up", "--scenario", "failover", "--to", address(server), "--speed", "max")
    ready, *_, last = map(json.loads, fauxmon(*run, "--json").stdout.splitlines())
    sent = [{"exporter": unit["sends_from"], "messages": unit["messages"]} for unit in last["status"]["units"]]
    assert server.settle(sent)["settled"]
    program, *command, by_its_clock = ready["verify"].split()
    judged = fauxmon(*command, by_its_clock)
    assert (program, judged.returncode) == ("fauxmon", 0), judged.stdout
    by_ours = fauxmon(*command)
    assert by_ours.returncode == 1
    found = [line for line in by_ours.stdout.splitlines() if line.endswith("by which this was judged.")]
    assert [line.split(":")[0] for line in found] == ["CLOCK_PACE (fault)"]
    assert by_ours.stdout.count("(fault)") + by_ours.stdout.count("(warning)") == 1
    assert "fauxmon verify failover --exporter-clock" in by_ours.stdout
    assert fauxmon(*run[:6], "127.0.0.1:9", "--speed", "max").stderr.endswith(f": {ready['verify']}\n")


def test_one_seed_is_one_traffic(fauxmon: Fauxmon) -> None:
    def flows(seed: int) -> int:
        done = fauxmon(
            "lab", "ha-pair", "up", "--scenario", "hard-death", "--to", "127.0.0.1:9", "--speed", "max", "--seed", seed,
            "--json",
        )  # fmt: skip
        return sum(unit["flows"] for unit in json.loads(done.stdout.splitlines()[-1])["status"]["units"])

    assert flows(7) == flows(7) != flows(8)


def test_without_a_terminal_it_says_what_happens_in_lines(fauxmon: Fauxmon) -> None:
    done = fauxmon("lab", "ha-pair", "up", "--scenario", "failover", "--to", "127.0.0.1:9", "--speed", "max")
    assert done.returncode == 0
    assert "   20 s  unit a: reboot\n" in done.stdout
    assert "    3 s  interfaces [1]\n" in done.stdout


def test_in_a_terminal_both_units_are_in_sight(fauxmon_command: str) -> None:
    controller, terminal = pty.openpty()
    command = [fauxmon_command, "lab", "ha-pair", "up", "--scenario", "failover", "--to", "127.0.0.1:9", "--speed"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    with subprocess.Popen([*command, "max"], stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        shown = b""
        try:
            while chunk := os.read(controller, 65_536):
                shown += chunk
        except OSError:
            pass  # what a terminal says when the other side has gone
    os.close(controller)
    assert process.returncode == 0
    last = shown.decode().split("second 50")[-1]
    assert "standby" in last
    assert B in last
    assert "unit b: active" in last


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("status",), 1, "no pair is up as ha-pair"),
        (("reboot", "a", "--name", "other"), 1, "no pair is up as other"),
        (("reboot", "c"), 2, "'c' is not one of 'a', 'b'"),
        (("do", "nat", "on"), 2, "'on' is not JSON"),
        (("up", "--once"), 2, "the scenario by-hand has no end"),
        (("up", "--speed", "max"), 2, "the scenario by-hand has no end"),
        (("up", "--scenario", "nonsense"), 1, "'nonsense' is neither a file nor one of by-hand"),
        (("up", "--to", "192.0.2.1:2055"), 2, "so must the collector"),
        (("up", "--speed", "fast"), 2, "is not a speed"),
        (("status", "--name", "../x"), 1, "is not a name"),
    ],
)
def test_what_cannot_be_done_says_why(fauxmon: Fauxmon, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = fauxmon("lab", "ha-pair", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_lists_of_what_there_is(fauxmon: Fauxmon) -> None:
    assert "split-brain" in fauxmon("lab", "ha-pair", "scenarios").stdout
    assert "Server NAT on or off" in fauxmon("lab", "ha-pair", "steps").stdout


@pytest.mark.parametrize("version", ["v5", "v9", "ipfix"])
def test_flows_of_a_file_are_stored_whoever_sends_them(
    emptied: Running, fauxmon: Fauxmon, tmp_path: Path, version: str
) -> None:
    flows = tmp_path / "flows.csv"
    rows = [f"10.0.0.1,10.0.0.{number % 250},1234,443,6,{number},900" for number in range(1, 201)]
    flows.write_text("\n".join(["src,dst,src_port,dst_port,protocol,packets,octets", *rows, ""]))
    to = ("--to", address(emptied), "--version", version)
    options = (*to, "--exporters", 4, "--loop", 3, "--rate", 20_000, "--json")
    sent = json.loads(fauxmon("lab", "export", flows, *options).stdout)
    assert sent["flows"] == 600
    receipts = [{"exporter": exporter, "messages": number} for exporter, number in sent["exporters"].items()]
    assert emptied.settle(receipts)["settled"]
    assert {row["address"]: row["records"] for row in emptied.sources()} == {f"127.0.2.{n}": 150 for n in range(1, 5)}
    assert [row["lost"] for row in emptied.sources()] == [0] * 4
    assert emptied.control("ledger")["balanced"]


def test_a_file_that_cannot_be_sent_says_why(fauxmon: Fauxmon, tmp_path: Path) -> None:
    flows = tmp_path / "flows.csv"
    flows.write_text("colour\nred\n")
    done = fauxmon("lab", "export", flows, "--to", "127.0.0.1:9")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "line 2: 'colour' is neither a flow column nor an Information Element" in done.stderr
