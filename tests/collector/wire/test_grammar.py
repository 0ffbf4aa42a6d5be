from __future__ import annotations

import pytest

from fauxmon_collector.wire import grammar


def test_an_enterprise_number_follows_the_enterprise_bit_only() -> None:
    plain = grammar.IPFIX_FIELD.parse(bytes.fromhex("0008 0004"))
    enterprise = grammar.IPFIX_FIELD.parse(bytes.fromhex("8046 0004 00009a4b"))
    assert (plain.number, plain.length, plain.pen) == (8, 4, None)
    assert (enterprise.number, enterprise.length, enterprise.pen) == (0x8046, 4, 39499)


def test_a_withdrawal_of_options_has_no_scope_count() -> None:
    assert grammar.IPFIX_OPTIONS_TEMPLATE.parse(bytes.fromhex("0100 0000")).scope_count is None
    assert grammar.IPFIX_OPTIONS_TEMPLATE.parse(bytes.fromhex("0100 0001 0001 0008 0004")).scope_count == 1


@pytest.mark.parametrize(("octets", "text"), [("0361626300", b"abc"), ("ff0003616263", b"abc"), ("00", b"")])
def test_fields_of_variable_length(octets: str, text: bytes) -> None:
    assert grammar.VARIABLE_LENGTH_FIELD.parse(bytes.fromhex(octets)).octets == text


@pytest.mark.parametrize("octets", ["0100 0002 0008 0004", "0100 0001 0008 00", "0100 0001 8008 0004 0000"])
def test_what_ends_too_soon_is_refused(octets: str) -> None:
    with pytest.raises(grammar.GrammarError):
        grammar.IPFIX_TEMPLATE.parse(bytes.fromhex(octets))
