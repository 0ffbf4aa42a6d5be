"""The load is what its ground truth says, and the sender carries it over unchanged but for sequence and time."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

import pytest
from rig.capture import Capture
from rig.generator import Load, generate
from rig.layouts import IPFIX, V9
from rig.sender import Job, Sender

from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

LOADS = {
    "v9": Load(V9, flows=700, exporters=3, templates=6, sampling=100, refresh=4),
    "ipfix": Load(IPFIX, flows=700, exporters=3, templates=6, sampling=100, refresh=4),
    "one template": Load(IPFIX, flows=300, exporters=1, templates=1),
    "differing": Load(V9, flows=700, exporters=2, templates=60, differing=True),
    "variable length": Load(IPFIX, flows=700, exporters=2, templates=4, differing=True, web=True),
}


@pytest.mark.parametrize("load", LOADS.values(), ids=LOADS)
def test_a_decoder_finds_the_ground_truth(load: Load, tmp_path: Path) -> None:
    truth = generate(load, tmp_path / "load.pcap").truth
    decoder = Decoder()
    for datagram in read_datagrams(tmp_path / "load.pcap"):
        assert len(datagram.payload) <= load.mtu
        session = Session(datagram.source, datagram.source_port, datagram.destination_port)
        assert decoder.feed(datagram.payload, session, datagram.time) is not None
    taken = decoder.take()
    assert not taken.problems
    assert decoder.counters.options_records == (truth["datagrams"] > 0 and load.sampling > 0) * sum(
        -(-exporter["datagrams"] // (load.refresh + 3)) for exporter in truth["exporters"]
    )
    sums = {"flows": 0, "octets": 0, "packets": 0}
    for batch in taken.batches:
        if batch.template.kind == "data":
            columns = batch.columns()
            sums["flows"] += columns.count
            sums["octets"] += int(columns.unsigned("octetDeltaCount").sum())
            sums["packets"] += int(columns.unsigned("packetDeltaCount").sum())
    assert sums == {name: truth[name] for name in sums}
    for exporter in truth["exporters"]:
        assert decoder.sequence(exporter["address"], load.port).lost == 0
    assert len({exporter["address"] for exporter in truth["exporters"]}) == load.exporters


def test_the_same_load_gives_the_same_octets(tmp_path: Path) -> None:
    for name in "ab":
        generate(LOADS["ipfix"], tmp_path / f"{name}.pcap")
    assert (tmp_path / "a.pcap").read_bytes() == (tmp_path / "b.pcap").read_bytes()


@pytest.mark.parametrize("version", [V9, IPFIX])
@pytest.mark.parametrize("offload", [True, False], ids=["offload", "plain"])
def test_replayed_rounds_continue_sequence_and_time(version: int, offload: bool, tmp_path: Path) -> None:
    load = Load(version, flows=500, exporters=2, templates=2, seconds=60)
    capture = generate(load, tmp_path / "load.pcap")
    decoder = Decoder()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(10)
        port = receiver.getsockname()[1]
        sender = Sender(capture, port, offload)
        sent = sender.send(Job(flows=2 * load.flows))
        received = [receiver.recvfrom(65_535) for _ in range(sent.datagrams)]
        sender.close()
    assert (sent.flows, sent.refused) == (2 * load.flows, 0)
    for payload, (address, source_port) in received:
        decoder.feed(payload, Session(address, source_port, port), 0.0)
    assert decoder.counters.records == sent.flows
    for exporter in capture.truth["exporters"]:
        stats = decoder.sequence(exporter["address"], port)
        assert (stats.lost, stats.reordered, stats.duplicates, stats.restarts) == (0, 0, 0, 0)
    place = 8 if version == V9 else 4
    times = [struct.unpack_from(">I", payload, place)[0] for payload, _ in received]
    half = len(times) // 2
    assert [later - earlier for earlier, later in zip(times[:half], times[half:], strict=True)] == [60] * half


def test_a_paced_job_takes_its_time(tmp_path: Path) -> None:
    capture = generate(LOADS["one template"], tmp_path / "load.pcap")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        sender = Sender(Capture(capture.path), receiver.getsockname()[1])
        sent = sender.send(Job(rate=200, flows=600))
        sender.close()
    assert sent.seconds >= 0.95 * sent.datagrams / 200
