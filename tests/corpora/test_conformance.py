"""Captures of many vendors against the values that others published for them, every record and value."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fauxmon.cli.decode import decode

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"

PUBLISHED_AS_OCTETS = ("cisco", "paloAlto", "ntop")
"""Elements that have a name and a type here and neither there: their values cannot be compared."""

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the vendors' captures are not next to the checkout"),
]


def cases(folder: str) -> list[dict[str, Any]]:
    manifest = CORPORA / folder / "manifest.json"
    if not manifest.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(manifest.read_text())["entries"]
    return [entry for entry in entries if "sflow5" not in entry["versions"]]


def decoded(folder: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    result = CliRunner().invoke(decode, [str(CORPORA / folder / case["file"]), "--format", "jsonl"])
    assert result.exception is None
    return [json.loads(line) for line in result.stdout.splitlines()]


def place(record: dict[str, Any]) -> tuple[int, int, int, str]:
    return record["frame"], record["set"], record["rec"], record["kind"]


def compared(record: dict[str, Any]) -> dict[str, Any]:
    """Padding may be left out; what begins with @ is derived from the record."""
    fields = record["fields"].items()
    return {key: value for key, value in fields if not key.startswith(("@", "paddingOctets"))}


def plain(value: Any) -> Any:
    return value.rstrip("\0") if isinstance(value, str) else value


@pytest.mark.parametrize("case", cases("vendors"), ids=lambda case: case["name"])
def test_a_vendors_export(case: dict[str, Any]) -> None:
    file = case.get("records_buffered_file") or case.get("records_file")
    expected = []
    if file:
        with gzip.open(CORPORA / "vendors" / file, "rt") as lines:
            expected = [json.loads(line) for line in lines if line.strip()]
    found = {place(record): record for record in decoded("vendors", case)}
    assert found.keys() == {place(record) for record in expected}
    for record in expected:
        twin = found[place(record)]
        wanted, got = compared(record), compared(twin)
        numbered = {key for key in wanted.keys() - got.keys() if "/" in key}
        named = got.keys() - wanted.keys()
        assert len(named) == len(numbered)
        assert {key: got.get(key) for key in wanted.keys() - numbered} == {
            key: plain(wanted[key]) for key in wanted.keys() - numbered
        }
        published = [plain(wanted[key]) for key in numbered]
        assert all(got[key] in published or key.startswith(PUBLISHED_AS_OCTETS) for key in named)
        header = {key: value for key, value in record["header"].items() if value is not None}
        assert {key: twin["header"].get(key) for key in header} == header
        assert twin["exporter"] == record["exporter"]


@pytest.mark.parametrize("case", cases("malformed"), ids=lambda case: case["name"])
def test_no_record_is_invented(case: dict[str, Any]) -> None:
    judges = (
        (case.get("tshark") or {}).get("data_records"),
        case.get("upstream_n_events"),
        (case.get("nfdump") or {}).get("flows"),
    )
    data = [record for record in decoded("malformed", case) if record["kind"] == "data"]
    assert len(data) <= max(count or 0 for count in judges)
