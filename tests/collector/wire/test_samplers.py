from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.samplers import SAMPLERS_LIMIT, Sampler, Scope

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Teach


def statements(facts: ExporterFacts) -> dict[Scope, Sampler]:
    return dict(facts.sampling.told.entries)


def probability(value: float) -> str:
    return f"0x{struct.pack('>d', value).hex()}"


@pytest.mark.parametrize(
    ("told", "rate"),
    [
        ({"samplingInterval": 1000}, 1000),
        ({"samplerRandomInterval": 30000, "samplingInterval": 30000}, 30000),
        ({"samplingPacketInterval": 1, "samplingPacketSpace": 9}, 10),
        ({"samplingPacketInterval": 2, "samplingPacketSpace": 3}, 2.5),
        ({"samplingPacketInterval": 1, "samplingPacketSpace": 0}, 1),
        ({"samplingTimeInterval": 10, "samplingTimeSpace": 990}, 100),
        ({"samplingSize": 1, "samplingPopulation": 256, "samplingPacketInterval": 1}, 256),
        ({"samplingSize": 3, "samplingPopulation": 10}, 10 / 3),
        ({"samplingProbability": probability(0.125)}, 8),
        ({"samplingPacketInterval": 500}, 500),
        ({"samplingInterval": 0, "samplerRandomInterval": 64}, 64),
        ({"samplingPacketInterval": 0, "samplingPacketSpace": 9, "samplingInterval": 7}, 7),
    ],
)
def test_the_ways_to_tell_a_rate(teach: Teach, told: dict[str, Any], rate: float) -> None:
    facts = teach({"exportingProcessId": 4, **dict.fromkeys(told, 8)}, told)
    assert statements(facts) == {Scope(): Sampler(rate)}


@pytest.mark.parametrize(
    "told",
    [
        {"samplingInterval": 0},
        {"samplingSize": 10, "samplingPopulation": 1},
        {"samplingSize": 0, "samplingPopulation": 5},
        {"samplingProbability": probability(0.0)},
        {"samplingProbability": probability(1.5)},
        {"samplingProbability": probability(float("nan"))},
        {"samplingProbability": probability(5e-324)},
        {"samplingInterval": 1 << 63},
    ],
)
def test_what_is_no_rate(teach: Teach, told: dict[str, Any]) -> None:
    assert not statements(teach({"exportingProcessId": 4, **dict.fromkeys(told, 8)}, told))


def test_ios_xr_in_v9_names_its_samplers(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 4, "samplerId": 2, "samplerRandomInterval": 4, "samplerMode": 1, "samplerName": 32},
        {"samplerId": 1, "samplerRandomInterval": 2000, "samplerMode": 2, "samplerName": "SPM_1OUT2000"},
        {"samplerId": 2, "samplerRandomInterval": 4000, "samplerMode": 2, "samplerName": "SPM_1OUT4000"},
        version=9,
    )
    assert statements(facts) == {
        Scope(selector=1): Sampler(2000, (), "random", "SPM_1OUT2000"),
        Scope(selector=2): Sampler(4000, (), "random", "SPM_1OUT4000"),
    }


def test_ios_xr_in_ipfix_has_the_selector_in_the_scope(teach: Teach) -> None:
    facts = teach(
        {
            "selectorId": 4,
            "samplingPacketInterval": 4,
            "selectorAlgorithm": 2,
            "samplingSize": 4,
            "samplingPopulation": 4,
            "samplerName": 32,
        },
        {
            "selectorId": 1,
            "samplingPacketInterval": 1,
            "selectorAlgorithm": 3,
            "samplingSize": 1,
            "samplingPopulation": 256,
            "samplerName": "MAP",
        },
    )
    assert statements(facts) == {Scope(selector=1): Sampler(256, (), "random n-out-of-N", "MAP")}


def test_softflowd_in_v9_speaks_of_the_interface_and_0_means_none(teach: Teach) -> None:
    fields = {"scope:interface": 4, "samplingInterval": 4, "samplingAlgorithm": 1}
    told = {"samplingInterval": 10, "samplingAlgorithm": 1}
    facts = teach(fields, {"scope:interface": 0, **told}, {"scope:interface": 3, **told}, version=9)
    assert statements(facts) == {
        Scope(): Sampler(10, (), "deterministic"),
        Scope(interface=3): Sampler(10, (), "deterministic"),
    }


