from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.ingest.exporter_report import exporter_report
from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.elements import AbstractType, Element
from fauxmon_collector.wire.exporter_stats import Counted, ExporterStatistics
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.names import Name, Names
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.samplers import Sampler, Sampling, Scope
from fauxmon_collector.wire.told import Told
from fauxmon_collector.wire.type_information import TypeInformation
from fauxmon_model.errors import NotFoundError

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts

SESSION = Session("192.0.2.1", 50_000, 2055)


def test_everything_that_was_told() -> None:
    facts = ExporterFacts(
        1_600_000_000_000,
        Sampling(
            Told({Scope(selector=1): Sampler(100.0, (), "random", "fast"), Scope(sequence=2): Sampler(None, (1,))})
        ),
        Names(
            Told({3: Name("eth0", "uplink")}),
            Told({7: Name("blue")}),
            Told({b"\x01\x00\x00\x08": Name("egp", "Exterior Gateway Protocol")}),
        ),
        ExporterStatistics(
            Told({"exportingProcessId 1": Counted(MappingProxyType({"notSentFlowTotalCount": 5}), 12_500)}),
            Told({257: 0b101}, refused=2),
        ),
        TypeInformation(Told({(9, 5): Element(9, 5, "drops", AbstractType.UNSIGNED64, "deltaCounter", "packets")})),
    )
    report = exporter_report([Origin(SESSION, 10, 7, facts), Origin(SESSION, 10, 8, ExporterFacts())])
    assert report == {
        "not_sent": 5,
        "not_sent_packets": 0,
        "not_sent_octets": 0,
        "domains": [
            {
                "port": 50_000,
                "version": 10,
                "domain": 7,
                "started_ms": 1_600_000_000_000,
                "sampling": [
                    {"selector": 1, "rate": 100.0, "algorithm": "random", "name": "fast"},
                    {"sequence": 2, "rate": 100.0, "algorithm": "", "name": "", "selectors": [1]},
                ],
                "interfaces": [{"number": 3, "name": "eth0", "description": "uplink"}],
                "vrfs": [{"number": 7, "name": "blue", "description": ""}],
                "applications": [{"id": "0x01000008", "name": "egp", "description": "Exterior Gateway Protocol"}],
                "elements": [
                    {
                        "pen": 9,
                        "id": 5,
                        "name": "drops",
                        "type": "unsigned64",
                        "semantics": "deltaCounter",
                        "units": "packets",
                    }
                ],
                "statistics": [{"process": "exportingProcessId 1", "received_ms": 12_500, "notSentFlowTotalCount": 5}],
                "flow_keys": [{"template": 257, "fields": [0, 2]}],
                "refused": 2,
            }
        ],
    }


def test_an_exporter_that_tells_nothing() -> None:
    assert exporter_report([Origin(SESSION, 9, 0, ExporterFacts())]) == {
        "not_sent": 0,
        "not_sent_packets": 0,
        "not_sent_octets": 0,
        "domains": [],
    }


def options_message(not_sent: int) -> bytes:
    fields = [("exportingProcessId", 4), ("notSentFlowTotalCount", 8)]
    layout = encoder.template(10, 260, fields, scope_count=1, kind="options")
    record = {"exportingProcessId": 1, "notSentFlowTotalCount": not_sent}
    sets = [encoder.template_set([layout]), encoder.data_set(layout, [record])]
    return encoder.ipfix_message(sets, export_time=1_700_000_000, sequence=0, domain=1)


def test_what_the_exporter_did_not_send_stands_beside_what_was_lost(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(options_message(5)), messages.arrival(options_message(9)))
    parts.run(messages.arrival(messages.v5(), "192.0.2.9"))
    (state,), (other,) = parts.registry.of("192.168.1.123"), parts.registry.of("192.0.2.9")
    assert (state.not_sent, state.options_records, other.not_sent) == (9, 2, 0)
    assert parts.registry.counters()[state.id]["not_sent"] == 9
    assert parts.intake.exporter(state.id)["domains"][0]["statistics"][0]["notSentFlowTotalCount"] == 9
    (template,) = parts.intake.exporter(state.id)["templates_in_force"]
    assert (template["domain"], template["id"], template["kind"], template["scope_count"]) == (1, 260, "options", 1)
    assert template["fields"] == [
        {"name": "exportingProcessId", "length": 4},
        {"name": "notSentFlowTotalCount", "length": 8},
    ]
    assert set(parts.intake.exporter(state.id)["sequence"]) == {"lost", "reordered", "duplicates", "restarts"}
    assert parts.intake.exporter(other.id)["domains"] == []
    assert parts.intake.exporter(other.id)["templates_in_force"] == []
    parts.registry.save()
    with pytest.raises(NotFoundError):
        parts.intake.exporter(99)
