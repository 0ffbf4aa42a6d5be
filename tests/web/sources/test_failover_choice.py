from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.sources.failover_choice import FailoverChoice
from fauxmon_collector.failover.clocks import Clock


def source(id_: int, address: str, port: int) -> dict[str, Any]:
    return {"id": id_, "address": address, "listening_port": port, "first_seen_ms": id_ * 1000}


A, B, C = source(1, "10.0.0.1", 3000), source(2, "10.0.0.2", 3000), source(3, "10.0.0.3", 2055)


@pytest.mark.parametrize(
    ("choice", "sources", "nodes"),
    [
        (FailoverChoice(), [A, B, C], ("10.0.0.1", "10.0.0.2")),
        (FailoverChoice(), [B, C], None),
        (FailoverChoice(), [], None),
        (FailoverChoice(before="10.0.0.2", after="10.0.0.9"), [A], ("10.0.0.2", "10.0.0.9")),
        (FailoverChoice(after="10.0.0.9"), [A], ("10.0.0.1", "10.0.0.9")),
        (FailoverChoice(before="10.0.0.1"), [A, B, C], ("10.0.0.1", "10.0.0.3")),
        (FailoverChoice(before="10.0.0.1"), [A], None),
        (FailoverChoice(after="10.0.0.1"), [A], None),
        (FailoverChoice(shared="10.0.0.2"), [A, B], None),
    ],
)
def test_nodes_that_nobody_named_are_the_newest(
    choice: FailoverChoice, sources: list[dict[str, Any]], nodes: tuple[str, str] | None
) -> None:
    question = choice.question(sources)
    assert (None if question is None else (question.before, question.after)) == nodes


def test_the_question_is_judged_by_the_clock_that_fits() -> None:
    question = FailoverChoice(shared="10.0.0.9", since_ms=5).question([A, B])
    assert question is not None
    assert (question.clock, question.shared, question.since_ms) == (Clock.AUTO, "10.0.0.9", 5)


def test_the_address_leads_back_and_leaves_out_what_is_usual() -> None:
    assert FailoverChoice().address() == "/sources/failover"
    choice = FailoverChoice("10.0.0.1", "2001:db8::1", "10.0.0.9", "1 h", 1_740_830_400_000, True)
    query = {
        "before": "10.0.0.1",
        "after": "2001:DB8:0::1",
        "shared": "10.0.0.9",
        "range": "1 h",
        "since": "1740830400000",
        "missing": "fault",
    }
    assert FailoverChoice.from_query(query) == choice
    assert choice.address().startswith("/sources/failover?before=10.0.0.1&after=2001%3Adb8%3A%3A1&shared=10.0.0.9&")


@pytest.mark.parametrize(
    "query",
    [
        {"before": "nowhere", "range": "1 year", "since": "-3", "missing": "maybe"},
        {"since": "9" * 20},
        {"since": "٣"},
    ],
)
def test_what_makes_no_sense_is_left_out(query: dict[str, str]) -> None:
    assert FailoverChoice.from_query(query) == FailoverChoice()


def test_one_address_is_not_two_nodes() -> None:
    choice = FailoverChoice.from_query({"before": "10.0.0.1", "after": "10.0.0.1", "shared": "10.0.0.1"})
    assert choice == FailoverChoice(before="10.0.0.1")
