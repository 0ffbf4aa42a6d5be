"""The plugin in test runs of users: pytest as they call it, in processes of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

# Pytest repeats whole messages in its summary where it finds one of the last two.
SAYS_HOW_TO_REPORT = ("PYTEST_", "CI", "BUILD_NUMBER")
HEAVY = ("asyncio", "click", "construct", "duckdb", "fastapi", "httpx", "numpy", "rich", "sqlalchemy", "ssl", "uvicorn")


@dataclass(frozen=True)
class Done:
    """A test run that has ended; `outcomes` is what its last line says."""

    text: str

    @property
    def outcomes(self) -> dict[str, int]:
        found = re.findall(r"(\d+) (passed|failed|error)", self.text.strip().splitlines()[-1])
        return {outcome: int(count) for count, outcome in found}


@dataclass(frozen=True)
class Project:
    """Tests of a user, in a folder of their own."""

    folder: Path

    def run(self, tests: str, *options: str) -> Done:
        """The plugin is named on the command line, whether its entry point is installed or not."""
        (self.folder / "test_users.py").write_text(textwrap.dedent(tests))
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "fauxmon.testing.plugin",
            "-p",
            "no:cacheprovider",
            "-W",
            "error",
        ]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(SAYS_HOW_TO_REPORT)}
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        done = subprocess.run(
            [*command, *options],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=100,
            check=False,
        )
        return Done(done.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


PASSING = """
    FLOW = {"src": "10.0.0.1", "dst": "10.0.0.2", "dst_port": 443, "protocol": 6, "octets": 1000, "packets": 3}

    def test_flows_are_seen_as_they_were_sent(fauxmon, fauxmon_exporter):
        fauxmon_exporter("127.0.1.123").send(FLOW, {**FLOW, "octets": 500})
        fauxmon.settle()
        fauxmon.assert_channels(["127.0.1.123"])
        fauxmon.assert_no_loss()
        assert fauxmon.octets("127.0.1.123") == 1500
        assert [row["byt"] for row in fauxmon.flows("bytes > 600", channel="127.0.1.123")] == ["1000"]
        assert fauxmon.ledger()["stored"] == 2

    def test_every_test_begins_afresh(fauxmon):
        assert fauxmon.sources() == []
        assert fauxmon.ledger()["offered"] == 0
        fauxmon.assert_no_source("127.0.1.123", for_s=0.05)
        fauxmon.assert_channels([])
        assert fauxmon.flows() == []
        assert fauxmon.octets() == 0

    def test_protocols_agree(fauxmon, fauxmon_exporter):
        for last, protocol in enumerate(("ipfix", "v9", "v5"), 1):
            fauxmon_exporter(f"127.0.2.{last}", protocol).send(*[FLOW] * 100)
        fauxmon.settle()
        fauxmon.assert_no_loss()
        assert [(one["version"], one["records"]) for one in fauxmon.sources()] == [(10, 100), (9, 100), (5, 100)]
        assert fauxmon.octets() == 300_000

    def test_one_exporter_after_another(fauxmon, fauxmon_exporter):
        fauxmon_exporter("127.0.1.123").send(FLOW)
        fauxmon.wait_for_source("127.0.1.123")
        fauxmon_exporter("127.0.1.124").send(FLOW)
        fauxmon.wait_for_source("127.0.1.124")
        fauxmon.settle()
        assert fauxmon.source("127.0.1.124")["version"] == 10
        switch = fauxmon.switchover("127.0.1.123", "127.0.1.124")
        assert 0 <= switch.gap_s < 60
        assert switch.first_after_ms == fauxmon.source("127.0.1.124")["first_seen_ms"]

    def test_what_cannot_be_read_counts_against_its_exporter(fauxmon, fauxmon_exporter):
        fauxmon_exporter("127.0.1.9").send(FLOW)
        fauxmon_exporter("127.0.1.8").send_message(b"garbage")
        fauxmon.wait_for_source("127.0.1.9")
        assert fauxmon.rest.post("/_fauxmon/settle").json()["settled"]
        assert [fauxmon.decode_errors(f"127.0.1.{last}") for last in (8, 9)] == [1, 0]

    def test_the_rest_api_can_be_asked(fauxmon):
        profiles = fauxmon.rest.get("/rest/fmc/profiles").json()
        assert "live" in [profile["id"] for profile in profiles]
        assert fauxmon.rest.get("/rest/fmc/sources").status_code in (200, 204)
        assert fauxmon.client.profile("live")["id"] == "live"
