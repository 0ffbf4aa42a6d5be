"""The names of VRFs that we learn from the captures, against those that pmacct gave its flows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

VENDORS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "vendors"

OF_SEVERAL_CAPTURES = "multiple-sources"
"""In these cases pmacct was also fed other captures, with exporters of their own."""

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' captures are not next to the checkout"),
]


def named_flows(case: dict[str, Any]) -> set[tuple[int, str]]:
    """(VRF, name) of each direction in pmacct's flows, where it tells them apart."""
    oracle = case.get("collector_oracle", {})
    file = oracle.get("rows_file")
    rows = json.loads((VENDORS / file).read_text())["rows"] if file else oracle.get("rows", [])
    return {
        (int(row[f"{side}VRFID"]), row[f"{side}VRFname"])
        for row in rows
        for side in ("ingress", "egress")
        if row.get(f"{side}VRFname")
    }


def cases() -> list[dict[str, Any]]:
    manifest = VENDORS / "manifest.json"
    if not manifest.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(manifest.read_text())["entries"]
    return [entry for entry in entries if OF_SEVERAL_CAPTURES not in entry["name"] and named_flows(entry)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_vrfs(case: dict[str, Any]) -> None:
    decoder, exporters = Decoder(), set()
    for datagram in read_datagrams(VENDORS / case["file"]):
        session = Session(datagram.source, datagram.source_port, datagram.destination_port)
        exporters.add((session.address, session.listening_port))
        decoder.feed(datagram.payload, session, datagram.time, datagram.frame)
    origins = [origin for exporter in exporters for origin in decoder.origins(*exporter)]
    vrfs = [origin.facts.names.vrfs.entries for origin in origins]
    assert named_flows(case) <= {(number, name.name) for entries in vrfs for number, name in entries.items()}
