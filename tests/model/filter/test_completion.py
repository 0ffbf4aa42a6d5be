from __future__ import annotations

import pytest

from fauxmon_model.filter import bounds
from fauxmon_model.filter.completion import Completion, complete, explain
from fauxmon_model.filter.fields import FIELDS
from fauxmon_model.filter.vocabulary import COMPARATORS, spellings


def offered(text: str) -> list[str]:
    """At the end of the text."""
    return [each.text for each in complete(text, len(text))]


def test_everything_that_begins_a_condition_is_offered_at_first() -> None:
    every = {spelling for field in FIELDS for spelling in spellings(field)}
    assert every < set(offered(""))
    assert {"any", "ipv4", "inet6", "flags", "router ip", "ident", "not", "(", "src net", "host"} < set(offered(""))
    assert offered("") == sorted(offered(""))
    assert offered("not ") == offered("(") == offered("any and ") == offered("")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("por", ["port"]),
        ("any and (POR", ["port"]),
        ("src po", ["src port"]),
        ("SRC  po", ["src port"]),
        ("bgp next ", ["bgp next ip", "bgp next net"]),
        ("first", ["first seen"]),
        ("router ", ["router host", "router ip"]),
        ("any ", ["and", "or"]),
        ("any a", ["and"]),
        ("(any ", [")", "and", "or"]),
        ("port ", sorted([*COMPARATORS, "in"])),
        ("port >", [">", ">="]),
        ("port > ", []),
        ("ip ", ["in", "ip ttl"]),
        ("ip in ", ["["]),
        ("http-host ", ["<", "=", "==", ">"]),
        ("flowdir e", ["egress", "eq"]),
        ("flowdir = e", ["egress"]),
        ("dns-qtype in [a, pt", ["ptr"]),
        ("proto in [tcp ud", ["udp", "udplite"]),
        ("flags =", ["=", "A", "C", "E", "F", "P", "R", "S", "U", "X"]),
        ("flags = ", ["A", "C", "E", "F", "P", "R", "S", "U", "X"]),
        ('http-host "po', []),
        ("http-host 'any or po", []),
        ("any # or po", []),
        ("any or # a comment\npor", ["port"]),
        ("quux por", []),
        ("port 99999 or por", []),
        ("x" * bounds.LONGEST_WORD + "x por", []),
    ],
)
def test_offers_what_can_stand_at_the_cursor(text: str, words: list[str]) -> None:
    assert offered(text) == words


def test_tells_where_it_goes_and_what_it_means() -> None:
    text = "any and src po and not any"
    assert complete(text, len("any and src po")) == [
        Completion("src port", 8, "Source port; compares with a number up to 65535, or a list of them")
    ]
    assert [each.help for each in complete("flowdir eg", 10)] == ["1"]
    assert [each.help for each in complete("port >=", 7)] == ["greater or equal"]
    assert [each.help for each in complete("flags = S", 9)] == ["SYN"]


@pytest.mark.parametrize(
    ("text", "under", "words", "title"),
    [
        ("not src port > 1023", "src", "src port", "Source port"),
        ("not src port > 1023", "port", "src port", "Source port"),
        ("not src port > 1023", ">", "src port", "Source port"),
        ("not src port > 1023", "23", "src port", "Source port"),
        ("not src port > 1023", "not", "not", "The condition does not hold"),
        ("! any", "!", "not", "The condition does not hold"),
        ("dst net 10.0.0.0/8", "net", "dst net", "Destination IP"),
        ("port in [80 443]", "in", "in", "One of a list"),
        ("odid in [80 443]", "443", "observation domain id", "Observation Domain"),
        ("dns-qtype any", "any", "dns-qtype", "DNS question type"),
        ("ipv4 and any", "any", "any", "Every flow"),
        ("router ip 10.0.0.1", "ip", "router ip", "Flows of one exporter"),
        ('http-host "flags S"', "flags", "http-host", "HTTP host"),
        ("SRC # the left side\n PORT", "PORT", "src port", "Source port"),
        ("bytes > 5 oder port 7", "bytes", "bytes", "Bytes"),
    ],
)
def test_explains_what_is_under_the_cursor(text: str, under: str, words: str, title: str) -> None:
    found = explain(text, text.index(under))
    assert found is not None
    assert found.help.spellings[0] == words
    assert found.help.title == title
    assert text[found.start : found.end].split()[-1].lower() in " ".join(found.help.spellings)


@pytest.mark.parametrize(
    ("text", "position"),
    [("", 0), ("any and   any", 9), ("quux 5", 2), ("bytes > 5 oder port 7", 16), ("any", 50), ("x" * 2000, 1)],
)
def test_explains_nothing_where_nothing_is_or_behind_what_is_wrong(text: str, position: int) -> None:
    assert explain(text, position) is None
