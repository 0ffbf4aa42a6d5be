from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.wire import facts as facts_module
from fauxmon_collector.wire.encoder import data_record, template
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.places import whole_records
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

SYSTEM = template(
    10, 256, [("observationDomainId", 4), ("systemInitTimeMilliseconds", 8)], scope_count=1, kind="options"
)


def body(layout: Template, *records: dict[str, object]) -> DataBody:
    octets = b"".join(data_record(layout, record) for record in records)
    header = MessageHeader(layout.version, 7, 0, 1_700_000_000, None, 0)
    session = Session("192.0.2.1", 2055, 2055)
    return DataBody(header, session, 1_700_000_000.5, 0, 1, layout.set_id, octets, count=len(records))


def test_the_start_of_the_exporter() -> None:
    facts = ExporterFacts().learn(SYSTEM, body(SYSTEM, {"systemInitTimeMilliseconds": 1_600_000_000_000}))
    assert facts.init_time_ms == 1_600_000_000_000
    assert facts.learn(SYSTEM, body(SYSTEM, {"systemInitTimeMilliseconds": 1_600_000_000_000})) is facts


def test_a_start_beyond_all_reckoning_is_not_believed() -> None:
    told = body(SYSTEM, {"systemInitTimeMilliseconds": (1 << 64) - 1})
    assert ExporterFacts().learn(SYSTEM, told) == ExporterFacts()


def test_no_records_tell_nothing() -> None:
    assert ExporterFacts().learn(SYSTEM, body(SYSTEM)) == ExporterFacts()


def test_what_steers_the_reading_of_data_and_what_does_not() -> None:
    names = template(10, 256, [("ingressInterface", 4), ("interfaceName", 8)], scope_count=1, kind="options")
    facts = ExporterFacts()
    named = body(names, {"ingressInterface": 1, "interfaceName": "eth0"})
    assert not facts.steers(names, named)
    assert facts.learn(names, named) is not facts
    started = body(SYSTEM, {"systemInitTimeMilliseconds": 1_600_000_000_000})
    assert facts.steers(SYSTEM, started)
    assert not facts.learn(SYSTEM, started).steers(SYSTEM, started)


def test_options_that_concern_nothing_known_here_change_nothing() -> None:
    other = template(10, 256, [("observationDomainId", 4), ("mplsLabelStackDepth", 4)], scope_count=1, kind="options")
    facts = ExporterFacts()
    assert facts.learn(other, body(other, {"mplsLabelStackDepth": 3})) is facts


_INTERESTING = [*sorted(facts_module.ELEMENTS), "selectorId", "samplerId", "ingressInterface", "applicationId"]


@given(
    fields=st.lists(
        st.tuples(st.sampled_from(_INTERESTING), st.sampled_from([0, 1, 2, 3, 4, 8, 9, 32, VARIABLE_LENGTH])),
        min_size=1,
        max_size=8,
    ),
    scope=st.integers(0, 8),
    octets=st.binary(max_size=400),
    domain=st.integers(0, 2**32 - 1),
)
def test_learning_never_raises(fields: list[tuple[str, int]], scope: int, octets: bytes, domain: int) -> None:
    layout = template(10, 256, fields, scope_count=min(scope, len(fields)), kind="options")
    if not layout.min_length:
        return
    told = body(layout)
    told.header.domain = domain
    told.count, end, _ = whole_records(layout, octets)
    told.body = octets[:end]
    facts = ExporterFacts().learn(layout, told)
    again = facts.learn(layout, told)
    assert again.size == facts.size
    assert not facts.refused
    for table in facts.sampling.tables.values():
        assert ((table.rates >= 1) & (table.rates < 2**54)).all()
