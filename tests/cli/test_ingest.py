"""`fauxmon ingest` into a real data directory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from fauxmon.runtime.locking import DataLock

if TYPE_CHECKING:
    from tests.cli.conftest import Call


def test_exporters_ports_and_times_are_those_of_the_capture(call: Call, capture: Path, tmp_path: Path) -> None:
    result = call("ingest", capture, "--data", tmp_path / "data", "--json")
    report = json.loads(result.output)
    assert (report["datagrams"], report["unreadable"], report["stored"], report["problems"]) == (3, 0, 6, {})
    seen = [
        (s["address"], s["listening_port"], s["messages"], s["records"], s["first_seen_ms"], s["last_seen_ms"])
        for s in report["sources"]
    ]
    t0 = 1_700_000_000_000
    assert seen == [
        ("192.168.1.123", 2055, 2, 5, t0, t0 + 4_000),
        ("192.168.1.124", 2055, 1, 1, t0 + 1_000, t0 + 1_000),
    ]
    with duckdb.connect(tmp_path / "data" / "flows.duckdb") as flows:
        times = flows.execute("SELECT received_ms, count(*) FROM flows GROUP BY 1 ORDER BY 1").fetchall()
    assert times == [(t0, 2), (t0 + 1_000, 1), (t0 + 4_000, 3)]


def test_a_second_run_adds_to_the_first(call: Call, capture: Path, tmp_path: Path) -> None:
    call("ingest", capture, "--data", tmp_path / "data")
    result = call("ingest", capture, capture, "--data", tmp_path / "data", "--json")
    report = json.loads(result.output)
    assert report["stored"] == 12
    assert [source["records"] for source in report["sources"]] == [15, 3]


def test_what_exceeds_the_limit_makes_room_and_is_told(call: Call, capture: Path, tmp_path: Path) -> None:
    result = call("ingest", capture, "--data", tmp_path / "data", "--flow-limit", 4)
    assert "6 flows stored." in result.output
    assert "2 of the oldest flows are gone: give a larger --flow-limit to keep them." in result.output


def test_an_old_capture_is_too_old_for_an_age(call: Call, capture: Path, tmp_path: Path) -> None:
    arguments = ("ingest", capture, "--data", tmp_path / "data", "--keep-for")
    assert "6 of the oldest flows are gone: give a larger --keep-for to keep them." in call(*arguments, "1w").output
    report = json.loads(call(*arguments, "5000w", "--json").output)
    assert report | {"stored": 6, "expired": 0, "expired_by_age": 0} == report


@pytest.mark.parametrize(
    "option", [("--keep-for", "7"), ("--keep-for", "0s"), ("--keep-size", "10"), ("--keep-size", "1kB")]
)
def test_what_is_no_amount_is_told_with_an_example(
    call: Call, capture: Path, tmp_path: Path, option: tuple[str, str]
) -> None:
    result = call("ingest", capture, "--data", tmp_path / "data", *option)
    assert result.exit_code == 2
    assert "such as" in result.output


def test_the_table_names_every_source(call: Call, capture: Path, tmp_path: Path) -> None:
    result = call("ingest", capture, "--data", tmp_path / "data")
    assert result.exit_code == 0
    assert "192.168.1.123" in result.output
    assert "192.168.1.124" in result.output
    assert "6 flows stored." in result.output


def test_a_directory_in_use(call: Call, capture: Path, tmp_path: Path) -> None:
    lock = DataLock(tmp_path / "data")
    lock.acquire()
    result = call("ingest", capture, "--data", tmp_path / "data")
    lock.release()
    assert result.exit_code == 1
    assert "in use by another Fauxmon" in result.output


def test_a_capture_that_is_cut_short_is_one_line_and_what_came_before_stays(
    call: Call, capture: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(capture.read_bytes()[:-10])
    result = call("ingest", cut, "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
