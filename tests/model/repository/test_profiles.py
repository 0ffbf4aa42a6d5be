from __future__ import annotations

import re
from typing import Any

import pytest

from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import ChannelDraft, ChapterDraft, ProfileDraft, Repository


def problems(error: pytest.ExceptionInfo[InvalidError]) -> dict[str, str]:
    return {each.field: each.message for each in error.value.errors}


def test_defaults(repository: Repository, clock: Any) -> None:
    profile = repository.profiles.create(ProfileDraft(name="Web Shop"))
    assert re.fullmatch(r"WebSho-[0-9a-f]{6}", profile.id)
    assert (profile.parent_id, profile.group, profile.type, profile.history) == ("live", None, "real", False)
    assert (profile.start_ms, profile.end_ms, profile.description) == (clock.now_ms, None, "")
    assert profile.tenant == "00000000-0000-0000-0001-000000000001"
    assert profile.channels == []
    assert repository.profiles.get(profile.id).name == "Web Shop"


def test_everything_that_is_given_is_kept(repository: Repository) -> None:
    draft = ProfileDraft(
        name="P", group="G", type="shadow", description="D", maxsize=100, expire=24, tenant="T", channels=[]
    )
    profile = repository.profiles.get(repository.profiles.create(draft).id)
    assert profile.id.startswith("G/P-")
    kept = (profile.name, profile.group, profile.type, profile.description)
    assert (*kept, profile.maxsize, profile.expire, profile.tenant) == ("P", "G", "shadow", "D", 100, 24, "T")


def test_the_same_steps_give_the_same_ids(repository: Repository) -> None:
    draft = ProfileDraft(name="P", channels=[ChannelDraft(name="A")])
    first = repository.profiles.create(draft)
    twin = repository.profiles.create(draft)
    assert twin.id != first.id
    repository.profiles.remove(first.id)
    again = repository.profiles.create(draft)
    assert (again.id, again.channels[0].id) == (first.id, first.channels[0].id)


@pytest.mark.parametrize(
    ("draft", "field", "message"),
    [
        (ProfileDraft(), "name", "must not be empty"),
        (ProfileDraft(name="  "), "name", "must not be empty"),
        (ProfileDraft(name="P", parent_id="nowhere"), "parent", "Profile nowhere does not exist"),
        (ProfileDraft(name="P", type="unreal"), "type", "must be one of real, shadow"),
        (ProfileDraft(name="P", maxsize=-1), "maxsize", "must be 0 or more"),
        (ProfileDraft(name="P", expire=-1), "expire", "must be 0 or more"),
        (ProfileDraft(name="P", group="a/b"), "group", "must not contain /"),
        (ProfileDraft(name="P", group="Sources"), "group", "Sources is kept for the Profiles of Sources"),
    ],
)
def test_refuses(repository: Repository, draft: ProfileDraft, field: str, message: str) -> None:
    count = len(repository.profiles.all())
    with pytest.raises(InvalidError) as caught:
        repository.profiles.create(draft)
    assert problems(caught) == {field: message}
    assert len(repository.profiles.all()) == count


def test_reports_everything_that_is_wrong_at_once(repository: Repository) -> None:
    channels = [ChannelDraft(name="A", filter="port"), ChannelDraft(color="red")]
    with pytest.raises(InvalidError) as caught:
        repository.profiles.create(ProfileDraft(type="unreal", channels=channels))
    assert set(problems(caught)) == {"name", "type", "channels[0].filter", "channels[1].name", "channels[1].color"}


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    draft = ProfileDraft(name="P", group="G", description="D", maxsize=100, channels=[ChannelDraft(name="A")])
    made = repository.profiles.create(draft)
    repository.profiles.update(ProfileDraft(id=made.id, type="shadow"))
    kept = repository.profiles.get(made.id)
    assert (kept.name, kept.group, kept.description, kept.maxsize, kept.type) == ("P", "G", "D", 100, "shadow")
    assert [channel.name for channel in kept.channels] == ["A"]


def test_another_name_does_not_change_the_id(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="Old"))
    renamed = repository.profiles.update(ProfileDraft(id=made.id, name="New"))
    assert (renamed.id, renamed.name) == (made.id, "New")


