"""Sampling of each Source, as its flows have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.analysis import Sampled
from fauxmon_model.repository import RoleDraft, UserDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000


def test_the_least_and_the_most_of_each_source(world: World) -> None:
    mixed, plain, silent = (world.source(f"192.168.1.{host}") for host in (1, 2, 3))
    world.receive({"source_id": mixed.id, "at": 1, "sampling": 100.0}, {"source_id": mixed.id, "at": 2})
    world.receive({"source_id": plain.id, "at": 1}, {"source_id": silent.id, "at": -1, "sampling": 5.0})
    assert world.analysis.sampled(NOON, NOON + 10_000) == {mixed.id: Sampled(1, 100), plain.id: Sampled(1, 1)}


def test_a_user_sees_that_of_the_sources_of_the_role(world: World) -> None:
    mine, other = world.source("192.168.1.1"), world.source("192.168.1.2")
    world.receive(*({"source_id": source.id, "at": 1, "sampling": 10.0} for source in (mine, other)))
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[mine.channel_id]))
    user = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    assert world.analysis.seen_by(user.id).sampled(NOON, NOON + 10_000) == {mine.id: Sampled(10, 10)}
