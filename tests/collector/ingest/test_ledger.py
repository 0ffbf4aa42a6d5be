"""Ledger: its equations, and that they hold while datagrams move."""

from __future__ import annotations

from fauxmon_collector.ingest.ledger import EQUATIONS, IntakeCounts, Ledger
from fauxmon_collector.input.burst import Peer, burst_of
from fauxmon_collector.input.inbox import Inbox, InboxConfig

REASONS = ("expired_by_age", "expired_by_size", "expired_by_count")
STORE = dict.fromkeys(("before", "appended", "flows", *REASONS, "removed"), 0)


def filled(count: int) -> Inbox:
    inbox = Inbox(InboxConfig(datagrams=10, batch=4))
    for _ in range(count):
        inbox.put(burst_of([(b"x", Peer("10.0.0.1", 1, 2055), 1.0)]))
    return inbox


def test_what_the_ingest_thread_has_taken_but_not_accounted_for_is_waiting() -> None:
    inbox = filled(12)
    ledger = Ledger(inbox, lambda: 5, lambda: STORE)
    inbox.take()
    snapshot = ledger.snapshot()
    assert snapshot["balanced"]
    assert (snapshot["offered"], snapshot["received"], snapshot["inbox_dropped"], snapshot["inbox_waiting"]) == (
        17,
        12,
        2,
        10,
    )
    ledger.publish(IntakeCounts(framed=3, unreadable=1))
    assert ledger.snapshot()["balanced"]
    assert ledger.counters()["inbox_waiting"] == 6


def test_every_equation_is_shown_with_both_its_sides() -> None:
    ledger = Ledger(filled(0), lambda: 0, lambda: STORE)
    ledger.publish(IntakeCounts(data_sets=4, decoded=1, held_back=1, template_missing=1, malformed=1))
    equations = {row["equation"]: (row["left"], row["right"]) for row in ledger.snapshot()["equations"]}
    assert len(equations) == len(EQUATIONS)
    assert equations["data_sets = decoded + held_back + template_missing + malformed"] == (4, 4)


def test_flows_in_the_store_are_held_or_have_gone_for_one_reason() -> None:
    store = {"before": 10, "appended": 5, "flows": 5, "removed": 4, **dict(zip(REASONS, (1, 2, 3), strict=True))}
    snapshot = Ledger(filled(0), lambda: 0, lambda: store).snapshot()
    assert snapshot["balanced"]
    assert (snapshot["flows_in"], snapshot["flows_held"]) == (15, 5)
    store["flows"] -= 1
    assert not Ledger(filled(0), lambda: 0, lambda: store).snapshot()["balanced"]


def test_an_imbalance_shows() -> None:
    ledger = Ledger(filled(0), lambda: 0, lambda: STORE)
    ledger.publish(IntakeCounts(records=3, stored=1, pending=1))
    snapshot = ledger.snapshot()
    assert not snapshot["balanced"]
    wrong = [row for row in snapshot["equations"] if row["left"] != row["right"]]
    assert [(row["equation"], row["left"], row["right"]) for row in wrong] == [
        ("records = stored + rejected + pending", 3, 2)
    ]


def test_clear_sets_both_sides_to_zero() -> None:
    inbox = filled(3)
    ledger = Ledger(inbox, lambda: 0, lambda: STORE)
    ledger.publish(IntakeCounts(framed=0))
    ledger.clear()
    assert ledger.counters()["received"] == 0
    assert ledger.snapshot()["balanced"]