def test_the_parent_is_fixed(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="P"))
    repository.profiles.update(ProfileDraft(id=made.id, parent_id="live"))
    with pytest.raises(InvalidError) as caught:
        repository.profiles.update(ProfileDraft(id=made.id, parent_id="mail"))
    assert problems(caught) == {"parent": "is fixed when the Profile is created"}


def test_a_refused_update_changes_nothing(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="P", channels=[ChannelDraft(name="A")]))
    broken = ProfileDraft(id=made.id, name="Q", channels=[ChannelDraft(name="B", filter="port")])
    with pytest.raises(InvalidError):
        repository.profiles.update(broken)
    kept = repository.profiles.get(made.id)
    assert (kept.name, [channel.name for channel in kept.channels]) == ("P", ["A"])


def test_another_group_is_another_id_that_everything_follows(repository: Repository) -> None:
    made = repository.profiles.create(ProfileDraft(name="P", group="G", channels=[ChannelDraft(name="A")]))
    child = repository.profiles.create(ProfileDraft(name="C", parent_id=made.id))
    draft = ChapterDraft(name="Ch", type="traffic", profile_id=made.id, channels=[made.channels[0].id])
    chapter = repository.chapters.create(draft)
    moved = repository.profiles.update(ProfileDraft(id=made.id, group="H"))
    assert (moved.id, moved.group) == (made.id.replace("G/", "H/"), "H")
    assert [channel.id for channel in moved.channels] == [made.channels[0].id]
    assert repository.profiles.get(child.id).parent_id == moved.id
    assert repository.chapters.get(chapter.id).profile_id == moved.id
    with pytest.raises(NotFoundError):
        repository.profiles.get(made.id)
    ungrouped = repository.profiles.update(ProfileDraft(id=moved.id, group=""))
    assert (ungrouped.id, ungrouped.group) == (moved.id.removeprefix("H/"), None)


def test_a_move_onto_a_taken_id_finds_another(repository: Repository) -> None:
    taken = repository.profiles.create(ProfileDraft(name="P", group="G"))
    other = repository.profiles.create(ProfileDraft(name="P"))
    moved = repository.profiles.update(ProfileDraft(id=other.id, group="G"))
    assert moved.id.startswith("G/P-")
    assert moved.id != taken.id


def test_removal_takes_children_and_chapters_along(repository: Repository) -> None:
    top = repository.profiles.create(ProfileDraft(name="Top"))
    middle = repository.profiles.create(ProfileDraft(name="Middle", parent_id=top.id))
    bottom = repository.profiles.create(ProfileDraft(name="Bottom", parent_id=middle.id))
    chapters = [
        repository.chapters.create(ChapterDraft(name=profile.name, type="traffic", profile_id=profile.id))
        for profile in (top, bottom)
    ]
    before = len(repository.chapters.all())
    dependants = repository.profiles.dependants(top.id)
    assert {profile.id for profile in dependants.profiles} == {middle.id, bottom.id}
    assert {chapter.id for chapter in dependants.chapters} == {chapter.id for chapter in chapters}
    repository.profiles.remove(top.id)
    assert {top.id, middle.id, bottom.id}.isdisjoint(profile.id for profile in repository.profiles.all())
    assert len(repository.chapters.all()) == before - 2


def test_all_sources_cannot_be_deleted(repository: Repository) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.profiles.remove("live")
    assert problems(caught) == {"id": "All Sources cannot be deleted"}


def test_all_sources_stands_first_then_groups_and_names(repository: Repository) -> None:
    for group, name in (("B", "y"), ("A", "z"), ("B", "x")):
        repository.profiles.create(ProfileDraft(name=name, group=group))
    names = [profile.name for profile in repository.profiles.all()]
    assert (names[0], names[-3:]) == ("All Sources", ["z", "x", "y"])


def test_unknown_ids_are_not_found(repository: Repository) -> None:
    profiles = repository.profiles
    for call in (profiles.get, profiles.remove, profiles.dependants):
        with pytest.raises(NotFoundError, match="Profile nowhere does not exist"):
            call("nowhere")
    with pytest.raises(NotFoundError):
        profiles.update(ProfileDraft(id="nowhere"))
