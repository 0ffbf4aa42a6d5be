from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from fauxmon_model.channels import ChannelPredicates, any_of
from fauxmon_model.entities import ALL_CHANNELS, Channel, Profile
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.filter import FilterContext
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository

FlowTables = Callable[[list[dict[str, Any]]], Any]


def channel(repository: Repository, profile_id: str, channel_id: str) -> sa.ColumnElement[bool]:
    context = FilterContext(lambda address: [s.id for s in repository.sources.all() if s.address == address])
    return ChannelPredicates(repository.profiles.all(), context).of(profile_id, channel_id).whole()


def flow(received_ms: int, source_id: int, protocol: int = 6) -> dict[str, Any]:
    return {"received_ms": received_ms, "source_id": source_id, "protocol": protocol, "src": "10.0.0.1"}


def test_a_channel_of_all_sources_is_a_source(repository: Repository, clock: Any, flow_table: FlowTables) -> None:
    source = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    flows = flow_table([flow(0, source.id), flow(clock.now_ms, 99), flow(clock.now_ms, source.id)])
    assert flows.matching(channel(repository, "live", source.channel_id)) == [0, 2]


def test_all_parents_means_later_ones_too_and_a_list_does_not(
    repository: Repository, clock: Any, flow_table: FlowTables
) -> None:
    active = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    drafts = [ChannelDraft(name="both", parent="*"), ChannelDraft(name="A", parent=[active.channel_id])]
    profile = repository.profiles.create(ProfileDraft(name="HA", channels=drafts))
    standby = repository.sources.add("192.0.2.2", 2055, clock.now_ms)
    flows = flow_table([flow(clock.now_ms, active.id), flow(clock.now_ms, standby.id)])
    both, first = profile.channels
    assert flows.matching(channel(repository, profile.id, both.id)) == [0, 1]
    assert flows.matching(channel(repository, profile.id, first.id)) == [0]


def test_a_deleted_source_selects_nothing_until_it_is_back(
    repository: Repository, clock: Any, flow_table: FlowTables
) -> None:
    before = repository.sources.add("192.0.2.1", 2055, clock.now_ms)
    drafts = [ChannelDraft(name="A", parent=[before.channel_id])]
    profile = repository.profiles.create(ProfileDraft(name="P", channels=drafts))
    repository.sources.remove(before.id)
    flows = flow_table([flow(clock.now_ms, before.id), flow(clock.now_ms, before.id + 1)])
    assert flows.matching(channel(repository, profile.id, profile.channels[0].id)) == []
    assert repository.sources.add("192.0.2.1", 2055, clock.now_ms).id == before.id + 1
    assert flows.matching(channel(repository, profile.id, profile.channels[0].id)) == [1]


def test_a_channel_begins_when_it_is_made(repository: Repository, clock: Any, flow_table: FlowTables) -> None:
    start = clock.now_ms
    clock.advance(600_000)
    early = ProfileDraft(name="P", start_ms=start, channels=[ChannelDraft(name="first")])
    profile = repository.profiles.create(early)
    clock.advance(600_000)
    kept = ChannelDraft(id=profile.channels[0].id)
    profile = repository.profiles.update(ProfileDraft(id=profile.id, channels=[kept, ChannelDraft(name="second")]))
    flows = flow_table([flow(start - 1, 1), flow(start, 1), flow(clock.now_ms - 1, 1), flow(clock.now_ms, 1)])
    first, second = profile.channels
    assert flows.matching(channel(repository, profile.id, first.id)) == [1, 2, 3]
    assert flows.matching(channel(repository, profile.id, second.id)) == [3]


def test_a_history_profile_ends(repository: Repository, clock: Any, flow_table: FlowTables) -> None:
    start = clock.now_ms
    clock.advance(600_000)
    draft = ProfileDraft(name="P", start_ms=start, end_ms=start + 1000, channels=[ChannelDraft(name="all")])
    profile = repository.profiles.create(draft)
    flows = flow_table([flow(start - 1, 1), flow(start, 1), flow(start + 999, 1), flow(start + 1000, 1)])
    assert flows.matching(channel(repository, profile.id, profile.channels[0].id)) == [1, 2]


def test_a_child_of_a_child_passes_every_filter(repository: Repository, clock: Any, flow_table: FlowTables) -> None:
    transport = [ChannelDraft(name="tcp", filter="proto tcp"), ChannelDraft(name="udp", filter="proto udp")]
    parent = repository.profiles.create(ProfileDraft(name="Parent", channels=transport))
    drafts = [
        ChannelDraft(name="one parent", parent=[parent.channels[0].id], filter="net 10.0.0.0/8"),
        ChannelDraft(name="both parents", parent="*", filter="net 10.0.0.0/8"),
        ChannelDraft(name="a filter that excludes", filter="not net 10.0.0.0/8"),
    ]
    child = repository.profiles.create(ProfileDraft(name="Child", parent_id=parent.id, channels=drafts))
    flows = flow_table([flow(clock.now_ms, 1, protocol) for protocol in (6, 17, 1)])
    assert [flows.matching(channel(repository, child.id, each.id)) for each in child.channels] == [[0], [0, 1], []]


