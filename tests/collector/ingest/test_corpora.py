"""Captures of many vendors, and malformed ones, through the Intake: nothing breaks and everything is accounted for."""

from __future__ import annotations

import gzip
import ipaddress
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from fauxmon_collector.input.burst import Burst, Peer, burst_of
from fauxmon_collector.input.pcap import CaptureError, read_datagrams
from fauxmon_model.flow_columns import BY_NAME, FLOWS

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Parts

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the captures are not there: {CORPORA}"),
]


def arrivals(capture: Path) -> list[Burst]:
    return [
        burst_of([(d.payload, Peer(d.source, d.source_port, d.destination_port), d.time)])
        for d in read_datagrams(capture)
    ]


@pytest.mark.parametrize("folder", ["vendors", "malformed"])
def test_every_datagram_set_and_record_ends_in_one_counter(folder: str, make_parts: Callable[..., Parts]) -> None:
    for capture in sorted((CORPORA / folder).glob("*.pcap")):
        parts = make_parts()
        try:
            sent = arrivals(capture)
        except CaptureError:
            continue
        parts.run(*sent)
        parts.intake.decoder.expire(float("inf"))
        counts = parts.intake.counts()
        assert counts.processed == len(sent), capture.name
        assert counts.data_sets == counts.decoded + counts.template_missing + counts.malformed, capture.name
        assert (counts.records, counts.rejected) == (counts.stored, 0), capture.name
        assert parts.store.count() == counts.stored, capture.name
        saved = parts.registry.counters().values()
        assert sum(row["messages"] for row in saved) == counts.framed, capture.name
        assert sum(row["records"] for row in saved) == counts.records, capture.name
        parts.stop()


def test_octets_packets_and_addresses_are_those_that_others_published(make_parts: Callable[..., Parts]) -> None:
    compared = 0
    for published in sorted((CORPORA / "vendors").glob("*.records-buffered.jsonl.gz")):
        compared += compare(published, make_parts())
    for published in sorted((CORPORA / "vendors").glob("*.records.jsonl.gz")):
        if not published.with_name(published.name.replace(".records.", ".records-buffered.")).exists():
            compared += compare(published, make_parts())
    assert compared > 50


def compare(published: Path, parts: Parts) -> bool:
    with gzip.open(published, "rt") as lines:
        records = [record["fields"] for record in map(json.loads, lines) if record["kind"] == "data"]
    parts.run(*arrivals(published.with_name(published.name.partition(".")[0] + ".pcap")))
    stored = parts.store.fetch(sa.select(*(FLOWS.c[name] for name in ("octets", "packets", "src_hi", "src_lo"))))
    parts.stop()
    wanted = sorted(
        (first(record, BY_NAME["octets"].elements), first(record, BY_NAME["packets"].elements), *source(record))
        for record in records
    )
    assert sorted(stored) == wanted, published.name
    return bool(records)


def first(record: dict[str, Any], elements: Sequence[str]) -> int:
    return next((int(record[element]) for element in elements if element in record), 0)


def source(record: dict[str, Any]) -> tuple[int, int]:
    texts = [record[element] for element in BY_NAME["src"].elements if element in record]
    addresses = [int(ipaddress.ip_address(text)) | (0 if ":" in text else 0xFFFF << 32) for text in texts]
    used = next((address for address in addresses if address not in (0, 0xFFFF << 32)), (addresses or [0])[-1])
    return used >> 64, used & (1 << 64) - 1
