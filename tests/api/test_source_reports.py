from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.source_reports import about_seen, problems_of_seen
from fauxmon_model.repository import RoleDraft, UserDraft

EVENTS = [
    {"id": 1, "channel_id": "192-0-2-1_p3000"},
    {"id": 2, "channel_id": "192-0-2-2_p3000"},
    {"id": 3},
]
PROBLEMS = [{"exporter": f"192.0.2.{number % 2 + 1}", "listening_port": 3000, "code": number} for number in range(6)]


@pytest.fixture
def mine(collector: Any) -> Any:
    """The Context as a user sees it whose role has one Source, which has not sent yet."""
    repository = collector.repository
    role = repository.roles.create(RoleDraft(name="Team", sources=["192-0-2-1_p3000"]))
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    collector.collecting.noted = PROBLEMS
    return collector.context.seen_by(user.id)


def test_events_of_sources_that_are_seen_and_those_of_none(mine: Any, collector: Any) -> None:
    assert [event["id"] for event in about_seen(mine, EVENTS)] == [1, 3]
    assert about_seen(collector.context, EVENTS) == EVENTS


def test_problems_of_exporters_that_are_seen(mine: Any, collector: Any) -> None:
    assert [problem["code"] for problem in problems_of_seen(mine, 2)] == [0, 2]
    assert problems_of_seen(collector.context, 4) == PROBLEMS[:4]