def test_a_template_may_be_the_scope(teach: Teach) -> None:
    facts = teach(
        {"observationDomainId": 4, "templateId": 2, "samplingPacketInterval": 4, "samplingPacketSpace": 4},
        {"observationDomainId": 7, "templateId": 2510, "samplingPacketInterval": 1, "samplingPacketSpace": 9},
        scope=2,
    )
    assert statements(facts) == {Scope(template=2510): Sampler(10)}


def test_one_domain_may_speak_of_another_one(teach: Teach) -> None:
    fields, told = (
        {"observationDomainId": 4, "samplingInterval": 4},
        {"observationDomainId": 12, "samplingInterval": 50},
    )
    assert statements(teach(fields, told, domain=0)) == {Scope(domain=12): Sampler(50)}
    assert statements(teach(fields, told, domain=12)) == {Scope(): Sampler(50)}


def test_several_scopes_restrict_each_other(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 4, "scope:interface": 4, "scope:template": 4, "samplingInterval": 4},
        {"scope:system": 100, "scope:interface": 200, "scope:template": 500, "samplingInterval": 100},
        scope=3,
        version=9,
    )
    assert statements(facts) == {Scope(interface=200, template=500): Sampler(100)}


def test_a_sampler_with_a_rate_in_the_scope_of_an_interface_belongs_to_the_interface(teach: Teach) -> None:
    facts = teach(
        {"ingressInterface": 4, "samplerId": 1, "samplingInterval": 4},
        {"ingressInterface": 5, "samplerId": 1, "samplingInterval": 100},
    )
    assert statements(facts) == {Scope(interface=5): Sampler(100)}
    both = teach(
        {"ingressInterface": 4, "selectorId": 1, "samplingInterval": 4},
        {"ingressInterface": 5, "selectorId": 1, "samplingInterval": 100},
        scope=2,
    )
    assert statements(both) == {Scope(interface=5, selector=1): Sampler(100)}


def test_an_interface_may_be_told_its_sampler_by_id(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 4, "samplerId": 1, "samplerRandomInterval": 4},
        {"samplerId": 4, "samplerRandomInterval": 64},
        version=9,
    )
    facts = teach({"ingressInterface": 4, "samplerId": 1}, {"ingressInterface": 9, "samplerId": 4}, known=facts)
    told = statements(facts)[Scope(interface=9)]
    assert told == Sampler(None, (4,))
    assert facts.sampling.rate(told) == 64


def test_the_rates_of_a_selection_sequence_multiply(teach: Teach) -> None:
    facts = teach(
        {"selectorId": 8, "samplingInterval": 4},
        {"selectorId": 1, "samplingInterval": 10},
        {"selectorId": 2, "samplingInterval": 5},
    )
    facts = teach(
        {"selectionSequenceId": 8, "ingressInterface": 4, "selectorId": 8, "selectorId#2": 8},
        {"selectionSequenceId": 7, "ingressInterface": 3, "selectorId": 1, "selectorId#2": 2},
        {"selectionSequenceId": 8, "ingressInterface": 4, "selectorId": 1, "selectorId#2": 3},
        known=facts,
    )
    told = statements(facts)
    assert facts.sampling.rate(told[Scope(sequence=7)]) == 50
    assert facts.sampling.rate(told[Scope(sequence=8)]) is None


def test_what_two_templates_tell_of_a_sampler_adds_up(teach: Teach) -> None:
    facts = teach({"samplerId": 1, "samplerName": 8}, {"samplerId": 1, "samplerName": "fast"})
    facts = teach({"samplerId": 1, "samplingInterval": 4}, {"samplerId": 1, "samplingInterval": 10}, known=facts)
    assert statements(facts) == {Scope(selector=1): Sampler(10, (), "", "fast")}
    changed = teach({"samplerId": 1, "samplingInterval": 4}, {"samplerId": 1, "samplingInterval": 20}, known=facts)
    assert statements(changed) == {Scope(selector=1): Sampler(20, (), "", "fast")}


def test_a_repetition_changes_nothing(teach: Teach) -> None:
    once = teach({"samplerId": 1, "samplingInterval": 4}, {"samplerId": 1, "samplingInterval": 10})
    assert teach({"samplerId": 1, "samplingInterval": 4}, {"samplerId": 1, "samplingInterval": 10}, known=once) is once


def test_a_flood_of_samplers(teach: Teach) -> None:
    flood = [{"selectorId": number, "samplingInterval": 2} for number in range(SAMPLERS_LIMIT + 50)]
    facts = teach({"selectorId": 4, "samplingInterval": 4}, *flood)
    assert len(statements(facts)) == facts.size == SAMPLERS_LIMIT
    assert facts.refused == 50
