from __future__ import annotations

from dataclasses import replace

import pytest

from fauxmon_model.entities import Profile
from fauxmon_model.errors import NotFoundError
from fauxmon_model.link import Link
from fauxmon_model.repository import (
    ChannelDraft,
    ChapterDraft,
    NodeDraft,
    PathDraft,
    ProfileDraft,
    Repository,
    TopologyDraft,
)


def move(repository: Repository, profile: Profile, group: str) -> Profile:
    return repository.profiles.update(ProfileDraft(id=profile.id, group=group))


def test_another_group_is_another_id_that_everything_follows(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="P", group="G", channels=[ChannelDraft(name="A")]))
    child = repository.profiles.create(ProfileDraft(name="C", parent_id=made.id))
    draft = ChapterDraft(name="Ch", type="traffic", profile_id=made.id, channels=[made.channels[0].id])
    chapter = repository.chapters.create(draft)
    moved = move(repository, made, "H")
    assert (moved.id, moved.group) == (made.id.replace("G/", "H/"), "H")
    assert [channel.id for channel in moved.channels] == [made.channels[0].id]
    assert repository.profiles.get(child.id).parent_id == moved.id
    assert repository.chapters.get(chapter.id).profile_id == moved.id
    with pytest.raises(NotFoundError):
        repository.profiles.get(made.id)
    ungrouped = move(repository, moved, "")
    assert (ungrouped.id, ungrouped.group) == (moved.id.removeprefix("H/"), None)


def test_a_move_onto_a_taken_id_finds_another(repository: Repository) -> None:
    taken = repository.profiles.create(ProfileDraft(name="P", group="G"))
    other = repository.profiles.create(ProfileDraft(name="P"))
    moved = move(repository, other, "G")
    assert moved.id.startswith("G/P-")
    assert moved.id != taken.id


def test_widgets_follow_in_the_channels_that_they_have_chosen_and_nowhere_else(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="P", group="G", channels=[ChannelDraft(name="A")]))
    other = repository.profiles.create(ProfileDraft(name="P", channels=[ChannelDraft(name="A")]))
    ids = [f"{profile.id}|{profile.channels[0].id}" for profile in (made, other)]

    def options(series: list[str]) -> dict[str, object]:
        chosen = [{"id": each, "color": "#000000"} for each in series]
        return {"name": made.id, "visualizationSettings": [{"index": 0, "settings": {"series": chosen, "top": None}}]}

    widget = repository.widgets.create(1, options(ids), {})
    moved = move(repository, made, "H")
    ids[0] = f"{moved.id}|{made.channels[0].id}"
    assert repository.widgets.get(widget.id).options == options(ids)


def test_paths_of_topologies_follow_where_they_name_the_profile(repository: Repository) -> None:
    made, other = (repository.profiles.create(ProfileDraft(name=name, group="G")) for name in ("P", "Q"))
    topology = repository.topologies.create(TopologyDraft(name="T"))
    ends = [repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "ab"]
    there, back = Link(1, made.id, "a"), Link(2, other.id, made.id)
    draft = PathDraft(topology_id=topology.id, name="p", src_node_id=ends[0], dst_node_id=ends[1], src_to_dst=there)
    single, double = (repository.paths.create(replace(draft, dst_to_src=link)) for link in (None, back))
    moved = move(repository, made, "H")
    there = Link(1, moved.id, "a")
    assert repository.paths.get(single.id).links == (there, None)
    assert repository.paths.get(double.id).links == (there, back)
