"""A hundred thousand flows, read by nfcapd and by us, and nfdump as a judge of questions about them.

All that nfdump counts by is told by all flows of a family: of what a flow does not tell, nfdump 1.7.1 says 0. It counts
a flow twice whose both ends have the same subject; here they differ, but for port 0.
"""

from __future__ import annotations

import csv
import ipaddress
import itertools
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon.runtime.offline import Offline
from fauxmon_collector.analysis import Analysis, StatisticsQuery, StatisticsRow
from fauxmon_collector.analysis.questions import MAX_ROWS
from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire import encoder

FLOWS = 100_000
CONVERSATIONS = 2_000
EXPORT_S = 1_700_000_000
FLOWS_A_MESSAGE = 150
EXPORTERS = ("127.0.9.1", "127.0.9.2")
NUMBERS = {"ICMP": "1", "TCP": "6", "UDP": "17", "GRE": "47", "ESP": "50", "ICMP6": "58", "SCTP": "132"}
PROTOCOLS = (6, 6, 6, 6, 17, 17, 17, 1, 47, 50, 132)


def _fields(text: str) -> list[tuple[str, int]]:
    """Elements and their octets."""
    pairs = (word.split(":") for word in text.split())
    return [(name, int(octets)) for name, octets in pairs]


OF_BOTH = _fields("""
    packetDeltaCount:4 octetDeltaCount:8 reversePacketDeltaCount:4 reverseOctetDeltaCount:8
    flowStartMilliseconds:8 flowEndMilliseconds:8 protocolIdentifier:1 tcpControlBits:1
    sourceTransportPort:2 destinationTransportPort:2 ipClassOfService:1 postIpClassOfService:1
    ingressInterface:4 egressInterface:4 bgpSourceAsNumber:4 bgpDestinationAsNumber:4
    vlanId:2 postVlanId:2 sourceMacAddress:6 postDestinationMacAddress:6 destinationMacAddress:6 postSourceMacAddress:6
    mplsTopLabelStackSection:3 mplsLabelStackSection2:3 mplsLabelStackSection3:3
    flowDirection:1 ingressVRFID:4 egressVRFID:4 observationPointId:8
""")
OF_FAMILY = {
    4: _fields("""
        sourceIPv4Address:4 destinationIPv4Address:4 ipNextHopIPv4Address:4 bgpNextHopIPv4Address:4
        sourceIPv4PrefixLength:1 destinationIPv4PrefixLength:1 natEvent:1
        postNATSourceIPv4Address:4 postNATDestinationIPv4Address:4
        postNAPTSourceTransportPort:2 postNAPTDestinationTransportPort:2
    """),
    6: _fields("""
        sourceIPv6Address:16 destinationIPv6Address:16 ipNextHopIPv6Address:16 bgpNextHopIPv6Address:16
        sourceIPv6PrefixLength:1 destinationIPv6PrefixLength:1
    """),
}

Numbers = npt.NDArray[np.uint64]


class Chance(NamedTuple):
    """Numbers by chance, always the same ones."""

    generator: np.random.Generator
    size: int

    def below(self, end: int) -> Numbers:
        return self.generator.integers(0, end, self.size, dtype=np.uint64)

    def pair(self, count: int) -> tuple[Numbers, Numbers]:
        """Two of so many values, never the same."""
        first = self.below(count)
        return first, (first + 1 + self.below(count - 1)) % np.uint64(count)

    def label(self, count: int) -> Numbers:
        """One of so many MPLS labels, with EXP, not at the bottom of the stack."""
        return ((16 + self.below(count)) << np.uint64(4)) + (self.below(8) << np.uint64(1))

    def sizes(self, end: int) -> Numbers:
        """Many small ones, few large ones."""
        return (np.float64(end) ** self.generator.random(self.size)).astype(np.uint64)