def test_overlapping_parents_count_a_flow_once(repository: Repository, clock: Any, flow_table: FlowTables) -> None:
    overlapping = [ChannelDraft(name="tcp", filter="proto tcp"), ChannelDraft(name="all")]
    parent = repository.profiles.create(ProfileDraft(name="Parent", channels=overlapping))
    child = repository.profiles.create(ProfileDraft(name="C", parent_id=parent.id, channels=[ChannelDraft(name="x")]))
    flows = flow_table([flow(clock.now_ms, 1)])
    assert flows.matching(channel(repository, child.id, child.channels[0].id)) == [0]


def chain(levels: int, channels: int, **fields: Any) -> list[Profile]:
    """*All Sources*, and Profiles below one another, the Channels of which have a filter each."""
    line = [Profile(id="live", parent_id=None, start_ms=0, channels=[])]
    for level in range(levels):
        line.append(Profile(id=str(level), parent_id=line[-1].id, start_ms=0))
        line[-1].channels = [
            Channel(**{"id": str(n), "filter": f"port {n + 1}", "start_ms": 0, "parent": ALL_CHANNELS, **fields})
            for n in range(channels)
        ]
    return line


def comparisons(predicate: sa.ColumnElement[bool]) -> int:
    """How many values a condition names."""
    return len(predicate.compile().params)


def test_the_condition_of_a_channel_grows_by_the_channels_of_each_level_and_not_by_a_factor() -> None:
    sizes = {}
    for levels, channels in ((1, 100), (2, 100), (5, 10), (5, 100)):
        known = ChannelPredicates(line := chain(levels, channels), FilterContext(lambda _: ()))
        sizes[levels, channels] = comparisons(known.of(line[-1].id, "0").whole())
    # A port is compared with two columns; the Channel itself has a time besides.
    assert sizes == {(1, 100): 3, (2, 100): 203, (5, 10): 83, (5, 100): 803}


def test_channels_with_the_same_parents_share_the_condition_of_these() -> None:
    known = ChannelPredicates(line := chain(3, 4), FilterContext(lambda _: ()))
    predicates = [known.of(line[-1].id, channel.id) for channel in line[-1].channels]
    assert len({id(predicate.parents) for predicate in predicates}) == 1
    assert comparisons(any_of(predicates)) == 4 * 3 + 2 * 4 * 2


def test_a_channel_that_passes_everything_costs_those_below_nothing() -> None:
    line = chain(3, 2, filter="any")
    assert comparisons(ChannelPredicates(line, FilterContext(lambda _: ())).of("2", "0").whole()) == 1


def test_the_deepest_tree_can_be_asked(flow_table: FlowTables) -> None:
    known = ChannelPredicates(line := chain(33, 2), FilterContext(lambda _: ()))
    flows = flow_table([{"dst_port": 2, "received_ms": 0}, {"dst_port": 3, "received_ms": 0}])
    assert flows.matching(known.of(line[-1].id, "1").whole()) == [0]


def test_parents_that_are_listed_each_time_otherwise_may_be_too_many() -> None:
    line = chain(6, 12)
    for above, profile in itertools.pairwise(line[1:]):
        for left_out, channel in enumerate(profile.channels):
            channel.parent = [each.id for index, each in enumerate(above.channels) if index != left_out]
    known = ChannelPredicates(line, FilterContext(lambda _: ()))
    with pytest.raises(InvalidError, match="3: its Channels and those below have more than 20000 Channels above"):
        known.of("5", "0")


def test_router_ip_selects_the_sources_of_an_exporter(
    repository: Repository, clock: Any, flow_table: FlowTables
) -> None:
    ids = [repository.sources.add(*key, clock.now_ms).id for key in (("192.0.2.1", 1), ("192.0.2.1", 2), ("::1", 1))]
    drafts = [ChannelDraft(name="A", filter="router ip 192.0.2.1"), ChannelDraft(name="B", filter="router ip ::1")]
    profile = repository.profiles.create(ProfileDraft(name="P", channels=drafts))
    flows = flow_table([flow(clock.now_ms, source_id) for source_id in ids])
    assert [flows.matching(channel(repository, profile.id, each.id)) for each in profile.channels] == [[0, 1], [2]]


def test_unknown_ones_are_not_found(repository: Repository) -> None:
    with pytest.raises(NotFoundError, match="Profile nowhere"):
        channel(repository, "nowhere", "x")
    with pytest.raises(NotFoundError, match=r"Channel live\|x"):
        channel(repository, "live", "x")
