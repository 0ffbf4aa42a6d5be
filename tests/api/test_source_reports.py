from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.source_reports import about_seen, problems_of_seen
from fauxmon_model.conditions import Condition
from fauxmon_model.repository import AlertDraft, RoleDraft, UserDraft

EVENTS = [
    {"id": 1, "channel_id": "192-0-2-1_p3000"},
    {"id": 2, "channel_id": "192-0-2-2_p3000"},
    {"id": 3},
    {"id": 4, "alert": "mine"},
    {"id": 5, "alert": "theirs"},
]
PROBLEMS = [{"exporter": f"192.0.2.{number % 2 + 1}", "listening_port": 3000, "code": number} for number in range(6)]


@pytest.fixture
def mine(collector: Any) -> Any:
    """The Context as a user sees it whose role has one of two Sources, each of which an alert watches."""
    repository = collector.repository
    role = repository.roles.create(RoleDraft(name="Team", sources=["192-0-2-1_p3000"]))
    for name, address in (("mine", "192.0.2.1"), ("theirs", "192.0.2.2")):
        fields = {"condition_type": 2, "conditions": [Condition(metric=1, comparator=1, number=1)]}
        channel = collector.source(address).channel_id
        repository.alerts.create(AlertDraft(name=name, channels=[channel], **fields))
    user = repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    collector.collecting.noted = PROBLEMS
    return collector.context.seen_by(user.id)


def test_events_of_sources_and_alerts_that_are_seen_and_those_of_none(mine: Any, collector: Any) -> None:
    assert [event["id"] for event in about_seen(mine, EVENTS)] == [1, 3, 4]
    assert about_seen(collector.context, EVENTS) == EVENTS


def test_problems_of_exporters_that_are_seen(mine: Any, collector: Any) -> None:
    assert [problem["code"] for problem in problems_of_seen(mine, 2)] == [0, 2]
    assert problems_of_seen(collector.context, 4) == PROBLEMS[:4]
