from __future__ import annotations

import pytest

from fauxmon_model.entities import Profile
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import ChapterDraft, ProfileDraft, Repository


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
