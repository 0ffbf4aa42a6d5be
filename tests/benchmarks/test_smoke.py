"""Every benchmark runs: the least of each, with the peers that are installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
LEAST = ["--quick", "--flows", "3000"]


def run(tmp_path: Path, script: str, *options: str) -> dict[str, Any]:
    """A benchmark's JSON."""
    file = tmp_path / "figures.json"
    command = [sys.executable, str(BENCHMARKS / script), *options, "--json", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(file.read_text()))


def program(name: str) -> Any:
    return pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed"))


@pytest.mark.parametrize("collector", ["fauxmon", program("nfcapd"), program("nfacctd")])
def test_live_udp(collector: str, tmp_path: Path) -> None:
    least = ("--seconds", "0.05", "--precision", "0.9", "--proofs", "1", "--only", collector)
    figures = run(tmp_path, "live_udp.py", *LEAST, *least)
    (one,) = figures["results"]["ipfix"]["rounds"]
    assert list(one) == [collector]
    assert one[collector]["sent"] >= one[collector]["counted"] > 0


def test_decode_speed(tmp_path: Path) -> None:
    results = run(tmp_path, "decode_speed.py", *LEAST)["results"]
    assert set(results) == {"v9", "ipfix", "variable"}
    assert all(result["rounds"][0]["fauxmon"]["exact"] for result in results.values())


def test_file_to_store(tmp_path: Path) -> None:
    results = run(tmp_path, "file_to_store.py", *LEAST, "--protocols", "ipfix", "--only", "fauxmon", "nfcapd")[
        "results"
    ]
    figures = results["ipfix"]["rounds"][0]["fauxmon"]
    assert figures["counted"] == 3000
    work_s = figures["work_wall_s_per_million"] * (3000 - 1000) / 1e6
    assert figures["start_wall_s"] + work_s == pytest.approx(figures["wall_s"])


def test_scaling(tmp_path: Path) -> None:
    figures = run(tmp_path, "scaling.py", *LEAST, "--memory-flows", "3000", "--only", "10 exporters")
    assert list(figures["rounds"][0]) == ["10 exporters"]
    assert figures["rounds"][0]["10 exporters"]["fauxmon"]["exact"]
    assert figures["memory"]["exact"]


def test_responsive(tmp_path: Path) -> None:
    figures = run(tmp_path, "responsive.py", *LEAST, "--rate", "20000", "--seconds", "0.6")
    assert figures["rounds"][0]["busy"]["calls"] >= 3


def test_analysis_speed(tmp_path: Path) -> None:
    figures = run(tmp_path, "analysis_speed.py", *LEAST, "--rounds", "1")
    (played,) = figures["rounds"]
    assert len(played) == 6
    assert all(one["fauxmon"]["ms"] > 0 for one in played.values())
    asked_of_both = [name for name, one in played.items() if "nfdump" in one]
    assert len(asked_of_both) == (5 if shutil.which("nfdump") else 0)


def test_failover_visible(tmp_path: Path) -> None:
    figures = run(tmp_path, "failover_visible.py", "--rounds", "1")
    (one,) = figures["rounds"]
    over_rest, on_page = {"rest_event", "rest_channel", "rest_chart"}, {"page_row", "page_chart", "page_flows"}
    browser = shutil.which("chromium") and shutil.which("chromedriver")
    assert set(one) == over_rest | (on_page if browser else set())
    assert min(one.values()) > 0
    assert figures["median"] == figures["p95"] == one


@pytest.mark.skipif(not shutil.which("chromium") or not shutil.which("chromedriver"), reason="needs a browser")
def test_first_paint(tmp_path: Path) -> None:
    (one,) = run(tmp_path, "first_paint.py", *LEAST, "--rounds", "1")["rounds"]
    assert list(one)[:2] == ["as it opens", "twelve hours"]
    assert len(one) == 11
    assert min(figure for figures in one.values() for figure in figures.values()) > 0


def test_ha_in_ci(tmp_path: Path) -> None:
    (one,) = run(tmp_path, "ha_in_ci.py", "--rounds", "1")["rounds"]
    stages = dict(one["a failover"])
    whole_s = stages.pop("whole")
    assert list(stages) == ["collect", "server_up", "reset", "pair_up", "failover", "verdict", "down", "exit"]
    assert all(seconds > 0 for seconds in stages.values())
    assert sum(stages.values()) <= whole_s