def common(chance: Chance, version: int) -> dict[str, Numbers]:
    """What flows of both families tell."""
    talks = Chance(np.random.default_rng(version), CONVERSATIONS)
    (one, other), ports = talks.pair(250), (1024 + talks.below(60_000), talks.below(1000))
    protocol = np.array(PROTOCOLS, np.uint64)[talks.below(len(PROTOCOLS))]
    protocol[(protocol == 1) & (version == 6)] = 58
    has_ports = np.isin(protocol, (6, 17, 132))
    client, server = (np.where(has_ports, port, 0).astype(np.uint64) for port in ports)
    # Type and code of ICMP are its destination port, both ways.
    code = np.where(np.isin(protocol, (1, 58)), (talks.below(12) << np.uint64(8)) + talks.below(5), 0)
    talk, back = chance.below(CONVERSATIONS), chance.below(3) == 0
    start = EXPORT_S * 1000 - 300_000 + chance.below(280_000)
    lasted = np.where(chance.below(4) == 0, 0, chance.sizes(20_000)).astype(np.uint64)
    packets = 1 + chance.sizes(5_000)
    answered = chance.below(5) == 0
    vlans, interfaces, systems = chance.pair(40), chance.pair(30), chance.pair(300)
    inner, outer, masks = chance.pair(60), chance.pair(60), chance.pair(24)
    return {
        "one": np.where(back, other[talk], one[talk]).astype(np.uint64),
        "other": np.where(back, one[talk], other[talk]).astype(np.uint64),
        "sourceTransportPort": np.where(back, server[talk], client[talk]).astype(np.uint64),
        "destinationTransportPort": (np.where(back, client[talk], server[talk]) + code[talk]).astype(np.uint64),
        "protocolIdentifier": protocol[talk],
        "packetDeltaCount": packets,
        "octetDeltaCount": packets * (40 + chance.below(1400)),
        "reversePacketDeltaCount": packets * answered,
        "reverseOctetDeltaCount": packets * answered * (40 + chance.below(1400)),
        "flowStartMilliseconds": start,
        "flowEndMilliseconds": start + lasted,
        "tcpControlBits": chance.below(64) * (protocol[talk] == 6),
        "ipClassOfService": chance.below(8) * 32,
        "postIpClassOfService": chance.below(4) * 8,
        "ingressInterface": interfaces[0],
        "egressInterface": interfaces[1],
        "bgpSourceAsNumber": 64_500 + systems[0],
        "bgpDestinationAsNumber": 64_500 + systems[1],
        "vlanId": 1 + vlans[0],
        "postVlanId": 1 + vlans[1],
        "sourceMacAddress": 0x0053_0000_0000 + inner[0],
        "destinationMacAddress": 0x0053_0000_0000 + inner[1],
        "postSourceMacAddress": 0x0053_0001_0000 + outer[0],
        "postDestinationMacAddress": 0x0053_0001_0000 + outer[1],
        "mplsTopLabelStackSection": chance.label(50),
        "mplsLabelStackSection2": chance.label(40),
        "mplsLabelStackSection3": chance.label(30) + np.uint64(1),
        "flowDirection": chance.below(2),
        "ingressVRFID": 1 + chance.below(5),
        "egressVRFID": 1 + chance.below(7),
        "observationPointId": 1 + chance.below(3),
        "prefix": 8 + masks[0],
        "prefix of other": 8 + masks[1],
    }


def of_family(chance: Chance, version: int) -> dict[str, Any]:
    """All that flows of a family tell; addresses of 16 octets as pairs of their halves."""
    told: dict[str, Any] = common(chance, version)
    ends = (told.pop("one"), told.pop("other"))
    sides = ("source", "destination")
    for side, prefix in zip(sides, ("prefix", "prefix of other"), strict=True):
        told[f"{side}IPv{version}PrefixLength"] = told.pop(prefix)
    hops = {"ipNextHopIPv{}Address": 20 + chance.below(12), "bgpNextHopIPv{}Address": 40 + chance.below(8)}
    if version == 6:
        for side, end in zip(sides, ends, strict=True):
            told[f"{side}IPv6Address"] = _wide(0x2001_0DB8_0000_0000 + end % 5, end << np.uint64(30))
        return told | {name.format(6): _wide(0x2001_0DB8_FFFF_0000 + 0 * hop, hop) for name, hop in hops.items()}
    for side, end in zip(sides, ends, strict=True):
        told[f"{side}IPv4Address"] = 0x0A00_0000 + (end % 7 << np.uint64(16)) + end
        told[f"postNAT{side.title()}IPv4Address"] = 0xC000_0200 + end % 100
        told[f"postNAPT{side.title()}TransportPort"] = 1000 + chance.below(200)
    return told | {name.format(4): 0x0A63_0000 + hop for name, hop in hops.items()} | {"natEvent": 1 + chance.below(2)}


def _wide(high: Numbers, low: Numbers) -> Numbers:
    return np.stack([high, low], axis=1)


def messages() -> Iterator[tuple[str, bytes]]:
    """Exporter and message: IPv4, then IPv6; the exporters take turns."""
    layouts = {v: encoder.template(10, 252 + v, [*OF_BOTH, *OF_FAMILY[v]]) for v in (4, 6)}
    for exporter in EXPORTERS:
        yield exporter, _message(encoder.template_set([*layouts.values()]), 0)
    sequences, turns = dict.fromkeys(EXPORTERS, 0), itertools.cycle(EXPORTERS)
    for version, share in ((4, 0.8), (6, 0.2)):
        chance = Chance(np.random.default_rng(100 + version), round(FLOWS * share))
        told = of_family(chance, version)
        for first, exporter in zip(range(0, chance.size, FLOWS_A_MESSAGE), turns, strict=False):
            some = {name: values[first : first + FLOWS_A_MESSAGE] for name, values in told.items()}
            count = len(some["vlanId"])
            data = encoder.data_set_from_columns(layouts[version], some, count)
            yield exporter, _message(data, sequences[exporter])
            sequences[exporter] += count


def _message(data: bytes, sequence: int) -> bytes:
    return encoder.ipfix_message([data], export_time=EXPORT_S, sequence=sequence, domain=1)


