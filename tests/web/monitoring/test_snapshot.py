from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.monitoring.snapshot import EVENTS, Reading
from fauxmon_model.repository import RoleDraft, UserDraft


def test_it_holds_what_the_selection_asks_for(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive(
        {"source_id": source.id, "at": -31, "protocol": 6, "packets": 7},
        {"source_id": source.id, "at": -31, "protocol": 17, "packets": 5},
    )
    shot = Reading(context).read(Selection("live", "15 min", "packets", 17))
    (series,) = shot.chart.series
    assert dict(series.points)[world.now_ms - 30_000] == 1.0
    assert shot.totals[source.channel_id].packets == 5


def test_a_profile_that_is_gone_gives_all_sources(context: Context) -> None:
    assert Reading(context).read(Selection("Gone-123456")).profile.id == "live"


def test_events_come_newest_first_not_without_end_and_once(
    context: Context, collecting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    collecting.happened = [{"id": i, "time_ms": i, "kind": "source_silent", "text": ""} for i in range(1, 2000)]
    asked, log = [], collecting.events

    def events(since: int, limit: int) -> Any:
        asked.append(since)
        return log(since, limit)

    monkeypatch.setattr(collecting, "events", events)
    reading = Reading(context)
    first = reading.read(Selection()).events
    assert [event["id"] for event in first] == list(range(1999, 1999 - EVENTS, -1))
    assert reading.read(Selection()).events == first
    assert asked == [0, 1999], "what is known is not copied again"


def test_newcomers_are_told_where_to_send(context: Context) -> None:
    assert Reading(context).read(Selection()).endpoint == "127.0.0.1:2055"


def test_a_user_sees_what_the_role_says(world: Any, context: Context, collecting: Any) -> None:
    mine, other = world.source("192.168.1.123"), world.source("192.168.1.124")
    root, foreign = (world.profile(name, {"all": "any"}, type="real").id for name in ("Root", "Foreign"))
    world.receive(*({"source_id": source.id, "at": -31, "packets": 7} for source in (mine, other)))
    collecting.happened = [
        {"id": source.id, "time_ms": 0, "kind": "source_added", "text": "", "channel_id": source.channel_id}
        for source in (mine, other)
    ]
    role = world.repository.roles.create(RoleDraft(name="Team", roots=[root], sources=[mine.channel_id]))
    user = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    shot = Reading(context.seen_by(user.id)).read(Selection(foreign, "15 min", "packets"))
    assert [profile.id for profile in shot.profiles] == ["live", root]
    assert shot.profile.id == "live", "the chosen one is not there for this user"
    assert [series.name for series in shot.chart.series] == ["192.168.1.123"]
    assert list(shot.totals) == list(shot.sources) == [mine.channel_id]
    assert [event["id"] for event in shot.events] == [mine.id]
