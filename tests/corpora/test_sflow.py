"""sFlow captures of several vendors against the values that others published, and against tshark."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fauxmon.cli.decode import decode

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "vendors"

DIFFERENT = {
    "akvorado-sflow-flow-sample-with-qinq": {"vlanId", "postVlanId"},
    "akvorado-sflow-multiple-interfaces": {"forwardingStatus"},
}
"""What docs/reference/conformance.md argues with."""

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the vendors' captures are not next to the checkout"),
]


def cases() -> list[dict[str, Any]]:
    manifest = CORPUS / "manifest.json"
    if not manifest.is_file():
        return []
    entries: list[dict[str, Any]] = json.loads(manifest.read_text())["entries"]
    return [entry for entry in entries if "sflow5" in entry["versions"]]


def decoded(case: dict[str, Any]) -> list[dict[str, Any]]:
    result = CliRunner().invoke(decode, [str(CORPUS / case["file"]), "--format", "jsonl"])
    assert result.exception is None
    records = [json.loads(line) for line in result.stdout.splitlines()]
    return [record for record in records if record["header"]["version"] == "sflow5"]  # one has NetFlow v5 besides


def published(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The values of flows, in the elements that a record has."""
    rows = []
    for expected in case["expected"]:
        values = {key: value for key, value in expected["values"].items() if not key.startswith("@")}
        if "@samplingRate" in expected["values"]:
            values["samplingInterval"] = expected["values"]["@samplingRate"]
        if "icmpTypeIPv4" in values:
            values["icmpTypeCodeIPv4"] = values.pop("icmpTypeIPv4") << 8
        if isinstance(values.get("egressInterface"), str):  # a number and a remark
            values["egressInterface"] = int(values["egressInterface"].partition(",")[0])
        rows.append({key: value for key, value in values.items() if key not in DIFFERENT.get(case["name"], ())})
    return [row for row in rows if row]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_published_values(case: dict[str, Any]) -> None:
    records = decoded(case)
    assert len(records) == case["oracles"]["nfdump"]["flows"]
    for row, record in zip(published(case), records, strict=False):
        assert {key: record["fields"][key] for key in row} == row


@pytest.mark.oracle
@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_tshark_sees_the_same_packets(case: dict[str, Any]) -> None:
    names = ("ip.src", "ip.dst", "ip.ttl", "ip.id", "tcp.srcport", "tcp.dstport", "ipv6.src", "ipv6.dst")
    arguments = [argument for name in names for argument in ("-e", name)]
    run = subprocess.run(
        ["tshark", "-r", CORPUS / case["file"], "-T", "json", "-d", "udp.port==6343,sflow", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    seen = [packet["_source"]["layers"] for packet in json.loads(run.stdout)]
    by_frame: dict[int, list[dict[str, Any]]] = {}
    for record in decoded(case):
        by_frame.setdefault(record["frame"], []).append(record["fields"])
    assert by_frame or not case["oracles"]["nfdump"]["flows"]
    for frame, records in by_frame.items():
        layers = seen[frame - 1]
        for name, key in {
            "ip.src": "sourceIPv4Address",
            "ip.dst": "destinationIPv4Address",
            "ipv6.src": "sourceIPv6Address",
            "ipv6.dst": "destinationIPv6Address",
        }.items():
            inner = layers.get(name, [])[1 if name.startswith("ip.") else 0 :]  # the first is the datagram's own
            assert [one[key] for one in records if key in one] == inner
        four = [one for one in records if "sourceIPv4Address" in one]
        assert [str(one["ipTTL"]) for one in four] == layers.get("ip.ttl", [])[1:]
        assert [one["fragmentIdentification"] for one in four] == [int(id_, 16) for id_ in layers.get("ip.id", [])[1:]]
        tcp = [one for one in records if one.get("protocolIdentifier") == 6]
        assert [str(one["sourceTransportPort"]) for one in tcp] == layers.get("tcp.srcport", [])
        assert [str(one["destinationTransportPort"]) for one in tcp] == layers.get("tcp.dstport", [])
