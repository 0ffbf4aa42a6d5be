"""A user without full access, and what there is besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository, RoleDraft, UserDraft


@dataclass
class Team:
    """A user whose role has one root Profile and one of two sources, and what there is besides."""

    whole: Repository
    user_id: int
    role_id: int
    root: str
    child: str
    grandchild: str
    foreign: str

    @property
    def eyes(self) -> Repository:
        return self.whole.seen_by(self.user_id)

    @staticmethod
    def profile(repository: Repository, name: str, parent: str = "live", **fields: Any) -> str:
        channels = [ChannelDraft(name="all", filter="any")]
        return repository.profiles.create(ProfileDraft(name=name, parent_id=parent, channels=channels, **fields)).id

    def allow(self, **changed: Any) -> None:
        self.whole.roles.update(RoleDraft(id=self.role_id, **changed))


@pytest.fixture
def team(repository: Repository) -> Team:
    for address in ("192.0.2.1", "192.0.2.2"):
        repository.sources.add(address, 2055, 0)
    root = Team.profile(repository, "Root")
    child = Team.profile(repository, "Child", root, type="shadow")
    grandchild = Team.profile(repository, "Grandchild", child)
    foreign = Team.profile(repository, "Foreign")
    draft = RoleDraft(name="Team", write=True, roots=[root], sources=["192-0-2-1_p2055"])
    role_id = repository.roles.create(draft).id
    user_id = repository.users.create(UserDraft(login="anna", password="secret", role_id=role_id)).id
    return Team(repository, user_id, role_id, root, child, grandchild, foreign)
