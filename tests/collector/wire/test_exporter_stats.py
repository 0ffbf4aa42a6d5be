from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.wire.exporter_stats import FLOW_KEYS_LIMIT, PROCESSES_LIMIT, Counted

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Teach


def test_metering_process_statistics_with_the_time_they_came(teach: Teach) -> None:
    facts = teach(
        {
            "observationDomainId": 4,
            "meteringProcessId": 4,
            "exportedMessageTotalCount": 8,
            "ignoredPacketTotalCount": 8,
        },
        {"meteringProcessId": 5, "exportedMessageTotalCount": 76, "ignoredPacketTotalCount": 3},
        scope=2,
        received=12.5,
    )
    assert dict(facts.statistics.processes.entries) == {
        "meteringProcessId 5": Counted({"exportedMessageTotalCount": 76, "ignoredPacketTotalCount": 3}, 12_500)
    }


def test_what_the_exporter_did_not_send_is_summed_over_its_processes(teach: Teach) -> None:
    facts = teach(
        {"exportingProcessId": 4, "notSentFlowTotalCount": 8, "notSentPacketTotalCount": 8},
        {"exportingProcessId": 1, "notSentFlowTotalCount": 10, "notSentPacketTotalCount": 40},
        {"exportingProcessId": 2, "notSentFlowTotalCount": 5, "notSentPacketTotalCount": 20},
    )
    assert facts.statistics.total("notSentFlowTotalCount") == 15
    assert facts.statistics.total("notSentPacketTotalCount") == 60
    assert facts.statistics.total("notSentOctetTotalCount") == 0


def test_nprobe_in_v9_speaks_for_the_whole_system(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 2, "exportedFlowRecordTotalCount": 4, "exportedMessageTotalCount": 4},
        {"exportedFlowRecordTotalCount": 1, "exportedMessageTotalCount": 20568},
        version=9,
    )
    assert facts.statistics.processes.entries[""].values == {
        "exportedFlowRecordTotalCount": 1,
        "exportedMessageTotalCount": 20568,
    }


def test_two_templates_about_one_process_add_up(teach: Teach) -> None:
    facts = teach({"exportingProcessId": 4, "exportedMessageTotalCount": 4}, {"exportedMessageTotalCount": 1})
    facts = teach(
        {"exportingProcessId": 4, "notSentFlowTotalCount": 4}, {"notSentFlowTotalCount": 2}, known=facts, received=99.0
    )
    assert facts.statistics.processes.entries["exportingProcessId 0"] == Counted(
        {"exportedMessageTotalCount": 1, "notSentFlowTotalCount": 2}, 99_000
    )


def test_flow_keys(teach: Teach) -> None:
    facts = teach({"templateId": 2, "flowKeyIndicator": 8}, {"templateId": 257, "flowKeyIndicator": 0b11111})
    assert dict(facts.statistics.flow_keys.entries) == {257: 0b11111}


def test_a_flood_of_processes_and_flow_keys(teach: Teach) -> None:
    flood = [{"exportingProcessId": number, "exportedMessageTotalCount": 1} for number in range(PROCESSES_LIMIT + 9)]
    facts = teach({"exportingProcessId": 4, "exportedMessageTotalCount": 4}, *flood)
    assert len(facts.statistics.processes.entries) == PROCESSES_LIMIT
    keys = [{"templateId": number, "flowKeyIndicator": 1} for number in range(FLOW_KEYS_LIMIT + 1)]
    facts = teach({"templateId": 2, "flowKeyIndicator": 8}, *keys, known=facts)
    assert len(facts.statistics.flow_keys.entries) == FLOW_KEYS_LIMIT
    assert facts.refused == 9 + 1