"""


FAILOVER = r"""
    import pytest

    def test_both_units_are_seen(fauxmon, loadmaster_pair):
        loadmaster_pair.advance(10)
        fauxmon.settle()
        fauxmon.assert_channels(["127.0.1.123"])
        loadmaster_pair.do("reboot", "a")
        loadmaster_pair.advance(15)
        assert loadmaster_pair.active == ["b"]
        fauxmon.settle()
        fauxmon.assert_channels(["127.0.1.123", "127.0.1.124"])
        fauxmon.assert_no_source("127.0.1.100")
        fauxmon.assert_no_loss()
        for address in loadmaster_pair.truth.addresses():
            sent = loadmaster_pair.truth.from_address(address)
            assert fauxmon.source(address)["records"] == sent.flows
            assert fauxmon.octets(address) == fauxmon.octets(address, last=60) == sent.octets

    def test_the_verdict_is_pass(fauxmon, loadmaster_pair):
        loadmaster_pair.advance(10)
        loadmaster_pair.do("reboot", "a")
        loadmaster_pair.advance(25)
        verdict = fauxmon.verify_failover("127.0.1.123", "127.0.1.124", shared="127.0.1.100")
        assert verdict["decided"]
        assert verdict["switch"]["gap_ms"] >= 3000, "the HA timeout, by the clock of the pair"

    def test_of_no_failover_it_is_not(fauxmon, loadmaster_pair):
        loadmaster_pair.advance(5)
        with pytest.raises(AssertionError, match="(?s)127.0.1.124: not yet.*O6 not yet: .*Timeline"):
            fauxmon.verify_failover("127.0.1.123", "127.0.1.124")

    @pytest.mark.parametrize("loadmaster_pair", ["server-nat"], indirect=True)
    def test_with_server_nat_there_is_one_source(fauxmon, loadmaster_pair):
        loadmaster_pair.advance(45)
        fauxmon.settle()
        fauxmon.assert_channels(["127.0.1.100"])
        with pytest.raises(AssertionError, match="SERVER_NAT_ON: .*\n.*Enable Server NAT: untick"):
            fauxmon.verify_failover("127.0.1.123", "127.0.1.124", shared="127.0.1.100")
"""


def test_a_failover_of_a_pair_is_seen(project: Project) -> None:
    done = project.run(
        FAILOVER,
    )
    assert done.outcomes == {"passed": 4}, done.text


@pytest.mark.parametrize("mode", ["process", "thread"])
def test_tests_of_users_pass_in_either_mode(project: Project, mode: str) -> None:
    done = project.run(PASSING, "--fauxmon-mode", mode)
    assert done.outcomes == {"passed": 6}, done.text


FAILING = """
    import pytest

    @pytest.fixture
    def sent(fauxmon, fauxmon_exporter):
        fauxmon_exporter("127.0.1.123").send({"octets": 1000})
        fauxmon.settle()

    def test_missing(sent, fauxmon):
        fauxmon.wait_for_source("127.0.1.124", within=0.05)

    def test_there(sent, fauxmon):
        fauxmon.assert_no_source("127.0.1.123")

    def test_channels(sent, fauxmon):
        fauxmon.assert_channels(["127.0.1.123", "127.0.1.124"])

    def test_lost(sent, fauxmon, fauxmon_exporter):
        fauxmon_exporter("127.0.1.123").send_message(b"garbage")
        fauxmon.rest.post("/_fauxmon/settle")
        fauxmon.assert_no_loss()

    def test_never_heard(sent, fauxmon):
        fauxmon.switchover("127.0.1.123", "127.0.1.124")

    def test_not_sent(sent, fauxmon, fauxmon_exporter):
        exporter = fauxmon_exporter("127.0.1.7")
        exporter.messages = 5
        fauxmon.settle(within=0.05)

    def test_no_such_channel(sent, fauxmon):
        fauxmon.octets("127.0.1.99")

    def test_of_its_own(sent, fauxmon):
        assert fauxmon.octets() == 999
