from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.decode import decode
from fauxmon_collector.wire import encoder

FLOW = encoder.template(
    9,
    256,
    [
        ("sourceIPv4Address", 4),
        ("destinationIPv4Address", 4),
        ("sourceTransportPort", 2),
        ("destinationTransportPort", 2),
        ("protocolIdentifier", 1),
        ("packetDeltaCount", 4),
        ("octetDeltaCount", 4),
    ],
)
RECORD = {
    "sourceIPv4Address": "10.0.0.1",
    "destinationIPv4Address": "10.0.0.2",
    "sourceTransportPort": 1025,
    "destinationTransportPort": 443,
    "protocolIdentifier": 6,
    "packetDeltaCount": 3,
    "octetDeltaCount": 180,
}


def message(*sets: bytes) -> bytes:
    return encoder.v9_message(sets, count=1, sysuptime=5, export_time=1_700_000_000, sequence=8, domain=4)


DATA = message(encoder.data_set(FLOW, [RECORD]))
TEMPLATE = message(encoder.template_set([FLOW]))
OPTIONS = encoder.template(9, 300, [("samplingInterval", 4)], 0, "options")
SAMPLING = message(encoder.template_set([OPTIONS]), encoder.data_set(OPTIONS, [{"samplingInterval": 100}]))
V5 = encoder.v5_message([{}], sysuptime=1, export_time=2, sequence=3, engine_id=4)


def capture(path: Path, *datagrams: bytes) -> str:
    octets = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
    for datagram in datagrams:
        ends = bytes([127, 0, 0, 5, 127, 0, 0, 1])
        udp = struct.pack(">HHHH", 4000, 2055, 8 + len(datagram), 0) + datagram
        packet = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0) + ends + udp
        octets += struct.pack("<IIII", 0, 0, len(packet), len(packet)) + packet
    path.write_bytes(octets)
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(decode, arguments)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_record_a_line(tmp_path: Path) -> None:
    result = run(capture(tmp_path / "a.pcap", DATA, TEMPLATE), "--format", "jsonl")
    assert result.exit_code == 0
    assert lines(result) == [
        {
            "frame": 1,
            "set": 1,
            "rec": 1,
            "kind": "data",
            "set_id": 256,
            "exporter": "127.0.0.5",
            "header": {"version": 9, "domain": 4, "sequence": 8, "export_time": 1_700_000_000, "sysuptime": 5},
            "fields": RECORD,
        }
    ]
    assert list(lines(result)[0]) == ["frame", "set", "rec", "kind", "set_id", "exporter", "header", "fields"]
    assert result.stderr == ""


def test_records_of_v5_have_no_set_and_no_domain(tmp_path: Path) -> None:
    (record,) = lines(run(capture(tmp_path / "a.pcap", V5), "--format", "jsonl"))
    assert record["set"] == 0
    assert "set_id" not in record
    assert record["header"] == {
        "version": 5,
        "sequence": 3,
        "export_time": 2,
        "sysuptime": 1,
        "unix_nsecs": 0,
        "engine_type": 0,
        "engine_id": 4,
        "sampling_mode": 0,
        "sampling_rate": 0,
    }


def test_problems_are_summed_up_on_standard_error(tmp_path: Path) -> None:
    file = capture(tmp_path / "a.pcap", b"garbage", b"rubbish", DATA)
    result = run(file, "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "3 problems in 3 datagrams" in result.stderr
    assert "2  unknown-version" in result.stderr
    assert "1  template-missing" in result.stderr


def test_problems_are_listed_on_request(tmp_path: Path) -> None:
    file = capture(tmp_path / "a.pcap", TEMPLATE, DATA[:-2])
    (problem,) = lines(run(file, "--format", "jsonl", "--problems"))
    assert (problem["kind"], problem["frame"], problem["code"], problem["offset"]) == ("problem", 2, "set-overrun", 22)
    assert "RFC 7011" in problem["spec"]
    assert problem["hex"] == DATA[:-2].hex()
    assert DATA[:-2].hex() in run(file, "--problems").stdout
    table = run(file, "--problems")
    assert "set-overrun at octet 22" in table.stdout
    assert table.exit_code == 0


def test_octets_of_another_datagram_are_not_shown(tmp_path: Path) -> None:
    file = capture(tmp_path / "a.pcap", DATA, b"garbage" * 20)
    garbage, missing = lines(run(file, "--format", "jsonl", "--problems"))[-2:]
    assert (garbage["frame"], garbage["hex"]) == (2, (b"garbage" * 20)[:64].hex())
    assert (missing["code"], missing["frame"], missing["hex"]) == ("template-missing", 1, "")


def test_a_table_for_people(tmp_path: Path) -> None:
    result = run(capture(tmp_path / "a.pcap", TEMPLATE, DATA, SAMPLING))
    heading, flow, options = result.stdout.splitlines()
    assert heading.split() == ["FRAME", "SET", "REC", "KIND", "ID", "EXPORTER", "WHAT"]
    assert flow.split()[:6] == ["2", "1", "1", "data", "256", "127.0.0.5"]
    assert "10.0.0.1:1025 > 10.0.0.2:443  TCP  3 packets  180 octets" in flow
    assert options.endswith("samplingInterval=100")


def test_what_an_exporter_sends_does_not_drive_the_terminal(tmp_path: Path) -> None:
    names = encoder.template(9, 301, [("interfaceName", 12)], 0, "options")
    data = encoder.data_set(names, [{"interfaceName": "\x1b[2Jeth0"}])
    result = run(capture(tmp_path / "a.pcap", message(encoder.template_set([names]), data)))
    assert result.stdout.splitlines()[1].endswith("interfaceName=\\x1b[2Jeth0")


@pytest.mark.parametrize("option", [("--format", "json"), ("--json",)])
def test_one_document(tmp_path: Path, option: tuple[str, ...]) -> None:
    result = run(capture(tmp_path / "a.pcap", TEMPLATE, DATA), *option)
    (record,) = json.loads(result.stdout)
    assert record["fields"] == RECORD


def test_several_files_are_told_apart_and_share_nothing(tmp_path: Path) -> None:
    first, second = capture(tmp_path / "1.pcap", TEMPLATE, DATA), capture(tmp_path / "2.pcap", DATA)
    result = run(first, second, "--format", "jsonl")
    assert [record["file"] for record in lines(result)] == [first]
    assert f"{second}: 1 problems" in result.stderr


def test_what_is_no_capture(tmp_path: Path) -> None:
    file = tmp_path / "a.pcap"
    file.write_text("no capture")
    result = run(str(file))
    assert result.exit_code == 1
    assert "no pcap or pcapng file" in result.stderr


def test_a_capture_without_datagrams_says_so(tmp_path: Path) -> None:
    result = run(capture(tmp_path / "a.pcap"))
    assert (result.exit_code, "no UDP datagrams" in result.stderr) == (0, True)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    assert run(str(tmp_path / "missing.pcap")).exit_code == 2


def test_a_reader_that_goes_away_is_no_accident(tmp_path: Path) -> None:
    many = message(encoder.data_set(FLOW, [RECORD] * 40))
    file = capture(tmp_path / "a.pcap", TEMPLATE, *[many] * 200)
    command = [sys.executable, "-c", "from fauxmon.cli.decode import decode; decode()", file, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["frame"] == 2
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) in (0, 1)
