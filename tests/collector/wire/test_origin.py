from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session

SESSION = Session("192.0.2.1", 40000, 2055)
FLOW = encoder.template(10, 256, [("octetDeltaCount", 4)])
START = encoder.template(10, 300, [("meteringProcessId", 4), ("systemInitTimeMilliseconds", 8)], 1, "options")


def test_a_domain_goes_on_with_the_same_origin_until_it_is_told_something_new() -> None:
    decoder = Decoder()
    data = encoder.data_set(FLOW, [{}])

    def told(at: int) -> bytes:
        return encoder.data_set(START, [{"systemInitTimeMilliseconds": at}])

    for sets in (
        [encoder.template_set([FLOW]), encoder.template_set([START]), data],
        [data],
        [told(5), data],
        [told(5), data],
        [told(6), data],
    ):
        decoder.feed(encoder.ipfix_message(sets, export_time=9, sequence=0, domain=1), SESSION, 0.0)
    (flows,) = (batch for batch in decoder.take().batches if batch.template.kind == "data")
    origins = [origin for _, origin in flows.single]
    assert [origin.facts.init_time_ms for origin in origins] == [None, None, 5, 5, 6]
    assert origins[0] is origins[1]
    assert origins[2] is origins[3]
    assert {origin[:3] for origin in origins} == {(SESSION, 10, 1)}
