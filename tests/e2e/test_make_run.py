"""`make run`, as the README tells a newcomer to call it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30


def _set_up() -> bool:
    ready, needed = ROOT / ".venv" / ".ready", (ROOT / "pyproject.toml", ROOT / "constraints.txt")
    return ready.exists() and all(ready.stat().st_mtime >= one.stat().st_mtime for one in needed)


pytestmark = pytest.mark.skipif(
    not _set_up(), reason="`make` has not set this checkout up as it is now, and would install packages"
)


def test_make_run_prints_a_url_that_shows_the_first_exporter() -> None:
    with subprocess.Popen(
        ["make", "--silent", "run", "DEMO=--http 127.0.0.1:0 --udp 127.0.0.1:0 --json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            assert running.stdout is not None
            assert select.select([running.stdout], [], [], PATIENCE_S)[0]
            (url,) = re.findall(r"http://[^\"]+", running.stdout.readline())
            with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_S) as http:
                assert "Monitoring Center" in http.get("/").text
                events = http.get("/_fauxmon/events", params={"wait": PATIENCE_S}).json()["events"]
            assert [event["kind"] for event in events] == ["source_added"]
        finally:
            os.killpg(running.pid, signal.SIGINT)
