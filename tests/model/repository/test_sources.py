from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository


def live(repository: Repository) -> list[tuple[str, str]]:
    return [(channel.id, channel.name) for channel in repository.profiles.get("live").channels]


def test_first_sight_makes_a_source_and_its_channel(repository: Repository, clock: Any) -> None:
    source = repository.sources.add("192.168.1.123", 3000, clock.now_ms)
    assert (source.address, source.listening_port, source.channel_id) == ("192.168.1.123", 3000, "192-168-1-123_p3000")
    assert source.first_seen_ms == source.last_seen_ms == clock.now_ms
    (channel,) = repository.profiles.get("live").channels
    assert (channel.id, channel.name, channel.source_id) == ("192-168-1-123_p3000", "192.168.1.123", source.id)


def test_further_sights_make_nothing(repository: Repository, clock: Any) -> None:
    first = repository.sources.add("192.168.1.123", 3000, clock.now_ms)
    again = repository.sources.add("::ffff:192.168.1.123", 3000, clock.now_ms + 5)
    assert (again.id, again.first_seen_ms) == (first.id, clock.now_ms)
    assert len(repository.sources.all()) == len(live(repository)) == 1


def test_each_listening_port_has_a_source_and_the_second_says_so(repository: Repository, clock: Any) -> None:
    for port in (3000, 2055):
        repository.sources.add("192.168.1.123", port, clock.now_ms)
    repository.sources.add("2001:DB8::0:1", 2055, clock.now_ms)
    assert live(repository) == [
        ("192-168-1-123_p3000", "192.168.1.123"),
        ("192-168-1-123_p2055", "192.168.1.123 (p2055)"),
        ("2001-db8--1_p2055", "2001:db8::1"),
    ]


def test_what_is_no_address_is_refused(repository: Repository, clock: Any) -> None:
    with pytest.raises(InvalidError, match="ip: 'nowhere' does not appear"):
        repository.sources.add("nowhere", 3000, clock.now_ms)
    assert repository.sources.all() == []


def test_a_deleted_source_comes_back_under_another_id(repository: Repository, clock: Any) -> None:
    first = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    other = repository.sources.add("192.0.2.2", 2055, clock.now_ms)
    assert repository.sources.remove(first.id).address == "192.0.2.1"
    assert live(repository) == [("192-0-2-2_p2055", "192.0.2.2")]
    again = repository.sources.add("192.0.2.1", 2055, clock.now_ms + 9)
    assert again.id > other.id
    assert (again.channel_id, again.first_seen_ms) == (first.channel_id, clock.now_ms + 9)


def test_the_newest_of_all_does_not_come_back_under_its_own_id(repository: Repository, clock: Any) -> None:
    first = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    repository.sources.remove(first.id)
    assert repository.sources.add("192.0.2.1", 2055, clock.now_ms).id > first.id


def test_what_listed_a_deleted_sources_channel_keeps_listing_it(repository: Repository, clock: Any) -> None:
    source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    drafts = [ChannelDraft(name="A", parent=[source.channel_id])]
    profile = repository.profiles.create(ProfileDraft(name="P", channels=drafts))
    repository.sources.remove(source.id)
    assert repository.profiles.get(profile.id).channels[0].parent == [source.channel_id]


def test_the_first_sixteen_have_different_colours_and_later_ones_some(repository: Repository, clock: Any) -> None:
    for number in range(1, 21):
        repository.sources.add(f"192.0.2.{number}", 2055, clock.now_ms)
    colors = [channel.color for channel in repository.profiles.get("live").channels]
    assert len(set(colors[:16])) == 16
    assert set(colors[16:]) < set(colors[:16])


def test_the_colour_of_a_deleted_source_is_given_to_the_next(repository: Repository, clock: Any) -> None:
    sources = [repository.sources.add(f"192.0.2.{n}", 2055, clock.now_ms) for n in range(1, 4)]
    freed = repository.profiles.get("live").channels[1].color
    repository.sources.remove(sources[1].id)
    repository.sources.add("192.0.2.9", 2055, clock.now_ms)
    channels = repository.profiles.get("live").channels
    assert channels[-1].color == freed
    assert [channel.position for channel in channels] == [0, 2, 3]


def test_counters_are_kept_and_unknown_sources_passed_over(repository: Repository, clock: Any) -> None:
    source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    counters = {"messages": 2**40, "version": 10, "last_seen_ms": clock.now_ms + 7}
    repository.sources.save_counters({})
    repository.sources.save_counters({99: counters, source.id: counters})
    kept = repository.sources.get(source.id)
    assert (kept.messages, kept.version, kept.last_seen_ms, kept.records) == (2**40, 10, clock.now_ms + 7, 0)
    assert len(repository.sources.all()) == 1


@pytest.mark.parametrize("how", ["first sight", "counters"])
def test_all_sources_begins_with_the_first_packet(repository: Repository, clock: Any, how: str) -> None:
    mine = repository.profiles.create(ProfileDraft(name="Mine", start_ms=clock.now_ms - 1))
    clock.advance(86_400_000)
    late = repository.profiles.create(ProfileDraft(name="Late", channels=[ChannelDraft(name="all")]))
    if how == "first sight":
        repository.sources.add("192.0.2.1", 2055, 1_000_000)
    else:
        source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
        repository.sources.save_counters({source.id: {"first_seen_ms": 1_000_000}})
    assert repository.profiles.get("live").start_ms == 1_000_000
    mail = repository.profiles.get("mail")
    assert {mail.start_ms, *(channel.start_ms for channel in mail.channels)} == {1_000_000}
    assert repository.profiles.get(late.id).channels[0].start_ms == clock.now_ms
    assert repository.profiles.get(mine.id).start_ms == mine.start_ms


def test_unknown_ids_are_not_found(repository: Repository) -> None:
    for call in (repository.sources.get, repository.sources.remove):
        with pytest.raises(NotFoundError, match="Source 7 does not exist"):
            call(7)
