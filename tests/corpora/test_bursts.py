"""Bursts over the vendors' captures: read all at once, they give what they give datagram by datagram."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fauxmon_collector.input.pcap import read_datagrams
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.decoder import Decoder, DecoderConfig
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.origin import Origin

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
CAPTURES = sorted(CORPORA.glob("*/*.pcap"))

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CAPTURES, reason="the vendors' captures are not next to this checkout"),
]


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_burst_is_read_as_its_datagrams_one_by_one(capture: Path) -> None:
    # Twice, so that templates that came late are there when the data comes again.
    rows = [
        (one.payload, Session(one.source, one.source_port, one.destination_port), one.time)
        for one in list(read_datagrams(capture)) * 2
    ]
    single, burst = Decoder(), Decoder(DecoderConfig(burst=1))
    headers = [single.feed(*row, number) for number, row in enumerate(rows)]
    versions = burst.feed_burst(datagrams(rows))
    assert versions.tolist() == [0 if header is None else header.version for header in headers]
    assert burst.counters == single.counters
    for session in {session for _, session, _ in rows}:
        key = (session.address, session.listening_port)
        assert burst.sequence(*key) == single.sequence(*key)
        assert burst.last_sequences(*key) == single.last_sequences(*key)
    taken, expected = burst.take(), single.take()
    assert sorted(map(repr, taken.problems)) == sorted(map(repr, expected.problems))
    assert flows(taken.batches) == flows(expected.batches)


def flows(batches: list[Batch]) -> list[Any]:
    """All records of flows and of options, in any order, with where they come from."""
    rows: list[Any] = []
    for batch in batches:
        columns = batch.columns()
        values = []
        for key in columns.template.index:
            codes, texts = columns.texts(key)
            values += [columns.unsigned(key).tolist(), [texts[code] for code in codes]]
        origins = [steering(columns.origins[one]) for one in columns.of_records(columns.origin)]
        rows += zip(origins, columns.of_records(columns.export_ms).tolist(), *values, strict=True)
    return sorted(rows, key=repr)


def steering(origin: Origin) -> tuple[Any, ...]:
    """What of an Origin tells how data is to be read."""
    facts = origin.facts
    return (*origin[:3], facts.init_time_ms, facts.sampling, facts.types, dict(facts.beside))
