"""However datagrams are cut into batches, the same flows, Sources and counters come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts

OCTETS = [(1, 4)]
KINDS = ("v5", "template", "data", "both", "garbage", "cut", "empty")

sent = st.tuples(st.sampled_from(KINDS), st.integers(1, 3), st.integers(1, 4))
"""(kind of datagram, which exporter, how many records)."""


def datagram(messages: Messages, number: int, kind: str, records: int) -> bytes:
    rows = [[100 * number + row] for row in range(records)]
    made: dict[str, Callable[[], bytes]] = {
        "v5": lambda: messages.v5(records, sequence=number),
        "template": lambda: messages.ipfix(messages.template_set(OCTETS)),
        "data": lambda: messages.ipfix(messages.data_set(OCTETS, rows)),
        "both": lambda: messages.ipfix(messages.template_set(OCTETS), messages.data_set(OCTETS, rows)),
        "garbage": lambda: b"garbage",
        "cut": lambda: messages.v5(records)[:-1],
        "empty": lambda: b"",
    }
    return made[kind]()


def outcome(parts: Parts) -> tuple[Any, ...]:
    sources = sorted(
        (state.address, state.datagrams, state.messages, state.records, state.templates, state.problems)
        for source in parts.repository.sources.all()
        for state in [parts.registry.get(source.id)]
    )
    flows = parts.store.fetch(sa.select(FLOWS.c.octets, FLOWS.c.packets, FLOWS.c.start_ms, FLOWS.c.received_ms))
    return sources, sorted(flows), parts.problems.codes(), parts.intake.counts()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(sent, max_size=6), min_size=1, max_size=5))
def test_any_batching(make_parts: Callable[..., Parts], messages: Messages, batches: list[list[Any]]) -> None:
    together, apart = make_parts(), make_parts()
    number = 0
    everything = []
    for batch in batches:
        arrivals = []
        for kind, exporter, records in batch:
            number += 1
            arrivals.append(messages.arrival(datagram(messages, number, kind, records), f"10.0.0.{exporter}"))
        apart.run(*arrivals)
        counts = apart.intake.counts()
        assert counts.data_sets == counts.decoded + counts.held_back + counts.template_missing + counts.malformed
        assert counts.records == counts.stored
        everything += arrivals
    together.run(*everything)
    assert outcome(together) == outcome(apart)
    assert together.intake.counts().processed == number
    together.stop()
    apart.stop()
