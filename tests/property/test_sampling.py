"""Whatever exporters say of sampling: a rate is a number of at least 1 for each record, and nothing raises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.samplers import ELEMENTS
from fauxmon_collector.wire.sampling import rates
from fauxmon_collector.wire.templates import VARIABLE_LENGTH

SESSION = Session("192.0.2.1", 50_000, 2055)
CONDITIONS = ("ingressInterface", "egressInterface", "flowDirection", "templateId", "observationDomainId")
FIELDS = st.lists(
    st.tuples(
        st.sampled_from(sorted({*ELEMENTS, *CONDITIONS})),
        st.sampled_from([0, 1, 2, 3, 4, 5, 8, 9, 16, VARIABLE_LENGTH]),
    ),
    min_size=1,
    max_size=6,
)
OCTETS = st.one_of(st.binary(max_size=120), st.binary(min_size=1, max_size=4).map(lambda part: part * 30))


@given(
    messages=st.lists(
        st.tuples(FIELDS, st.booleans(), st.integers(1, 3), st.sampled_from([0, 7, 8]), OCTETS), min_size=1, max_size=6
    )
)
def test_rates_of_anything(messages: list[tuple[list[tuple[str, int]], bool, int, int, bytes]]) -> None:
    decoder = Decoder()
    for fields, is_options, scope, domain, octets in messages:
        template_id = 256 if is_options else 300
        if is_options:
            layout = encoder.template(10, template_id, fields, min(scope, len(fields)), "options")
        else:
            layout = encoder.template(10, template_id, fields)
        sets = [encoder.template_set([layout]), template_id.to_bytes(2) + (4 + len(octets)).to_bytes(2) + octets]
        message = encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=0, domain=domain)
        decoder.feed(message, SESSION, 0.0)
    for batch in decoder.take().batches:
        columns = batch.columns()
        found = rates(columns)
        if found is not None:
            assert found.shape == (columns.count,)
            assert (found >= 1).all()
            assert (found > 1).any()
