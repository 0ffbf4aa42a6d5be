"""Make the fuzzer's corpus: python tests/fuzz/make_corpus.py

Some datagrams of each capture in `fixtures/pcaps`, and messages of our Encoder for what those exporters do not send.
"""

from __future__ import annotations

from pathlib import Path

import stories

from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire import encoder

PCAPS = Path(__file__).parents[2] / "fixtures" / "pcaps"
LARGEST = 1500


def from_captures() -> None:
    """The first datagrams of each kind: those that bring a Set ID that was not there before, and a few more."""
    for path in sorted(PCAPS.glob("*/capture.pcap")):
        story: stories.Story = []
        seen: set[bytes] = set()
        for datagram in read_datagrams(path):
            kind = datagram.payload[:2] + datagram.payload[16:18] + datagram.payload[20:22]
            if len(datagram.payload) <= LARGEST and (kind not in seen or len(story) < 4):
                story.append(datagram.payload)
                seen.add(kind)
        stories.write(stories.CORPUS / f"{path.parent.name}.story", story[:6])


def ipfix(*sets: bytes, sequence: int = 0, domain: int = 1) -> bytes:
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=sequence, domain=domain)


def v9(*sets: bytes, sequence: int = 0) -> bytes:
    return encoder.v9_message(sets, count=1, sysuptime=60_000, export_time=1_700_000_000, sequence=sequence, domain=1)


def encoded() -> dict[str, stories.Story]:
    """Stories of our Encoder."""
    text = encoder.template(10, 256, [("interfaceName", 65535), ("octetDeltaCount", 3), ("applicationName", 65535)])
    texts = [{"interfaceName": "eth0", "octetDeltaCount": 7}, {"applicationName": "x" * 300}, {}]
    ports = encoder.template(10, 301, [("sourceTransportPort", 2), ("basicList", 65535)])
    lists = encoder.template(
        10, 300, [("basicList", 65535), ("subTemplateList", 65535), ("subTemplateMultiList", 65535)]
    )
    basic = "0x0300070002005001bb"
    sub = "0x04012d005009" + basic[2:] + "01bb00"
    multi = f"0xff012d{4 + len(sub[8:]) // 2:04x}" + sub[8:]
    options = encoder.template(10, 400, [("meteringProcessId", 4), ("systemInitTimeMilliseconds", 8)], 1, "options")
    times = encoder.template(
        10, 500, [("flowStartNanoseconds", 8), ("flowEndMicroseconds", 8), ("flowStartSysUpTime", 4)]
    )
    other = encoder.template(10, 256, [("sourceIPv6Address", 16), ("samplingProbability", 4), ("paddingOctets", 3)])
    biflow = encoder.template(10, 600, [("octetDeltaCount", 8), ("reverseOctetDeltaCount", 8), ("tlsSni", 65535)])
    v9_options = encoder.template(9, 300, [("samplingInterval", 4), ("samplingAlgorithm", 1)], 1, "options")
    v9_flow = encoder.template(9, 256, [("sourceIPv4Address", 4), ("flowStartSysUpTime", 4), ("octetDeltaCount", 4)])
    told = {"systemInitTimeMilliseconds": 1_690_000_000_000}
    return {
        "encoder-text": [
            ipfix(encoder.data_set(text, texts)),
            ipfix(encoder.template_set([text]), encoder.data_set(text, texts), sequence=3),
            ipfix(
                encoder.template_set([other]), encoder.data_set(other, [{}, {"samplingProbability": 0.5}]), sequence=6
            ),
        ],
        "encoder-lists": [
            ipfix(encoder.template_set([lists, ports])),
            ipfix(
                encoder.data_set(
                    lists, [{"basicList": basic, "subTemplateList": sub, "subTemplateMultiList": multi}, {}]
                )
            ),
        ],
        "encoder-options": [
            ipfix(encoder.template_set([options]), encoder.template_set([times])),
            ipfix(encoder.data_set(options, [told]), encoder.data_set(times, [{"flowStartSysUpTime": 5000}])),
            ipfix(encoder.template_set([biflow]), encoder.data_set(biflow, [{"tlsSni": "a.example"}]), sequence=2),
            ipfix(bytes.fromhex("0002 0008 0258 0000 0003 0008 0003 0000"), sequence=3),
        ],
        "encoder-v9": [
            v9(encoder.template_set([v9_options]), encoder.data_set(v9_options, [{"samplingInterval": 100}])),
            v9(encoder.template_set([v9_flow]), encoder.data_set(v9_flow, [{"flowStartSysUpTime": 1}] * 3), sequence=1),
            v9(encoder.data_set(v9_flow, [{"flowStartSysUpTime": 4_294_967_000}]), sequence=3),
        ],
        "encoder-v1-v5-v7": [
            bytes.fromhex("0001 0002 00001388 6553f100 00000009") + bytes(range(96)),
            encoder.v5_message([{"octetDeltaCount": 9}] * 2, sysuptime=5000, export_time=1_700_000_000, sequence=0),
            bytes.fromhex("0007 0002 00001388 6553f100 00000009 00000064 00000000") + bytes(range(104)),
        ],
    }


