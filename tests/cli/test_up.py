"""What `fauxmon lab ha-pair up` says first: how to have its failover judged, if its clocks do not run like ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call

NOBODY = "127.0.0.1:9"
MINE = """
title: Mine
duration_s: 1
pair:
  shared: 127.9.0.100
  a: {address: 127.9.0.1, domain: 1}
  b: {address: 127.9.0.2, domain: 2}
"""
COMMAND = "fauxmon verify failover --before 127.9.0.{} --after 127.9.0.{} --shared 127.9.0.100 --exporter-clock"


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its socket is."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.mark.parametrize(("more", "before", "after"), [("", 1, 2), ("  preferred: b\n", 2, 1)])
def test_the_command_names_first_who_is_active_first(
    call: Call, tmp_path: Path, more: str, before: int, after: int
) -> None:
    (tmp_path / "mine.yaml").write_text(MINE + more)
    options = ("lab", "ha-pair", "up", "--scenario", tmp_path / "mine.yaml", "--to", NOBODY, "--speed", "max")
    command = COMMAND.format(before, after)
    assert call(*options).stderr.splitlines()[1].endswith(f": {command}")
    assert json.loads(call(*options, "--json").stdout.splitlines()[0])["verify"] == command


def test_in_real_time_there_is_nothing_to_say(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    options = ("lab", "ha-pair", "up", "--scenario", tmp_path / "mine.yaml", "--to", NOBODY, "--once")
    said = call(*options)
    assert (said.exit_code, "verify" in said.output) == (0, False)
