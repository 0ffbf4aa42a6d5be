"""The rate of each record, in the habit of each vendor: messages as they send them, through the decoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import MessageHeader, Session
from fauxmon_collector.wire.sampling import rates

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Fields, NewExporter

SESSION = Session("192.0.2.1", 50_000, 2055)
OTHER = Session("192.0.2.2", 50_000, 2055)


class Recorder(Decoder):
    """Keeps what it is fed."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[bytes, Session, float]] = []

    def feed(self, datagram: bytes, session: Session, now: float, frame: int = 0) -> MessageHeader | None:
        self.sent.append((datagram, session, now))
        return super().feed(datagram, session, now, frame)


INTERFACES = {"ingressInterface": 4, "egressInterface": 4}
SAMPLER = {"scope:system": 4, "samplerId": 1, "samplerMode": 1, "samplerRandomInterval": 4}


@pytest.mark.parametrize(
    ("fields", "row", "rate"),
    [
        ({"samplingInterval": 4, "samplingAlgorithm": 1}, {"samplingInterval": 2048, "samplingAlgorithm": 2}, 2048),
        ({"samplerRandomInterval": 2}, {"samplerRandomInterval": 64}, 64),
        (
            {"samplingPacketInterval": 4, "samplingPacketSpace": 4},
            {"samplingPacketInterval": 1, "samplingPacketSpace": 99},
            100,
        ),
        ({"samplingSize": 4, "samplingPopulation": 4}, {"samplingSize": 2, "samplingPopulation": 5}, 2.5),
        ({"samplingProbability": 8}, {"samplingProbability": 0.125}, 8),
        ({"samplingProbability": 4}, {"samplingProbability": 0.25}, 4),
    ],
)
def test_the_record_says_it(new_exporter: NewExporter, fields: Fields, row: Mapping[str, Any], rate: float) -> None:
    exporter = new_exporter().options({"exportingProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 7})
    assert exporter.flows(fields, row, {}).rates() == [rate, 7]


def test_nothing_is_sampled(new_exporter: NewExporter) -> None:
    assert new_exporter().flows({}, {}, {}).rates() is None
    assert (
        new_exporter().flows({"samplingInterval": 4}, {"samplingInterval": 0}, {"samplingInterval": 1}).rates() is None
    )
    softflowd = {"meteringProcessId": 4, "samplingPacketInterval": 4, "samplingPacketSpace": 4}
    assert new_exporter().options(softflowd, {"samplingPacketInterval": 1}).flows({}, {}).rates() is None


def test_ios_xr_in_v9(new_exporter: NewExporter) -> None:
    exporter = new_exporter(9).options(
        SAMPLER, {"samplerId": 1, "samplerRandomInterval": 2000}, {"samplerId": 2, "samplerRandomInterval": 4000}
    )
    rows = [{"samplerId": number} for number in (2, 1, 0, 3, 1)]
    assert exporter.flows({"samplerId": 1}, *rows).rates() == [4000, 2000, 1, 1, 2000]


@pytest.mark.parametrize("length", [1, 2, 4, 8])
def test_ios_xr_in_ipfix(new_exporter: NewExporter, length: int) -> None:
    sampler = {"selectorId": 4, "samplingPacketInterval": 4, "samplingSize": 4, "samplingPopulation": 4}
    told = {"selectorId": 1, "samplingPacketInterval": 1, "samplingSize": 1, "samplingPopulation": 256}
    exporter = new_exporter().options(sampler, told).flows({"selectorId": length}, {"selectorId": 1}, {"selectorId": 2})
    assert exporter.rates() == [256, 1]


def test_an_id_beyond_small_numbers(new_exporter: NewExporter) -> None:
    told = [{"selectorId": (1 << 63) + number, "samplingInterval": 10 + number} for number in range(3)]
    exporter = new_exporter().options({"selectorId": 8, "samplingInterval": 4}, *told)
    rows = [{"selectorId": one} for one in ((1 << 63) + 2, 1 << 63, (1 << 63) - 1, 2, (1 << 63) + 1)]
    assert exporter.flows({"selectorId": 8}, *rows).rates() == [12, 10, 1, 1, 11]


def test_selector_id_goes_before_sampler_id(new_exporter: NewExporter) -> None:
    exporter = new_exporter().options(
        {"selectorId": 4, "samplingInterval": 4}, {"selectorId": 4, "samplingInterval": 40}
    )
    exporter.options({"samplerId": 4, "samplingInterval": 4}, {"samplerId": 25, "samplingInterval": 250})
    fields = {"samplerId": 4, "selectorId": 4}
    rows = [{"samplerId": 25, "selectorId": 4}, {"samplerId": 25, "selectorId": 5}, {"samplerId": 4}]
    assert exporter.flows(fields, *rows).rates() == [40, 250, 40]


def test_softflowd_in_v9(new_exporter: NewExporter) -> None:
    exporter = new_exporter(9).options({"scope:interface": 4, "samplingInterval": 4}, {"samplingInterval": 10})
    assert exporter.flows(INTERFACES, {}, {"ingressInterface": 3}).rates() == [10, 10]


def test_softflowd_in_ipfix(new_exporter: NewExporter) -> None:
    options = {"meteringProcessId": 4, "selectorAlgorithm": 2, "samplingPacketInterval": 4, "samplingPacketSpace": 4}
    exporter = new_exporter().options(options, {"samplingPacketInterval": 1, "samplingPacketSpace": 9})
    assert exporter.flows({}, {}).rates() == [10]


def test_juniper_speaks_of_the_exporting_process(new_exporter: NewExporter) -> None:
    options = {"exportingProcessId": 4, "exportedMessageTotalCount": 4, "samplingInterval": 4, "flowActiveTimeout": 2}
    exporter = new_exporter().options(options, {"samplingInterval": 1000, "flowActiveTimeout": 60})
    assert exporter.flows({}, {}).rates() == [1000]


def test_the_rate_of_an_interface(new_exporter: NewExporter) -> None:
    exporter = new_exporter(9).options(
        {"scope:interface": 4, "samplingInterval": 4},
        {"scope:interface": 1, "samplingInterval": 100},
        {"scope:interface": 2, "samplingInterval": 200},
    )
    rows = [
        {"ingressInterface": ingress, "egressInterface": egress} for ingress, egress in ((1, 9), (9, 2), (1, 2), (3, 4))
    ]
    assert exporter.flows(INTERFACES, *rows).rates() == [100, 200, 100, 1]


def test_a_flow_seen_where_it_left_has_the_rate_of_that_interface(new_exporter: NewExporter) -> None:
    exporter = new_exporter().options(
        {"ingressInterface": 4, "samplingInterval": 4},
        {"ingressInterface": 1, "samplingInterval": 100},
        {"ingressInterface": 2, "samplingInterval": 200},
    )
    both = {"ingressInterface": 1, "egressInterface": 2}
    rows = [{**both, "flowDirection": 0}, {**both, "flowDirection": 1}, {"egressInterface": 1, "flowDirection": 0}]
    assert exporter.flows({**INTERFACES, "flowDirection": 1}, *rows).rates() == [100, 200, 100]


def test_an_interface_that_was_told_its_sampler_by_id(new_exporter: NewExporter) -> None:
    exporter = new_exporter(9).options(SAMPLER, {"samplerId": 4, "samplerRandomInterval": 64})
    exporter.options({"scope:interface": 4, "samplerId": 1}, {"scope:interface": 9, "samplerId": 4})
    assert exporter.flows(INTERFACES, {"ingressInterface": 9}, {"ingressInterface": 8}).rates() == [64, 1]


def test_a_selection_sequence(new_exporter: NewExporter) -> None:
    exporter = new_exporter().options(
        {"selectorId": 8, "samplingInterval": 4},
        {"selectorId": 1, "samplingInterval": 10},
        {"selectorId": 2, "samplingInterval": 5},
    )
    exporter.options(
        {"selectionSequenceId": 8, "selectorId": 8, "selectorId#2": 8},
        {"selectionSequenceId": 7, "selectorId": 1, "selectorId#2": 2},
    )
    assert exporter.flows({"selectionSequenceId": 8}, {"selectionSequenceId": 7}, {}).rates() == [50, 1]


def test_the_rate_of_a_template(new_exporter: NewExporter) -> None:
    options = {"observationDomainId": 4, "templateId": 2, "samplingPacketInterval": 4, "samplingPacketSpace": 4}
    told = {"observationDomainId": 7, "templateId": 300, "samplingPacketInterval": 1, "samplingPacketSpace": 9}
    exporter = new_exporter().options(options, told, scope=2)
    exporter.flows({}, {}, template=300).flows({}, {}, {}, template=301)
    assert exporter.rates() == [10, 1, 1]


def test_the_more_conditions_a_statement_has_the_sooner_it_counts(new_exporter: NewExporter) -> None:
    exporter = new_exporter(9)
    exporter.options({"scope:system": 4, "samplingInterval": 4}, {"samplingInterval": 2})
    exporter.options({"scope:interface": 4, "samplingInterval": 4}, {"scope:interface": 1, "samplingInterval": 3})
    exporter.options(SAMPLER, {"samplerId": 1, "samplerRandomInterval": 5})
    exporter.options(
        {"scope:interface": 4, "scope:template": 4, "samplingInterval": 4},
        {"scope:interface": 2, "scope:template": 300, "samplingInterval": 7},
        scope=2,
    )
    rows = [
        {"ingressInterface": 9},
        {"ingressInterface": 1},
        {"ingressInterface": 1, "samplerId": 1},
        {"ingressInterface": 2, "samplerId": 1},
    ]
    assert exporter.flows({"ingressInterface": 4, "samplerId": 1}, *rows).rates() == [2, 3, 5, 7]


def test_domain_0_speaks_for_all_and_the_domains_own_word_goes_first(new_exporter: NewExporter) -> None:
    exporter = new_exporter()
    exporter.options({"exportingProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 100}, domain=0)
    exporter.options({"meteringProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 9}, domain=9)
    exporter.flows({}, {}, domain=8).flows({}, {}, domain=9).flows({}, {}, domain=0)
    assert exporter.rates() == [100, 9, 100]


def test_a_domain_that_tells_nothing_has_what_the_others_agree_on(new_exporter: NewExporter) -> None:
    fields = {"selectorId": 4, "samplingInterval": 4}
    exporter = new_exporter().options(
        fields, {"selectorId": 1, "samplingInterval": 50}, {"selectorId": 2, "samplingInterval": 60}, domain=1
    )
    exporter.options(
        fields, {"selectorId": 1, "samplingInterval": 50}, {"selectorId": 2, "samplingInterval": 70}, domain=2
    )
    exporter.flows({"selectorId": 4}, {"selectorId": 1}, {"selectorId": 2}, domain=3)
    assert exporter.rates() == [50, 1]


def test_options_about_another_domain(new_exporter: NewExporter) -> None:
    fields = {"observationDomainId": 4, "samplingInterval": 4}
    exporter = new_exporter().options(
        fields,
        {"observationDomainId": 3, "samplingInterval": 30},
        {"observationDomainId": 4, "samplingInterval": 40},
        domain=1,
    )
    exporter.flows({}, {}, domain=3).flows({}, {}, domain=4).flows({}, {}, domain=5)
    assert exporter.rates() == [30, 40, 1]


def test_the_template_ids_of_another_domain_are_others(new_exporter: NewExporter) -> None:
    exporter = new_exporter().options(
        {"templateId": 2, "samplingInterval": 4}, {"templateId": 300, "samplingInterval": 5}, domain=1
    )
    assert exporter.flows({}, {}, domain=2).rates() is None


def test_each_exporter_has_its_own(new_exporter: NewExporter) -> None:
    one = new_exporter().options({"selectorId": 4, "samplingInterval": 4}, {"selectorId": 1, "samplingInterval": 10})
    two = new_exporter(session=OTHER, decoder=one.decoder).options(
        {"selectorId": 4, "samplingInterval": 4}, {"selectorId": 1, "samplingInterval": 20}
    )
    for exporter in (one, two, one):
        exporter.flows({"selectorId": 4}, {"selectorId": 1}, {"selectorId": 2})
    assert one.rates() == [10, 1, 20, 1, 10, 1]


def test_flows_before_the_options_have_no_rate(new_exporter: NewExporter) -> None:
    exporter = new_exporter().flows({}, {})
    exporter.options({"meteringProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 10}).flows({}, {})
    exporter.options({"meteringProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 20}).flows({}, {})
    assert exporter.rates() == [1, 10, 20]


@pytest.mark.parametrize("mode", [0, 1, 2])
def test_the_header_of_v5(mode: int) -> None:
    decoder = Decoder()
    for interval in (1000, 0, 1):
        message = encoder.v5_message(
            [{}, {}], sysuptime=1, export_time=1_700_000_000, sequence=0, sampling_mode=mode, sampling_rate=interval
        )
        assert decoder.feed(message, SESSION, 0.0)
    (batch,) = decoder.take().batches
    found = rates(batch.columns())
    assert found is not None
    assert found.dtype == np.float64
    assert found.tolist() == [1000, 1000, 1, 1, 1, 1]


def test_many_messages_at_once_are_read_as_one_by_one(new_exporter: NewExporter) -> None:
    recorder = Recorder()
    exporter = new_exporter(decoder=recorder)
    for interval in (10, 20):
        for domain in (1, 2):
            exporter.options(
                {"selectorId": 4, "samplingInterval": 4}, {"selectorId": 1, "samplingInterval": interval}, domain=domain
            )
            for flows in (1, 2, 3):
                exporter.flows({"selectorId": 4}, *[{"selectorId": 1}] * flows, domain=flows)
    one_by_one, at_once = Decoder(), Decoder()
    for octets, session, now in recorder.sent:
        one_by_one.feed(octets, session, now)
    at_once.feed_burst(datagrams(recorder.sent))
    (expected,) = (rates(batch.columns()) for batch in one_by_one.take().batches if batch.template.kind == "data")
    (found,) = (rates(batch.columns()) for batch in at_once.take().batches if batch.template.kind == "data")
    assert expected is not None
    assert found is not None
    assert sorted(found) == sorted(expected)
    assert set(expected.tolist()) == {1, 10, 20}


def test_with_a_template_goes_what_its_lender_has_told(new_exporter: NewExporter) -> None:
    """Options and templates from one port, data from another: behind one address they belong together."""
    lender = new_exporter()
    lender.options({"exportingProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 100}).flows({}, {})
    layout = encoder.template(10, 300, [("octetDeltaCount", 4)])
    data = encoder.ipfix_message([encoder.data_set(layout, [{}])], export_time=1_700_000_000, sequence=0, domain=7)
    for _ in range(3):
        lender.decoder.feed(data, Session("192.0.2.1", 50_001, 2055), 0.0)
    (batch,) = (batch for batch in lender.decoder.take().batches if batch.template.kind == "data")
    columns = batch.columns()
    found = rates(columns)
    assert found is not None
    assert found.tolist() == [100] * 4
    assert [origin.session.port for origin in columns.origins] == [50_000, 50_001]


def test_a_session_with_templates_of_its_own_borrows_nothing(new_exporter: NewExporter) -> None:
    sampled = new_exporter()
    sampled.options({"exportingProcessId": 4, "samplingInterval": 4}, {"samplingInterval": 100}).flows({}, {})
    sampled.decoder.take()
    other = new_exporter(session=Session("192.0.2.1", 50_001, 2055), decoder=sampled.decoder)
    assert other.flows({}, {}).rates() is None