def sflow() -> stories.Story:
    """Flow samples of both kinds with all structures that are read, and a counter sample."""

    def u32(*numbers: int) -> bytes:
        return b"".join(number.to_bytes(4, "big") for number in numbers)

    def structure(number: int, body: bytes) -> bytes:
        return u32(number, len(body)) + body

    macs = bytes.fromhex("02005e000002 02005e000001")
    tcp = bytes.fromhex("1388 01bb 0000000000000000 5012 0000 0000 0000")
    ipv4 = bytes.fromhex("4500 0054 0001 0000 40 06 0000 c0000201 c6336402") + tcp
    ipv6 = bytes.fromhex("6000 0000 0010 00 40") + bytes(31) + b"\x02" + bytes.fromhex("3a00 0000")
    frames = [
        macs + bytes.fromhex("8100 0064 88a8 00c8 8847 00010040 0002013f") + ipv4,
        macs + bytes.fromhex("86dd") + ipv6 + bytes(24),
        macs + bytes.fromhex("0026 aaaa03 000000 0800") + ipv4,
    ]
    raw = [structure(1, u32(1, len(one), 4, len(one)) + one + bytes(-len(one) % 4)) for one in frames]
    more = [
        structure(2, u32(98) + macs[6:] + bytes(2) + macs[:6] + bytes(2) + u32(0x0800)),
        structure(3, u32(84, 6) + bytes([192, 0, 2, 1, 198, 51, 100, 2]) + u32(5000, 443, 0x12, 0)),
        structure(4, u32(84, 6) + bytes(32) + u32(5000, 443, 0x12, 0)),
        structure(1001, u32(10, 0, 20, 0)),
        structure(1002, u32(1) + bytes([203, 0, 113, 2]) + u32(24, 19)),
        structure(1003, u32(1, 0xCB007101, 64500, 64501, 64502, 2, 1, 1, 64503, 2, 1, 64504, 0, 100)),
    ]
    samples = [
        *(structure(1, u32(1, 3, 1000, 5000, 0, 3, 0x40000001, 1) + one) for one in raw),
        structure(3, u32(1, 0, 3, 1000, 5000, 0, 0, 70_000, 2, 3, len(more)) + b"".join(more)),
        structure(2, bytes(40)),
    ]
    agents = [u32(1) + bytes([192, 0, 2, 1]), u32(2) + bytes(16)]
    return [
        u32(5) + agent + u32(7, number, 60_000 + number, len(samples)) + b"".join(samples)
        for number, agent in enumerate(agents)
    ]


if __name__ == "__main__":
    from_captures()
    for name, story in {**encoded(), "sflow": sflow()}.items():
        stories.write(stories.CORPUS / f"{name}.story", story)
