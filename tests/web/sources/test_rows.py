from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.sources.page import PROBLEM_COLUMNS, SOURCE_COLUMNS
from fauxmon_api.web.sources.rows import problem_rows, read, source_rows
from fauxmon_model.repository import RoleDraft, UserDraft


def counters(now_ms: int, records: int, **more: int) -> dict[str, int]:
    names = ("datagrams", "messages", "options_records", "templates", "lost", "problems", "version", "first_seen_ms")
    return {**dict.fromkeys(names, 0), "records": records, "last_seen_ms": now_ms, **more}


def test_a_row_says_who_sends_what(world: Any, context: Context, collecting: Any) -> None:
    source = world.source("2001:db8::17", 4739)
    collecting.sources = {source.id: counters(world.now_ms, 12_345, version=10, lost=2)}
    (row,) = source_rows(read(context), None)
    assert (row["address"], row["port"], row["version"], row["state"]) == ("2001:db8::17", 4739, "IPFIX", "active")
    assert (row["text"]["records"], row["lost"]) == ("12\u00a0345", 2)
    assert set(row) >= {column.name for column in SOURCE_COLUMNS}


def test_the_rate_is_that_of_the_records_since_the_earlier_shot(world: Any, context: Context, collecting: Any) -> None:
    source = world.source("192.168.1.123")
    collecting.sources = {source.id: counters(world.now_ms, 100)}
    earlier = read(context)
    world.now_ms += 2000
    collecting.sources = {source.id: counters(world.now_ms, 150)}
    (row,) = source_rows(read(context), earlier)
    assert (row["rate"], row["text"]["rate"]) == (25.0, "25 /s")


def test_a_reset_gives_no_negative_rate(world: Any, context: Context, collecting: Any) -> None:
    source = world.source("192.168.1.123")
    collecting.sources = {source.id: counters(world.now_ms, 100)}
    earlier = read(context)
    world.now_ms += 1000
    collecting.sources = {source.id: counters(world.now_ms, 3)}
    assert source_rows(read(context), earlier)[0]["rate"] == 0


def test_problems_show_code_offset_and_octets(world: Any, context: Context, collecting: Any) -> None:
    collecting.found = [
        {
            "time_ms": world.now_ms,
            "exporter": "127.0.0.9",
            "listening_port": 2055,
            "code": "unknown-version",
            "offset": 0,
            "detail": "18245 is none of 5, 9, 10",
            "hex": "4745",
        }
    ]
    (row,) = problem_rows(read(context))
    assert (row["code"], row["offset"], row["hex"], row["text"]["time"]) == ("unknown-version", 0, "47 45", "12:00:00")
    assert set(row) >= {column.name for column in PROBLEM_COLUMNS}


def test_a_user_sees_the_sources_of_the_role(world: Any, context: Context, collecting: Any) -> None:
    mine, other = world.source("192.168.1.123"), world.source("192.168.1.124")
    collecting.sources = {source.id: counters(world.now_ms, 1) for source in (mine, other)}
    collecting.found = [
        {"exporter": f"192.168.1.{host}", "listening_port": 3000, "code": "empty"} for host in (123, 124, 125)
    ]
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[mine.channel_id]))
    user = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    shot = read(context.seen_by(user.id))
    assert [source["address"] for source in shot.sources] == ["192.168.1.123"]
    assert [problem["exporter"] for problem in shot.problems] == ["192.168.1.123"]
    assert len(read(context).problems) == 3
