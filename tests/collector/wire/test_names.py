from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.wire.names import INTERFACES_LIMIT, Name

if TYPE_CHECKING:
    from tests.collector.wire.conftest import Teach


def test_interfaces_of_cisco_ios_in_v9(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 4, "ingressInterface": 4, "interfaceName": 32, "interfaceDescription": 64},
        {"ingressInterface": 1, "interfaceName": "Gi0/1", "interfaceDescription": "GigabitEthernet0/1"},
        {"ingressInterface": 2, "interfaceName": "Gi0/2"},
        version=9,
    )
    assert dict(facts.names.interfaces.entries) == {1: Name("Gi0/1", "GigabitEthernet0/1"), 2: Name("Gi0/2")}


def test_interfaces_of_ios_xr_in_ipfix_say_both_directions(teach: Teach) -> None:
    facts = teach(
        {"ingressInterface": 4, "egressInterface": 4, "interfaceDescription": 64, "interfaceName": 64},
        {
            "ingressInterface": 55,
            "egressInterface": 55,
            "interfaceDescription": "HundredGigE0/0/0/11",
            "interfaceName": "HundredGigE0_0_0_11",
        },
        scope=2,
    )
    assert dict(facts.names.interfaces.entries) == {55: Name("HundredGigE0_0_0_11", "HundredGigE0/0/0/11")}


def test_interfaces_of_softflowd_stand_in_the_scope_of_v9(teach: Teach) -> None:
    facts = teach(
        {"scope:interface": 4, "interfaceName": 16}, {"scope:interface": 3, "interfaceName": "eth0"}, version=9
    )
    assert dict(facts.names.interfaces.entries) == {3: Name("eth0")}


def test_a_name_of_no_interface_is_none(teach: Teach) -> None:
    facts = teach({"meteringProcessId": 4, "interfaceName": 16}, {"interfaceName": "eth0"})
    assert not facts.names.interfaces.entries


def test_vrfs_of_ios_xr(teach: Teach) -> None:
    facts = teach(
        {"ingressVRFID": 4, "VRFname": 32, "ingressVRFID#2": 4, "egressVRFID": 4},
        {"ingressVRFID": 7, "VRFname": "blue", "ingressVRFID#2": 7, "egressVRFID": 7},
        {"ingressVRFID": 8, "VRFname": "", "ingressVRFID#2": 8, "egressVRFID": 8},
    )
    assert dict(facts.names.vrfs.entries) == {7: Name("blue")}


def test_applications_of_nbar2(teach: Teach) -> None:
    facts = teach(
        {"scope:system": 4, "applicationId": 4, "applicationName": 24, "applicationDescription": 55},
        {
            "applicationId": "0x01000008",
            "applicationName": "egp",
            "applicationDescription": "Exterior Gateway Protocol",
        },
        version=9,
    )
    assert dict(facts.names.applications.entries) == {b"\x01\x00\x00\x08": Name("egp", "Exterior Gateway Protocol")}


def test_a_repetition_changes_nothing(teach: Teach) -> None:
    fields, record = {"ingressInterface": 4, "interfaceName": 8}, {"ingressInterface": 1, "interfaceName": "eth0"}
    once = teach(fields, record)
    assert teach(fields, record, known=once) is once
    renamed = teach(fields, {"ingressInterface": 1, "interfaceName": "eth1"}, known=once)
    assert dict(renamed.names.interfaces.entries) == {1: Name("eth1")}


def test_a_flood_of_names_fills_what_there_is_room_for(teach: Teach) -> None:
    facts = teach({"ingressInterface": 4, "interfaceName": 8}, {"ingressInterface": 1, "interfaceName": "eth0"})
    for first in range(0, 2 * INTERFACES_LIMIT, 512):
        flood = [{"ingressInterface": number, "interfaceName": f"i{number}"} for number in range(first, first + 512)]
        facts = teach({"ingressInterface": 4, "interfaceName": 8}, *flood, known=facts)
    assert len(facts.names.interfaces.entries) == facts.size == INTERFACES_LIMIT
    assert facts.refused == INTERFACES_LIMIT
