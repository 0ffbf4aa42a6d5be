from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_model.conditions import Condition
from fauxmon_model.entities import Profile
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.link import Link
from fauxmon_model.repository import (
    AlertDraft,
    ChannelDraft,
    ChapterDraft,
    NodeDraft,
    PathDraft,
    ProfileDraft,
    ReportChapterDraft,
    ReportDraft,
    Repository,
    TopologyDraft,
)

if TYPE_CHECKING:
    from tests.model.repository.conftest import Team


def make(repository: Repository, name: str, parent_id: str = "live") -> Profile:
    return repository.profiles.create(ProfileDraft(name=name, parent_id=parent_id))


def test_those_that_are_to_go_are_not_among_their_dependants(repository: Repository) -> None:
    top = make(repository, "Top")
    middle = make(repository, "Middle", top.id)
    bottom = make(repository, "Bottom", middle.id)
    beside = make(repository, "Beside")
    chapters = [
        repository.chapters.create(ChapterDraft(name=profile.name, type="traffic", profile_id=profile.id))
        for profile in (top, bottom, beside)
    ]
    found = repository.profiles.dependants(beside.id, middle.id, top.id)
    assert [profile.id for profile in found.profiles] == [bottom.id]
    assert {chapter.id for chapter in found.chapters} == {chapter.id for chapter in chapters}
    repository.profiles.remove(beside.id, middle.id, top.id)
    left = {profile.id for profile in repository.profiles.all()}
    assert left.isdisjoint({top.id, middle.id, bottom.id, beside.id})


def test_several_are_removed_or_none(repository: Repository) -> None:
    profile = make(repository, "P")
    for ids, error in (([profile.id, "nowhere"], NotFoundError), ([profile.id, "live"], InvalidError)):
        for call in (repository.profiles.remove, repository.profiles.dependants):
            with pytest.raises(error):
                call(*ids)
    assert repository.profiles.get(profile.id).name == "P"


def test_paths_that_lose_what_tells_their_traffic_are_told(repository: Repository) -> None:
    top = make(repository, "Top")
    bottom, beside = make(repository, "Bottom", top.id), make(repository, "Beside")
    topology = repository.topologies.create(TopologyDraft(name="T"))
    ends = [repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "ab"]

    def path(there: Profile, back: Profile | None = None) -> int:
        links = [None if profile is None else Link(1, profile.id, "c") for profile in (there, back)]
        draft = PathDraft(
            topology_id=topology.id,
            name="p",
            src_node_id=ends[0],
            dst_node_id=ends[1],
            src_to_dst=links[0],
            dst_to_src=links[1],
        )
        return repository.paths.create(draft).id

    losing = [path(bottom), path(beside, top)]
    path(beside)
    assert [each.id for each in repository.profiles.dependants(top.id).paths] == losing


def test_what_names_a_channel(repository: Repository) -> None:
    channels = [ChannelDraft(name=name) for name in "AB"]
    profile = repository.profiles.create(ProfileDraft(name="P", channels=channels))
    a, b = (channel.id for channel in profile.channels)
    child = repository.profiles.create(
        ProfileDraft(name="C", parent_id=profile.id, channels=[ChannelDraft(name="below", parent=[b])])
    )
    every = repository.profiles.create(ProfileDraft(name="E", parent_id=profile.id, channels=[ChannelDraft(name="x")]))
    listed, _ = (
        repository.chapters.create(ChapterDraft(name="Ch", type="traffic", profile_id=profile.id, channels=chosen))
        for chosen in ([b], "*")
    )
    channel, found = repository.profiles.channel_dependants(profile.id, b)
    assert channel.name == "B"
    assert [each.id for each in found.profiles] == [child.id] != [every.id]
    assert [chapter.id for chapter in found.chapters] == [listed.id]
    assert found.paths == []
    assert repository.profiles.channel_dependants(profile.id, a)[1].chapters == []
    for ids in ((profile.id, "nix"), ("nix", b)):
        with pytest.raises(NotFoundError):
            repository.profiles.channel_dependants(*ids)


def test_only_what_is_seen_is_told_and_all_of_it_goes(team: Team) -> None:
    chapter = team.eyes.chapters.create(ChapterDraft(name="C", type="traffic", profile_id=team.child))
    draft = ReportDraft(name="R", chapters=[ReportChapterDraft(chapter_id=chapter.id)])
    theirs, mine = team.whole.reports.create(draft), team.eyes.reports.create(draft)
    for eyes, told in ((team.eyes, {mine.id}), (team.whole, {mine.id, theirs.id})):
        found = eyes.profiles.dependants(team.child)
        assert [each.id for each in found.profiles] == [team.grandchild]
        assert [each.id for each in found.chapters] == [chapter.id]
        assert {each.id for each in found.reports} == told
    team.eyes.profiles.remove(team.child)
    assert team.whole.reports.get(theirs.id).chapters == []


def test_a_channel_of_all_sources_tells_only_what_is_seen(team: Team) -> None:
    mine, other = "192-0-2-1_p2055", "192-0-2-2_p2055"
    below = [ChannelDraft(name="x", parent=[mine])]
    foreign = team.whole.profiles.create(ProfileDraft(name="Beside", channels=below))
    ours = team.whole.profiles.update(ProfileDraft(id=team.root, channels=below))
    condition = Condition(metric=1, comparator=1, number=1)
    for name, channels in (("mine", [mine]), ("both", [mine, other])):
        fields = {"condition_type": 2, "conditions": [condition], "channels": channels}
        team.whole.alerts.create(AlertDraft(name=name, profile_id="live", **fields))
    channel, found = team.eyes.profiles.channel_dependants("live", mine)
    assert channel.id == mine
    assert [each.id for each in found.profiles] == [ours.id]
    assert [each.id for each in found.alerts] == ["mine"]
    whole = team.whole.profiles.channel_dependants("live", mine)[1]
    assert {each.id for each in whole.profiles} == {ours.id, foreign.id}
    assert [each.id for each in whole.alerts] == ["both", "mine"]
    with pytest.raises(NotFoundError):
        team.eyes.profiles.channel_dependants("live", other)


def test_what_a_channel_feeds(repository: Repository) -> None:
    channels = [ChannelDraft(name=name) for name in "AB"]
    profile = repository.profiles.create(ProfileDraft(name="P", channels=channels))
    a, b = (channel.id for channel in profile.channels)
    for name, parent in (("one", [a]), ("both", [a, b]), ("all", "*")):
        drafts = [ChannelDraft(name=name, parent=parent)]
        repository.profiles.create(ProfileDraft(name=f"Below {name}", parent_id=profile.id, channels=drafts))
    assert [channel.name for channel in repository.profiles.fed_by(profile.id, b)] == ["all", "both"]
    assert [channel.profile.name for channel in repository.profiles.fed_by(profile.id, a)] == [
        "Below all",
        "Below both",
        "Below one",
    ]
