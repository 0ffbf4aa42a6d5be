"""How long a test of a failover takes in CI, stage by stage.

    .venv/bin/python benchmarks/ha_in_ci.py [--quick] [--json FILE]

The first test that docs/how-to/failover-in-ci.md shows, in a project of its own, run by pytest as a user would. Times
are in seconds: until pytest has collected the test; until the server is up; to reset it; to make the pair; for the
pair's 50 seconds; for the verdict, with what it waits for; until the server is down; until the process is gone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rig import report

PAGE = Path(__file__).resolve().parents[1] / "docs" / "how-to" / "failover-in-ci.md"
TEST = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STAGES = ("collect", "server_up", "reset", "pair_up", "failover", "verdict", "down", "exit")
LIMIT_S = 120
RECORDER = """
import functools, json, os, time
import pytest

BEGAN_S = float(os.environ["STAGES_BEGAN"])
FIXTURES = {"fauxmon_server": "server_up", "fauxmon": "reset", "loadmaster_pair": "pair_up"}
stages = {}


def add(stage, since_s):
    stages[stage] = stages.get(stage, 0) + time.monotonic() - since_s


def timed(owner, name, stage):
    function = getattr(owner, name)

    @functools.wraps(function)
    def call(*args, **kwargs):
        since_s = time.monotonic()
        try:
            return function(*args, **kwargs)
        finally:
            add(stage, since_s)

    setattr(owner, name, call)


def pytest_collection_finish():
    add("collect", BEGAN_S)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    since_s = time.monotonic()
    try:
        return (yield)
    finally:
        if fixturedef.argname in FIXTURES:
            add(FIXTURES[fixturedef.argname], since_s)


def pytest_runtest_call():
    from fauxmon.simulator.running import LoadMasterPair
    from fauxmon.testing.fauxmon import Fauxmon

    timed(LoadMasterPair, "advance", "failover")
    timed(Fauxmon, "verify_failover", "verdict")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    since_s = time.monotonic()
    try:
        return (yield)
    finally:
        add("down", since_s)


def pytest_unconfigure():
    stages["exit"] = -time.monotonic()
    with open("stages.json", "w") as file:
        json.dump(stages, file)
"""


def main() -> None:
    """Measure and print."""
    options = report.arguments(__doc__, rounds=10).parse_args()
    if options.quick:
        options.rounds = min(options.rounds, 3)
    test = TEST.findall(PAGE.read_text())[0]
    rounds = report.play(["a failover"], options.rounds, lambda _: run(test))
    report.table("s", {stage: report.medians(rounds, stage) for stage in (*STAGES, "whole")})
    report.save(options.json, "ha_in_ci", vars(options), {"rounds": rounds})


def run(test: str) -> dict[str, float]:
    """Each stage of one run, and the whole."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "test_failover.py").write_text(test)
        (project / "conftest.py").write_text(RECORDER)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "fauxmon.testing.plugin"]
        environment: dict[str, Any] = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        began_s = time.monotonic()
        environment["STAGES_BEGAN"] = str(began_s)
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        ended_s = time.monotonic()
        assert done.returncode == 0, done.stdout + done.stderr
        stages: dict[str, float] = json.loads((project / "stages.json").read_text())
    stages["exit"] += ended_s
    return {stage: round(stages[stage], 3) for stage in STAGES} | {"whole": round(ended_s - began_s, 3)}


if __name__ == "__main__":
    main()
