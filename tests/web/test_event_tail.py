from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.event_tail import EventTail
from fauxmon_model.repository import RoleDraft, UserDraft


def test_each_event_is_asked_for_once_and_the_newest_come_first(context: Context, collecting: Any) -> None:
    collecting.happened = [{"id": number, "kind": "source_added"} for number in range(1, 6)]
    tail = EventTail(context, 3)
    assert [event["id"] for event in tail.read()] == [5, 4, 3]
    collecting.happened = [{"id": 6, "kind": "source_silent"}]
    assert [event["id"] for event in tail.read()] == [6, 5, 4]
    collecting.happened = []
    assert [event["id"] for event in tail.read()] == [6, 5, 4]
    collecting.happened = [{"id": 7, "kind": "reset"}]
    assert [event["id"] for event in tail.read()] == [7], "what was before is forgotten"


def test_a_user_is_told_of_the_sources_of_the_role(world: Any, context: Context, collecting: Any) -> None:
    mine, other = world.source("192.168.1.123"), world.source("192.168.1.124")
    collecting.happened = [
        {"id": number, "kind": "source_added", "channel_id": source.channel_id}
        for number, source in enumerate((mine, other), 1)
    ]
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[mine.channel_id]))
    user = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    tail = EventTail(context.seen_by(user.id), 9)
    assert [event["id"] for event in tail.read()] == [1]
    world.repository.roles.update(RoleDraft(id=role.id, sources=[]))
    assert tail.read() == [], "a change of the role takes effect at once"
