"""The fuzzer of the API: a few hundred requests, always the same ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZER = Path(__file__).with_name("fuzz_api.py")

pytest.importorskip("schemathesis", reason="schemathesis is not installed", exc_type=ImportError)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, FUZZER, *arguments], capture_output=True, text=True, timeout=110, check=False
    )


def test_a_few_hundred_requests_are_answered_as_described() -> None:
    result = run("--phases", "fuzzing", "--examples", "4", "--seed", "1")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No issues found" in result.stdout


def test_what_is_answered_otherwise_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collector that fails on every chart is found out."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("from fauxmon_api.rest.fmc import chart\nchart.time_range = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    result = run("--phases", "examples", "--only", "/analysis/chart$")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Server error" in result.stdout