"""


def test_what_fails_tells_what_the_collector_has_seen(project: Project) -> None:
    done = project.run(FAILING, "--tb=short")
    text = done.text
    for said in (
        "no Source 127.0.1.124 within 0.05 s",
        "there is a Source 127.0.1.123",
        "Channels of live are ['127.0.1.123'], expected ['127.0.1.123', '127.0.1.124']",
        "lost: unreadable 1",
        "no Source 127.0.1.124\n",
        "not settled after 0.05 s: 5 messages of 127.0.1.7 still to come",
        "there is no Channel 127.0.1.99",
    ):
        assert f"UnmetError: {said}" in text
    assert done.outcomes == {"failed": 8}
    assert text.count("Ledger, ") == text.count("Timeline:") == 8
    assert text.count("- Fauxmon -") == 1, "the section is for what has no evidence in its text"
    assert "first message of 127.0.1.123" in text


def test_a_run_that_asks_nothing_of_it_starts_no_collector(project: Project) -> None:
    loaded = f"[name for name in {HEAVY} if name in sys.modules]"
    done = project.run(f"import sys\n\n\ndef test_nothing_is_loaded():\n    assert {loaded} == []\n")
    assert done.outcomes == {"passed": 1}, done.text


def test_the_plugin_imports_pytest_and_the_standard_library_alone() -> None:
    script = (
        "import sys, pytest; before = set(sys.modules); import fauxmon.testing.plugin; "
        "import json; print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) <= {"fauxmon", "fauxmon.testing", "fauxmon.testing.plugin"} | {"json"}


def test_every_worker_has_a_collector_of_its_own(project: Project) -> None:
    tests = """
        import pytest

        @pytest.mark.parametrize("number", range(4))
        def test_alone(fauxmon, fauxmon_exporter, number, record_property):
            assert fauxmon.sources() == []
            fauxmon_exporter(f"127.0.1.{number + 1}").send({"octets": 1})
            fauxmon.settle()
            fauxmon.assert_channels([f"127.0.1.{number + 1}"])
            record_property("collector", fauxmon.url)
    """
    done = project.run(tests, "-p", "xdist.plugin", "-n", "2", "--junitxml", "report.xml")
    assert done.outcomes == {"passed": 4}, done.text
    report = (project.folder / "report.xml").read_text()
    assert len({line for line in report.split('"') if line.startswith("http://")}) == 2


@pytest.fixture
def running() -> Iterator[dict[str, Any]]:
    """A collector that was started by somebody else."""
    command = [sys.executable, "-m", "fauxmon", "serve", "--json", "--no-tls", "--no-ui"]
    server = subprocess.Popen(
        [*command, "--http", "127.0.0.1:0", "--udp", "0.0.0.0:0"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    yield json.loads(server.stdout.readline())
    server.terminate()
    server.communicate(timeout=30)


def test_a_collector_that_runs_already_is_used_and_left_running(project: Project, running: dict[str, Any]) -> None:
    url = running["http"]
    tests = f"""
        def test_it_is_that_one(fauxmon, fauxmon_exporter):
            assert (fauxmon.url, fauxmon.udp) == ({url!r}, ("127.0.0.1", {running["udp"][0][1]}))
            fauxmon_exporter("127.0.1.123").send({{"octets": 1}})
            fauxmon.settle()
    """
    done = project.run(tests, "--fauxmon-url", url)
    assert done.outcomes == {"passed": 1}, done.text
    sources = httpx.get(f"{url}/_fauxmon/sources", trust_env=False).json()
    assert [source["address"] for source in sources] == ["127.0.1.123"]


def test_a_collector_that_does_not_run_is_an_error_of_one_line(project: Project) -> None:
    done = project.run("def test_it(fauxmon): pass", "--fauxmon-url", "http://127.0.0.1:1")
    assert done.outcomes == {"error": 1}
    assert "StartError: --fauxmon-url http://127.0.0.1:1: no collector answers" in done.text