def capture(file: Path) -> Path:
    """A pcap file of IPv4 packets without a link layer."""
    packets = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)]
    for exporter, payload in messages():
        udp = struct.pack(">HHHH", 5000, 2055, 8 + len(payload), 0) + payload
        ends = ipaddress.IPv4Address(exporter).packed + b"\x7f\0\0\1"
        header = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0) + ends
        size = len(header) + len(udp)
        packets.append(struct.pack("<IIII", EXPORT_S, 0, size, size) + header + udp)
    file.write_bytes(b"".join(packets))
    return file


class Row(NamedTuple):
    """What both say of a subject; rates as nfdump cuts them. `key` is the subject, and the protocol if it is one."""

    key: tuple[str, ...]
    flows: int
    packets: int
    octets: int
    lasted_ms: int = 0
    pps: int = 0
    bps: int = 0
    bpp: int = 0


class Both(NamedTuple):
    """The same flows on both sides."""

    analysis: Analysis
    nfcapd: Path
    flows: int

    def found(
        self, stats_by: str, order_by: str = "bytes", limit: int = MAX_ROWS, **fields: Any
    ) -> list[StatisticsRow]:
        query = StatisticsQuery("live", 0, 2**52, stats_by, order_by, limit, timed=True, **fields)
        return self.analysis.statistics(query).rows

    def ours(self, stats_by: str, *order_and_limit: Any, **fields: Any) -> list[Row]:
        """Rows of a statistic of one element."""
        return [_our_row(stats_by, row) for row in self.found(stats_by, *order_and_limit, **fields)]

    def our_records(self, **fields: Any) -> list[Row]:
        """Rows of records: sums by the parts."""
        return [_our_record(row) for row in self.found("record", **fields)]

    def nfdump(self, *arguments: str) -> list[str]:
        command = ["nfdump", "-R", str(self.nfcapd), "-N", "-q", "-6", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()

    def theirs(self, statistic: str, *arguments: str, limit: int = 0) -> list[Row]:
        """Rows of a statistic of one element."""
        lines = self.nfdump("-s", statistic, "-n", str(limit), "-o", "csv", *arguments)
        # In order of flows it writes the counters of one direction; those are under other names.
        table = csv.DictReader(line.replace(",i", ",") for line in lines if "limit: " not in line)
        return [
            Row(
                (row["val"].strip(), *([row["pr"].strip()] if ":p" in statistic else [])),
                *(int(row[name]) for name in ("fl", "pkt", "byt")),
                *(round(float(row["td"]) * 1000), *(int(row[name]) for name in ("pps", "bps", "bpp"))),
            )
            for row in table
        ]

    def their_records(self, *arguments: str, tags: str) -> list[Row]:
        """Rows of records by what nfdump writes of them, with the sums of both directions."""
        form = "fmt:" + ",".join(f"%{tag}" for tag in (*tags.split(), "fl", "ipkt", "opkt", "ibyt", "obyt"))
        lines = [line for line in self.nfdump("-n", "0", "-o", form, *arguments) if "," in line]
        return [_their_record(line) for line in lines]


def _their_record(line: str) -> Row:
    *key, flows, in_packets, out_packets, in_octets, out_octets = (word.strip() for word in line.split(","))
    key = [_port(word) for word in key]
    return Row(tuple(key), int(flows), int(in_packets) + int(out_packets), int(in_octets) + int(out_octets))


def _port(word: str) -> str:
    """A number for type and code of ICMP, all else as it is."""
    type_, dot, code = word.partition(".")
    return str(int(type_) * 256 + int(code)) if dot and code.isdigit() else word


def _our_row(stats_by: str, row: StatisticsRow) -> Row:
    """As nfdump writes it, which tells protocols by number."""
    assert row.start_ms is not None
    assert row.end_ms is not None
    subject = str(row.proto) if stats_by == "proto" else row.subject
    return Row(
        (subject, *([str(row.proto)] if stats_by.endswith(":p") else [])),
        *(row.flows, row.packets, row.octets),
        *(row.end_ms - row.start_ms, int(row.pps), int(row.bps), int(row.bpp)),
    )


def _our_record(row: StatisticsRow) -> Row:
    key = tuple(NUMBERS.get(text, text) if name == "pr" else text for name, text in row.parts)
    return Row(key, row.flows, row.packets, row.octets)


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Has the flows read by nfcapd and by us."""
    if not (shutil.which("nfcapd") and shutil.which("nfdump")):
        pytest.skip("nfdump is not installed")
    sys.path.insert(0, str(Path(__file__).parents[2] / "fixtures"))
    from recording import nfdump

    file = capture(tmp_path_factory.mktemp("capture") / "flows.pcap")
    folder = tmp_path_factory.mktemp("nfcapd")
    nfdump.collect(folder, list(read_datagrams(file)), {(exporter, 2055): exporter for exporter in EXPORTERS})
    with Offline(tmp_path_factory.mktemp("data")) as offline:
        offline.read(file)
        yield Both(Analysis(offline.keeping.store, offline.keeping.repository, lambda: 2**53), folder, FLOWS)
