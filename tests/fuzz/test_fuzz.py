"""The fuzzer, for a few seconds and always the same ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZER = Path(__file__).with_name("fuzz_decoder.py")
CORPUS = Path(__file__).parents[2] / "fixtures" / "fuzz-corpus"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, FUZZER, *arguments], capture_output=True, text=True, timeout=100, check=False
    )


def test_a_few_seconds_find_nothing(tmp_path: Path) -> None:
    result = run("--seconds", "3", "--seed", "1", "--save", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.rstrip().endswith("0 findings")


def test_every_story_that_is_kept_holds_the_contracts() -> None:
    result = run("--replay", *sorted(CORPUS.rglob("*.story")))
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_breaks_a_contract_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder that counts an unreadable datagram twice is found out."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "from fauxmon_collector.wire.decoder import Decoder\n"
        "feed = Decoder.feed\n"
        "def twice(self, *arguments):\n"
        "    header = feed(self, *arguments)\n"
        "    self.counters.unreadable += header is None\n"
        "    return header\n"
        "Decoder.feed = twice\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    result = run("--seconds", "2", "--seed", "1", "--save", tmp_path / "findings")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "is not counted once" in result.stdout
    assert list((tmp_path / "findings").glob("finding-*.story"))
