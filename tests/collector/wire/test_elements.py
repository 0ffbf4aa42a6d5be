from __future__ import annotations

import subprocess
import sys

import pytest

from fauxmon_collector.wire.elements import REVERSE_PEN, AbstractType, full_length, registry, unnamed, v9_scope


def test_an_iana_element() -> None:
    element = registry().find(10, 0, 1)
    assert element is not None
    assert (element.name, element.type) == ("octetDeltaCount", AbstractType.UNSIGNED64)
    assert (element.semantics, element.units) == ("deltaCounter", "octets")


def test_the_reverse_of_an_iana_element() -> None:
    element = registry().find(10, REVERSE_PEN, 1)
    assert element is not None
    assert (element.pen, element.id, element.name) == (REVERSE_PEN, 1, "reverseOctetDeltaCount")
    assert registry().find(10, REVERSE_PEN, 65) is None


def test_flowmons_elements_have_their_names() -> None:
    named = {number: registry().find(10, 39499, number) for number in (69, 70, 71, 121, 338)}
    assert {number: element and element.name for number, element in named.items()} == {
        69: "npnRoundTripTime",
        70: "npmServerResponseTime",
        71: "npmTcpRetransmission",
        121: "dnsQname",
        338: "tlsSni",
    }


def test_numbers_above_ianas_mean_something_in_v9_only() -> None:
    in_v9 = registry().find(9, 0, 33002)
    assert in_v9 is not None
    assert in_v9.name == "ciscoExtendedFirewallEvent"
    assert registry().find(10, 0, 33002) is None


def test_scopes_of_v9_have_numbers_of_their_own() -> None:
    assert [v9_scope(number).name for number in (1, 2, 5, 9)] == [
        "scope:system",
        "scope:interface",
        "scope:template",
        "scope:9",
    ]


def test_elements_without_a_name_go_by_number() -> None:
    assert (unnamed(9, 0, 40099), unnamed(10, 12345, 7)) == ("v9/40099", "12345/7")
    typed_only = registry().find(10, 15397, 3)
    assert typed_only is not None
    assert (typed_only.name, typed_only.type) == ("15397/3", AbstractType.UNSIGNED64)


def test_by_name_finds_every_kind() -> None:
    names = registry().by_name
    assert names["sourceIPv4Address"].id == 8
    assert names["reversePacketDeltaCount"].pen == REVERSE_PEN
    assert names["vxlanVNI"].pen == 39499
    assert names["paloAltoAppId"].id == 56701


def test_importing_reads_no_registry() -> None:
    script = "from fauxmon_collector.wire import elements; print(elements.registry.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("type_", "length"),
    [
        (AbstractType.BOOLEAN, 1),
        (AbstractType.SECONDS, 4),
        (AbstractType.MAC_ADDRESS, 6),
        (AbstractType.NANOSECONDS, 8),
        (AbstractType.UNSIGNED256, 32),
        (AbstractType.STRING, None),
        (AbstractType.BASIC_LIST, None),
    ],
)
def test_the_length_that_a_type_has_in_full(type_: AbstractType, length: int | None) -> None:
    assert full_length(type_) == length
