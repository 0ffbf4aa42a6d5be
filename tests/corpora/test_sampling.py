"""The rates that we find in the captures of many vendors, against what others made of the same octets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.records import Record
from fauxmon_collector.wire.sampling import rates

VENDORS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "vendors"

ONE_SAMPLER_ONLY = "akvorado-nf9-multiple-sampling-rates"
"""nfdump 1.7.1 takes the first record of a set of options and leaves the flows of the second sampler as they are."""

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not VENDORS.is_dir(), reason="the vendors' captures are not next to the checkout"),
]


class Sampled(NamedTuple):
    record: Record
    rate: float


def entries() -> list[dict[str, Any]]:
    manifest = VENDORS / "manifest.json"
    if not manifest.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(manifest.read_text())["entries"]
    return [entry for entry in found if "sflow5" not in entry["versions"]]


def sampled(case: dict[str, Any]) -> Iterator[Sampled]:
    decoder = Decoder()
    for datagram in read_datagrams(VENDORS / case["file"]):
        session = Session(datagram.source, datagram.source_port, datagram.destination_port)
        decoder.feed(datagram.payload, session, datagram.time, datagram.frame)
        for batch in decoder.take().batches:
            if batch.template.kind == "data":
                columns = batch.columns()
                found = rates(columns)
                yield from map(Sampled, batch.records(), np.ones(columns.count) if found is None else found.tolist())


def told_by_upstream(case: dict[str, Any]) -> dict[tuple[int, int, int], float]:
    """(frame, set, record) → the rate that the project says which the capture is from."""
    told = {}
    for one in case["expected"]:
        upstream = one.get("upstream_only", {})
        rate = upstream.get("@samplingRate", upstream.get("@samplingInterval"))
        if rate is not None and one["kind"] == "data":
            told[one["frame"], one["set"], one["rec"]] = rate
    return told


@pytest.mark.parametrize("case", [case for case in entries() if told_by_upstream(case)], ids=lambda case: case["name"])
def test_the_rate_that_the_upstream_project_finds(case: dict[str, Any]) -> None:
    told = told_by_upstream(case)
    found = {(one.record.frame, one.record.set, one.record.rec): one.rate for one in sampled(case)}
    assert {place: found[place] for place in told} == told


def is_scaled(case: dict[str, Any]) -> bool:
    """Whether nfdump has multiplied the counters of flows by a rate."""
    nfdump = case["oracles"].get("nfdump") or {}
    return case["name"] != ONE_SAMPLER_ONLY and any(flow["sampled"] for flow in nfdump.get("first_flows", ()))


@pytest.mark.parametrize("case", [case for case in entries() if is_scaled(case)], ids=lambda case: case["name"])
def test_the_scaled_sums_of_nfdump(case: dict[str, Any]) -> None:
    flows = list(sampled(case))
    for element, total in (("packetDeltaCount", "packets"), ("octetDeltaCount", "bytes")):
        assert sum(one.record.fields[element] * one.rate for one in flows) == case["oracles"]["nfdump"][total]


def is_renormalized(case: dict[str, Any]) -> bool:
    return bool(case.get("collector_oracle", {}).get("renormalize") == "true")


@pytest.mark.parametrize("case", [case for case in entries() if is_renormalized(case)], ids=lambda case: case["name"])
def test_the_scaled_counters_of_pmacct(case: dict[str, Any]) -> None:
    expected = [
        (row["ingressInterface"], row["protocolIdentifier"], row["packets"], row["octets"])
        for row in case["collector_oracle"]["rows"]
    ]
    found = []
    for record, rate in sampled(case):
        fields = record.fields
        counters = fields["packetDeltaCount"] * rate, fields["octetDeltaCount"] * rate
        found.append((fields["ingressInterface"], fields["protocolIdentifier"], *counters))
    assert sorted(found) == sorted(expected)
