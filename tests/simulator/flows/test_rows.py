"""Flows of files, and what is wrong with a file, by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fauxmon.simulator.flows.rows import FlowFileError, read_rows

CSV = """src,dst,src_port,dst_port,protocol,packets,octets,start_ms,npnRoundTripTime
10.0.0.1,10.0.0.2,1234,443,6,10,9000,1764000000000,250
2001:db8::1,2001:db8::2,53,53,17,1,80,,
"""


def test_csv_by_flow_columns_and_elements(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(CSV)
    four, six = read_rows(path)
    assert four == {
        "sourceIPv4Address": "10.0.0.1",
        "destinationIPv4Address": "10.0.0.2",
        "sourceTransportPort": 1234,
        "destinationTransportPort": 443,
        "protocolIdentifier": 6,
        "packetDeltaCount": 10,
        "octetDeltaCount": 9000,
        "flowStartMilliseconds": 1_764_000_000_000,
        "npnRoundTripTime": 250,
    }
    assert six["sourceIPv6Address"] == "2001:db8::1"
    assert "npnRoundTripTime" not in six


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "flows.jsonl"
    path.write_text('{"src": "10.0.0.1", "octets": 7}\n\n{"httpHost": "example.test", "octets": "8"}\n')
    assert read_rows(path) == [
        {"sourceIPv4Address": "10.0.0.1", "octetDeltaCount": 7},
        {"httpHost": "example.test", "octetDeltaCount": 8},
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "src,colour\n10.0.0.1,red\n", "line 2: 'colour' is neither a flow column nor an Information Element"),
        ("a.csv", "octets\nmany\n", "line 2: octetDeltaCount: 'many' is not a number"),
        ("a.csv", "octets\n1,2\n", "line 2: has not as many values"),
        ("a.csv", "octets,packets\n1\n", "line 2: has not as many values"),
        ("a.jsonl", '{"octets": 1}\nnonsense\n', "line 2: not a JSON object"),
        ("a.jsonl", "[1]\n", "line 1: not a JSON object"),
        ("a.jsonl", '{"octets": 1.5}\n', "line 1: octetDeltaCount: 1.5 is not a number"),
        ("a.pcap", "no capture", "is no pcap or pcapng file"),
        ("none.csv", None, "No such file"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(FlowFileError) as refused:
        read_rows(path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_traffic_of_a_capture() -> None:
    capture = Path(__file__).parents[3] / "fixtures" / "pcaps" / "softflowd-v9" / "capture.pcap"
    rows = read_rows(capture)
    assert {row["protocolIdentifier"] for row in rows} == {17}
    assert all(int(row["packetDeltaCount"]) > 0 for row in rows)
