"""Loss is told right whatever is lost, for exporters that keep to RFC 7011 and for those that count like softflowd."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.wire.messages import MessageHeader
from fauxmon_collector.wire.sequence import SequenceStats, SequenceTracker

MODULUS = 1 << 32
starts = st.one_of(st.just(0), st.integers(MODULUS - 200, MODULUS - 1))
messages = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2), st.booleans()), max_size=30)
"""(flow records, options records, whether it arrives)"""


@given(starts, messages)
def test_an_exporter_that_keeps_to_the_rfc_is_never_misjudged(start: int, sent: list[tuple[int, int, bool]]) -> None:
    tracker, number = SequenceTracker(), start
    lost, pending, met = 0, 0, False
    for flows, options, arrives in sent:
        if arrives:
            tracker.see(MessageHeader(10, 0, number, 1000, None, 0), flows, options)
            lost += pending if met else 0
            met, pending = True, 0
        else:
            pending += flows + options
        number = (number + flows + options) % MODULUS
    assert tracker.stats == SequenceStats(lost=lost)


@given(starts, messages)
def test_loss_of_an_exporter_that_counts_its_own_records(start: int, sent: list[tuple[int, int, bool]]) -> None:
    tracker, number = SequenceTracker(), start
    # These two give it away, whatever follows.
    for flows, options, arrives in [(20, 1, True), (1, 0, True), *sent]:
        number = (number + flows) % MODULUS
        if arrives:
            tracker.see(MessageHeader(10, 0, number, 1000, None, 0), flows, options)
    received_until = max((i for i, one in enumerate(sent) if one[2]), default=-1)
    lost = sum(flows for flows, _, arrives in sent[: received_until + 1] if not arrives)
    assert tracker.stats == SequenceStats(lost=lost)
