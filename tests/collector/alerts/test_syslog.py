"""Syslog, against a real socket on loopback, and its form (RFC 5424)."""

from __future__ import annotations

import dataclasses
import re
import socket
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.alerts.reaction import NotSentError
from fauxmon_collector.alerts.syslog import Syslog, message

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome

RFC5424 = re.compile(
    rb"<(?P<pri>\d{1,3})>1 (?P<time>\S+) (?P<host>[!-~]{1,255}) (?P<app>[!-~]{1,48}) (?P<pid>[!-~]{1,128}) "
    rb"(?P<id>[!-~]{1,32}) (?P<data>-) (?P<msg>.*)",
    re.DOTALL,
)


def test_a_message_has_the_form_of_the_rfc(fired: Outcome) -> None:
    found = RFC5424.fullmatch(message(fired, "host"))
    assert found is not None
    assert found.group("pri", "time", "host", "app", "pid", "id") == (
        *(b"132", b"2025-03-01T12:05:00.250Z", b"host"),
        *(b"fauxmon", b"-", b"alert"),
    )
    assert found["msg"] == b"alert Much traffic has fired: total bytes > 1000 (1500)"


def test_text_that_is_not_ascii_has_a_mark_before_it(fired: Outcome) -> None:
    found = RFC5424.fullmatch(message(dataclasses.replace(fired, alert="Příliš"), "host"))
    assert found is not None
    assert found["msg"].startswith(b"\xef\xbb\xbfalert P\xc5\x99")


def test_a_long_one_is_cut_between_characters(fired: Outcome) -> None:
    long = message(dataclasses.replace(fired, alert="ř" * 3000), "host")
    assert 2046 <= len(long) <= 2048
    assert long.decode().endswith("ř")


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_arrives(fired: Outcome, family: socket.AddressFamily, host: str) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as receiver:
        receiver.bind((host, 0))
        receiver.settimeout(10)
        Syslog(host, receiver.getsockname()[1]).react(fired, {})
        assert RFC5424.fullmatch(receiver.recv(4096))


def test_an_address_that_cannot_be_sent_to(fired: Outcome) -> None:
    with pytest.raises(NotSentError, match=r"^the syslog server cannot be reached: "):
        Syslog("255.255.255.255", 514).react(fired, {})
