"""SourceRegistry over a real model: identity, cap, silence, restore."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.sources import SourceRegistry, SourcesConfig
from fauxmon_model.entities import LIVE
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository import Repository

if TYPE_CHECKING:
    from tests.conftest import Models

T0 = 1_700_000_000_000


@pytest.fixture
def repository(models: Models) -> Iterator[Repository]:
    with models.fresh(lambda: T0) as repository:
        yield repository


@pytest.fixture
def events() -> EventLog:
    return EventLog(lambda: T0)


@pytest.fixture
def registry(repository: Repository, events: EventLog) -> SourceRegistry:
    return SourceRegistry(repository.sources, events, SourcesConfig(limit=3, silent_after_s=10))


def kinds(events: EventLog) -> list[str]:
    return [str(event.kind) for event in events.since(0)]


def test_an_unknown_exporter_becomes_a_source_with_a_channel(
    registry: SourceRegistry, repository: Repository, events: EventLog
) -> None:
    state = registry.admit("192.168.1.123", 3000, T0)
    assert [source.address for source in repository.sources.all()] == ["192.168.1.123"]
    assert [channel.id for channel in repository.profiles.get(LIVE).channels] == ["192-168-1-123_p3000"]
    assert events.since(0)[0].facts == {
        "source_id": state.id,
        "address": "192.168.1.123",
        "listening_port": 3000,
        "channel_id": "192-168-1-123_p3000",
    }


def test_a_known_exporter_stays_one_source_and_another_port_makes_another(
    registry: SourceRegistry, repository: Repository, events: EventLog
) -> None:
    first = registry.admit("192.168.1.123", 3000, T0)
    assert registry.admit("192.168.1.123", 3000, T0 + 5) is first
    registry.admit("192.168.1.123", 2055, T0)
    assert kinds(events) == ["source_added", "source_added"]
    assert len(repository.sources.all()) == 2
    assert {state.listening_port for state in registry.of("192.168.1.123")} == {3000, 2055}


def test_full_at_the_limit(registry: SourceRegistry) -> None:
    for number in range(3):
        assert not registry.full
        registry.admit(f"10.0.0.{number}", 2055, T0)
    assert registry.full


def test_silent_and_active_again(registry: SourceRegistry, events: EventLog) -> None:
    state = registry.admit("10.0.0.1", 2055, T0)
    registry.check_silence(T0 + 10_000)
    assert kinds(events) == ["source_added"]
    registry.check_silence(T0 + 10_001)
    registry.check_silence(T0 + 60_000)
    assert kinds(events) == ["source_added", "source_silent"]
    registry.seen(state, T0 + 61_000)
    registry.seen(state, T0 + 61_001)
    assert kinds(events) == ["source_added", "source_silent", "source_active"]
    assert registry.find("10.0.0.1", 2055) is state


def test_counters_are_saved_and_restored(registry: SourceRegistry, repository: Repository, events: EventLog) -> None:
    state = registry.admit("10.0.0.1", 2055, T0)
    state.records, state.lost, state.version = 42, 7, 9
    registry.seen(state, T0 + 1_000)
    registry.save()
    again = SourceRegistry(repository.sources, events)
    again.restore()
    restored = again.find("10.0.0.1", 2055)
    assert restored is not None
    assert restored.counters() == state.counters()
    assert (restored.records, restored.lost, restored.last_seen_ms) == (42, 7, T0 + 1_000)


def test_a_restored_source_is_active_with_its_first_message(
    registry: SourceRegistry, repository: Repository, events: EventLog
) -> None:
    registry.admit("10.0.0.1", 2055, T0)
    again = SourceRegistry(repository.sources, events)
    again.restore()
    again.check_silence(T0 + 100_000)
    restored = again.find("10.0.0.1", 2055)
    assert restored is not None
    again.seen(restored, T0 + 100_001)
    assert kinds(events) == ["source_added", "source_active"]


def test_an_older_capture_moves_the_first_sight_back(registry: SourceRegistry) -> None:
    state = registry.admit("10.0.0.1", 2055, T0)
    registry.seen(state, T0 - 5_000)
    assert (state.first_seen_ms, state.last_seen_ms) == (T0 - 5_000, T0)


def test_save_writes_only_what_has_changed(registry: SourceRegistry, repository: Repository) -> None:
    state = registry.admit("10.0.0.1", 2055, T0)
    state.records = 5
    registry.save()
    assert repository.sources.get(state.id).records == 0
    registry.seen(state, T0)
    registry.save()
    assert repository.sources.get(state.id).records == 5


def test_removed_and_met_again_it_is_another_source(
    registry: SourceRegistry, repository: Repository, events: EventLog
) -> None:
    first = registry.admit("10.0.0.1", 2055, T0)
    registry.remove(first)
    assert registry.find("10.0.0.1", 2055) is None
    assert repository.sources.all() == []
    second = registry.admit("10.0.0.1", 2055, T0 + 1)
    assert second.id != first.id
    assert kinds(events) == ["source_added", "source_removed", "source_added"]


def test_get_of_an_unknown_id(registry: SourceRegistry) -> None:
    with pytest.raises(NotFoundError):
        registry.get(99)
