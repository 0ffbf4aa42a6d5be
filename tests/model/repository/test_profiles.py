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
        (ProfileDraft(name="P", maxsize=2**31), "maxsize", "must be 2147483647 or less"),
        (ProfileDraft(name="P", expire=1_000_001), "expire", "must be 1000000 or less"),
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


def test_the_line_of_a_profile_leads_up_to_all_sources(repository: Repository) -> None:
    top = repository.profiles.create(ProfileDraft(name="Top"))
    bottom = repository.profiles.create(ProfileDraft(name="Bottom", parent_id=top.id))
    assert [profile.id for profile in repository.profiles.line(bottom.id)] == [bottom.id, top.id, "live"]
    with pytest.raises(NotFoundError):
        repository.profiles.line("nowhere")


def test_the_tree_has_a_depth(repository: Repository) -> None:
    parent_id = "live"
    for level in range(32):
        parent_id = repository.profiles.create(ProfileDraft(name=str(level), parent_id=parent_id)).id
    with pytest.raises(InvalidError) as caught:
        repository.profiles.create(ProfileDraft(name="too deep", parent_id=parent_id))
    assert problems(caught) == {"parent": "Profiles may not stand more than 32 levels below All Sources"}


def test_a_real_profile_stores_flows_from_its_start_or_from_when_it_becomes_real(
    repository: Repository, clock: Any
) -> None:
    start = clock.now_ms
    clock.advance(600_000)
    real = repository.profiles.create(ProfileDraft(name="R", start_ms=start))
    shadow = repository.profiles.create(ProfileDraft(name="S", start_ms=start, type="shadow"))
    assert (real.stored_since_ms, shadow.stored_since_ms) == (start, None)
    assert repository.profiles.update(ProfileDraft(id=real.id, type="real")).stored_since_ms == start
    assert repository.profiles.update(ProfileDraft(id=shadow.id, type="real")).stored_since_ms == clock.now_ms
    assert repository.profiles.update(ProfileDraft(id=real.id, type="shadow")).stored_since_ms is None


def test_what_is_made_of_past_data_reaches_back_as_far_as_there_are_flows(repository: Repository, clock: Any) -> None:
    start = clock.now_ms
    clock.advance(600_000)
    young = repository.profiles.create(ProfileDraft(name="Young", start_ms=start, type="shadow"))
    became_real = clock.now_ms
    repository.profiles.update(ProfileDraft(id=young.id, type="real"))
    clock.advance(600_000)
    draft = ProfileDraft(name="C", parent_id=young.id, start_ms=start, channels=[ChannelDraft(name="A")])
    child = repository.profiles.create(draft)
    assert (child.start_ms, child.stored_since_ms, child.channels[0].start_ms) == (start, became_real, became_real)


def test_a_history_profile_that_becomes_real_is_built_again(repository: Repository, clock: Any) -> None:
    start = clock.now_ms
    clock.advance(600_000)
    draft = ProfileDraft(name="H", start_ms=start, end_ms=start + 300_000, type="shadow")
    history = repository.profiles.create(draft)
    assert repository.profiles.update(ProfileDraft(id=history.id, type="real")).stored_since_ms == start


def test_flows_that_have_expired_stay_so_when_the_age_is_changed(repository: Repository, clock: Any) -> None:
    made = repository.profiles.create(ProfileDraft(name="P", expire=1))
    clock.advance(7_200_000)
    changed = repository.profiles.update(ProfileDraft(id=made.id, expire=0))
    oldest = clock.now_ms - 3_600_000
    assert (changed.expire, changed.stored_since_ms) == (None, oldest - oldest % 300_000)


def test_a_profile_that_began_with_all_sources_stores_flows_from_as_early_as_it(
    repository: Repository, clock: Any
) -> None:
    made = repository.profiles.create(ProfileDraft(name="P"))
    repository.sources.add("192.0.2.1", 2055, clock.now_ms - 1000)
    assert repository.profiles.get(made.id).stored_since_ms == clock.now_ms - 1000
