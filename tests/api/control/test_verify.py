"""The verdict over HTTP: who may ask, what is waited for, what is answered of the rest of the control plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.api.conftest import Collector

QUESTION: dict[str, Any] = {"before": "192.168.1.123", "after": "192.168.1.124"}


def test_a_verdict_needs_no_token_on_this_machine(stranger: httpx.Client) -> None:
    body = stranger.post("/_fauxmon/verify/failover", json=QUESTION).json()
    assert (body["result"], [one["code"] for one in body["findings"]]) == ("fail", ["NOTHING_ARRIVES"])
    assert {name: body[name] for name in ("before", "after", "shared", "since_ms", "clock", "now_ms")} == {
        **QUESTION,
        "shared": None,
        "since_ms": 0,
        "clock": "ours",
        "now_ms": None,
    }


def test_what_is_missing_is_no_fault_when_the_question_is_asked_again(stranger: httpx.Client) -> None:
    body = stranger.post("/_fauxmon/verify/failover", json={**QUESTION, "final": False}).json()
    assert (body["result"], body["decided"], body["findings"]) == ("not yet", False, [])


def test_addresses_are_written_as_sources_have_them(stranger: httpx.Client) -> None:
    question = {"before": "::ffff:192.168.1.123", "after": "2001:DB8::1"}
    body = stranger.post("/_fauxmon/verify/failover", json=question).json()
    assert (body["before"], body["after"]) == ("192.168.1.123", "2001:db8::1")


def test_totals_are_exact(collector: Collector, stranger: httpx.Client) -> None:
    source = collector.source("192.168.1.123")
    for octets in (1, 999, 1_234_567):
        collector.flow(source, collector.clock.now - 1000, octets)
    (row,) = stranger.get("/_fauxmon/totals").json()
    assert (row["channel_id"], row["flows"], row["bytes"]) == (source.channel_id, 3, 1_235_567)
    (row,) = stranger.get("/_fauxmon/totals", params={"from": collector.clock.now}).json()
    assert row["flows"] == 0


def test_progress_is_answered_at_once_or_held(stranger: httpx.Client) -> None:
    assert stranger.get("/_fauxmon/progress").json() == {"number": 0}
    assert stranger.get("/_fauxmon/progress", params={"since": 0, "wait": 5}).json() == {"number": 1}
