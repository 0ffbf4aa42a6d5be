"""Intake over real parts: what becomes of each datagram and each record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
import sqlalchemy as sa

from fauxmon_collector.ingest.intake import Intake, IntakeConfig
from fauxmon_collector.ingest.sources import SourceState
from fauxmon_collector.input.burst import Burst, Peer, burst_of
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_model.errors import NotFoundError
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts

OCTETS = [(1, 4)]


def balanced(parts: Parts) -> bool:
    counts = parts.intake.counts()
    sets = counts.decoded + counts.held_back + counts.template_missing + counts.malformed
    return counts.data_sets == sets and counts.records == counts.stored + counts.rejected + counts.pending


def test_a_message_becomes_flows_of_its_source(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(records=3)))
    (source,) = parts.repository.sources.all()
    rows = parts.store.fetch(sa.select(FLOWS.c.source_id, FLOWS.c.octets, FLOWS.c.received_ms))
    assert rows == [(source.id, 1000, messages.T0 * 1000 + 250)] * 3
    state = parts.registry.get(source.id)
    assert (state.datagrams, state.messages, state.records, state.version) == (1, 1, 3, 5)


def test_a_message_with_nothing_but_a_template_makes_a_source(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.ipfix(messages.template_set(OCTETS))))
    (state,) = parts.registry.of("192.168.1.123")
    assert (state.messages, state.records, state.templates, state.version) == (1, 0, 1, 10)


def test_garbage_makes_none_but_counts_for_one_that_is_known(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(b"garbage"))
    assert parts.repository.sources.all() == []
    parts.run(messages.arrival(messages.v5()), messages.arrival(b"garbage"))
    (state,) = parts.registry.of("192.168.1.123")
    assert (state.datagrams, state.messages, state.problems) == (2, 1, 1)
    counts = parts.intake.counts()
    assert (counts.framed, counts.unreadable, counts.processed) == (1, 2, 3)
    assert parts.problems.codes() == {"unknown-version": 2}
    assert parts.problems.newest()[0]["hex"] == b"garbage".hex()


def test_beyond_the_cap_exporters_are_refused_and_known_ones_go_on(
    make_parts: Callable[..., Parts], messages: Messages
) -> None:
    parts = make_parts(limit=1)
    parts.run(messages.arrival(messages.v5(), "10.0.0.1"))
    parts.run(messages.arrival(messages.v5(), "10.0.0.2"), messages.arrival(messages.v5(sequence=1), "10.0.0.1"))
    assert [source.address for source in parts.repository.sources.all()] == ["10.0.0.1"]
    counts = parts.intake.counts()
    assert (counts.framed, counts.refused, counts.stored) == (2, 1, 2)


def test_an_ipv4_mapped_exporter_is_the_same_source(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(), "::ffff:10.0.0.1"), messages.arrival(messages.v5(sequence=1), "10.0.0.1"))
    (state,) = parts.registry.of("10.0.0.1")
    assert state.messages == 2


def test_another_source_port_of_an_exporter_is_the_same_source(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(), port=1111), messages.arrival(messages.v5(sequence=1), port=2222))
    (state,) = parts.registry.of("192.168.1.123")
    assert state.messages == 2


def test_data_before_its_template_is_held_back_and_then_stored(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.ipfix(messages.data_set(OCTETS, [[5], [6]]))))
    assert parts.intake.counts().held_back == 1
    assert parts.store.count() == 0
    parts.run(messages.arrival(messages.ipfix(messages.template_set(OCTETS))))
    assert parts.intake.counts().held_back == 0
    assert sorted(parts.store.fetch(sa.select(FLOWS.c.octets))) == [(5,), (6,)]
    assert balanced(parts)


def test_options_data_is_counted_and_not_stored(parts: Parts, messages: Messages) -> None:
    # Options Template 257: scope exportingProcessId (144), then samplingInterval (34).
    options_template = bytes.fromhex("0003 0012 0101 0002 0001 0090 0004 0022 0004".replace(" ", ""))
    options = messages.data_set([(144, 4), (34, 4)], [[1, 100]], template_id=257)
    parts.run(messages.arrival(messages.ipfix(options_template, options)))
    (state,) = parts.registry.of("192.168.1.123")
    assert (state.records, state.options_records) == (0, 1)
    counts = parts.intake.counts()
    assert (counts.records, counts.options_records, counts.stored) == (0, 1, 0)
    assert balanced(parts)


def test_loss_before_us(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.v5(sequence=0)), messages.arrival(messages.v5(sequence=11)))
    (state,) = parts.registry.of("192.168.1.123")
    assert state.lost == 10
    assert parts.intake.counts().lost_before_us == 10


def test_templates_of_different_layouts_go_into_one_append(parts: Parts, messages: Messages) -> None:
    wide = [(1, 8), (2, 8)]
    parts.run(
        messages.arrival(messages.ipfix(messages.template_set(OCTETS), messages.data_set(OCTETS, [[5]]))),
        messages.arrival(messages.ipfix(messages.template_set(wide, 300), messages.data_set(wide, [[6, 1]], 300))),
        messages.arrival(messages.v5(), "10.0.0.1"),
    )
    assert sorted(parts.store.fetch(sa.select(FLOWS.c.octets, FLOWS.c.packets))) == [(5, 0), (6, 1), (1000, 10)]
    assert balanced(parts)


def test_when_the_store_fails_everything_stays_pending(parts: Parts, messages: Messages) -> None:
    parts.store.stop()
    with pytest.raises(StoreError):
        parts.run(messages.arrival(messages.v5(records=3)))
    with pytest.raises(StoreError):
        parts.run(messages.arrival(messages.v5(records=2, sequence=3)))
    assert parts.intake.counts().pending == parts.intake.pending_records == 5
    assert balanced(parts)
    parts.store.start()
    assert parts.intake.append() == 5
    assert parts.store.count() == 5
    assert balanced(parts)


def test_full_when_the_bound_is_reached_and_given_up_records_are_rejected(
    make_parts: Callable[..., Parts], messages: Messages
) -> None:
    parts = make_parts(pending_records=4)
    parts.intake.offer([messages.arrival(messages.v5(records=3))])
    parts.intake.decode()
    assert not parts.intake.full
    parts.intake.offer([messages.arrival(messages.v5(records=3))])
    parts.intake.decode()
    assert parts.intake.full
    assert parts.intake.give_up() == 6
    assert parts.intake.counts().rejected == 6
    assert not parts.intake.full
    assert balanced(parts)


def test_when_the_model_fails_the_records_are_rejected_and_the_next_message_tries_again(
    parts: Parts, messages: Messages, caplog: pytest.LogCaptureFixture
) -> None:
    with parts.repository.database.session() as session:
        session.execute(sa.text("ALTER TABLE source RENAME TO away"))
    parts.run(*(messages.arrival(messages.v5(records=3)) for _ in range(2)))
    counts = parts.intake.counts()
    assert (counts.framed, counts.rejected, counts.stored) == (2, 6, 0)
    assert len(caplog.records) == 1
    with parts.repository.database.session() as session:
        session.execute(sa.text("ALTER TABLE away RENAME TO source"))
    parts.run(messages.arrival(messages.v5(records=3, sequence=6)))
    assert parts.intake.counts().stored == 3
    assert balanced(parts)


def test_forget_removes_source_flows_and_templates(parts: Parts, messages: Messages) -> None:
    parts.run(messages.arrival(messages.ipfix(messages.template_set(OCTETS), messages.data_set(OCTETS, [[5]]))))
    parts.run(messages.arrival(messages.v5(), "10.0.0.1"))
    (state,) = parts.registry.of("192.168.1.123")
    parts.intake.forget(state.id)
    assert parts.store.count() == 1
    assert [source.address for source in parts.repository.sources.all()] == ["10.0.0.1"]
    parts.run(messages.arrival(messages.ipfix(messages.data_set(OCTETS, [[6]]))))
    assert parts.intake.counts().held_back == 1
    (again,) = parts.registry.of("192.168.1.123")
    assert again.id != state.id


def test_forget_of_an_unknown_source(parts: Parts) -> None:
    with pytest.raises(NotFoundError):
        parts.intake.forget(99)


def test_a_source_stays_while_its_flows_wait_for_the_store(parts: Parts, messages: Messages) -> None:
    parts.intake.offer([messages.arrival(messages.v5())])
    parts.intake.decode()
    (state,) = parts.registry.of("192.168.1.123")
    with pytest.raises(StoreError):
        parts.intake.forget(state.id)
    assert parts.registry.get(state.id) is state


def test_what_is_remembered_of_peers_is_bounded(parts: Parts, messages: Messages) -> None:
    intake = Intake(Decoder, parts.registry, parts.store, parts.problems, IntakeConfig(peers=2))
    intake.offer([messages.arrival(messages.v5(sequence=port), port=port) for port in range(10)])
    assert len(intake._peers) <= 2
    intake.decode()
    assert intake.append() == 10


def burst(*datagrams: tuple[bytes, str, int]) -> Burst:
    """(octets, address, port) received together."""
    return burst_of([(octets, Peer(address, port, 3000), 1_700_000_000.25) for octets, address, port in datagrams])


def test_more_peers_in_a_burst_than_are_remembered_count_all_the_same(parts: Parts, messages: Messages) -> None:
    intake = Intake(Decoder, parts.registry, parts.store, parts.problems, IntakeConfig(peers=2))
    intake.offer([burst(*((messages.v5(), "10.0.0.1", port) for port in range(10)))])
    (state,) = parts.registry.of("10.0.0.1")
    assert (state.datagrams, state.messages) == (10, 10)


def test_strangers_who_send_no_messages_do_not_make_each_other_dearer(parts: Parts) -> None:
    looked_at = 0

    class Counting(Decoder):
        def feed_burst(self, datagrams: Datagrams) -> npt.NDArray[np.uint8]:
            nonlocal looked_at
            looked_at += len(datagrams.sessions)
            return super().feed_burst(datagrams)

    intake = Intake(Counting, parts.registry, parts.store, parts.problems)
    intake.offer([burst(*((b"junk", f"10.0.0.{number}", 1) for number in range(100)))])
    assert looked_at <= 200
    assert intake.counts().unreadable == 100
    assert parts.repository.sources.all() == []


def test_a_burst_of_new_and_known_exporters(parts: Parts, messages: Messages) -> None:
    announce, data = messages.template_set(OCTETS), messages.data_set(OCTETS, [[5]])
    parts.run(messages.arrival(messages.v5(), "10.0.0.1"))
    parts.run(
        burst(
            (messages.ipfix(announce), "10.0.0.2", 1),
            (b"junk", "10.0.0.3", 1),
            (messages.v5(sequence=1), "10.0.0.1", 40000),
            (messages.ipfix(data), "10.0.0.2", 2),
            (b"", "10.0.0.2", 1),
        )
    )
    states = {state.address: state for number in (1, 2, 3) for state in parts.registry.of(f"10.0.0.{number}")}
    assert {address: (state.datagrams, state.messages, state.records) for address, state in states.items()} == {
        "10.0.0.1": (2, 2, 2),
        "10.0.0.2": (3, 2, 1),
    }
    assert (states["10.0.0.2"].problems, parts.intake.counts().unreadable) == (1, 2)
    assert balanced(parts)


def test_the_registry_fills_within_a_burst(make_parts: Callable[..., Parts], messages: Messages) -> None:
    parts = make_parts(limit=1)
    parts.run(burst(*((messages.v5(), f"10.0.0.{number}", port) for number in (1, 2) for port in (1, 2))))
    assert [source.address for source in parts.repository.sources.all()] == ["10.0.0.1"]
    counts = parts.intake.counts()
    assert (counts.framed, counts.refused, counts.stored) == (2, 2, 2)
    assert balanced(parts)


def test_an_exporter_is_admitted_by_the_first_message_after_the_model_has_recovered(
    parts: Parts, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = parts.registry.admit
    failures = iter([True, True, False])

    def admit(address: str, listening_port: int, seen_ms: int) -> SourceState:
        if next(failures):
            raise sa.exc.OperationalError("INSERT", None, Exception("disk full"))
        return real(address, listening_port, seen_ms)

    monkeypatch.setattr(parts.registry, "admit", admit)
    parts.run(burst(*((messages.v5(sequence=number), "10.0.0.1", 1) for number in range(5))))
    (state,) = parts.registry.of("10.0.0.1")
    assert (state.messages, state.records) == (3, 5)
    counts = parts.intake.counts()
    assert (counts.framed, counts.records, counts.stored, counts.rejected) == (5, 5, 5, 0)
    assert balanced(parts)
