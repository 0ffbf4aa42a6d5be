from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.sources.measured import Measuring
from fauxmon_api.web.sources.page import PROBLEM_COLUMNS, SOURCE_COLUMNS, counted
from fauxmon_api.web.sources.panels import FACTS, HARMS
from fauxmon_api.web.sources.rows import SourcesShot, problem_rows, read, sampling, source_rows
from fauxmon_collector.analysis import Sampled
from fauxmon_model.repository import RoleDraft, UserDraft


def shot_of(context: Context) -> SourcesShot:
    return read(context, Measuring(context))


def counters(now_ms: int, records: int, **more: int) -> dict[str, int]:
    names = ("datagrams", "messages", "options_records", "templates", "lost", "problems", "version", "first_seen_ms")
    return {**dict.fromkeys(names, 0), "records": records, "last_seen_ms": now_ms, **more}


def test_a_row_says_who_sends_what(world: Any, context: Context, collecting: Any) -> None:
    source = world.source("2001:db8::17", 4739)
    world.receive({"source_id": source.id, "at": -6, "octets": 6000, "packets": 60})
    collecting.sources = {source.id: counters(world.now_ms, 12_345, version=10, lost=2)}
    (row,) = source_rows(shot_of(context))
    assert (row["address"], row["port"], row["version"], row["state"]) == ("2001:db8::17", 4739, "IPFIX", "active")
    assert (row["text"]["records"], row["lost"], row["href"]) == ("12\u00a0345", 2, f"/sources/{source.id}")
    assert (row["text"]["bits"], row["text"]["packets"], row["sampling"]) == ("800 b/s", "1 /s", "none")
    assert row["text"]["traffic"] == "up to 9.6 kb/s in the last 5 min"
    assert row["traffic"].startswith("M0 20")
    assert set(row) >= {column.name for column in SOURCE_COLUMNS} | FACTS.keys() | HARMS.keys()


def test_a_source_without_flows_has_a_row(world: Any, context: Context) -> None:
    world.source("192.168.1.123")
    (row,) = source_rows(shot_of(context))
    assert (row["flows"], row["traffic"], row["sampling"], row["standing"]) == (0, "", "–", "active")


@pytest.mark.parametrize(
    ("told", "said"),
    [(None, "–"), (Sampled(1, 1), "none"), (Sampled(100, 100), "1 in 100"), (Sampled(1, 2.5), "1 in 1 to 2.5")],
)
def test_sampling_in_words(told: Sampled | None, said: str) -> None:
    assert sampling(told) == said


def test_problems_show_code_offset_and_octets_and_lead_to_their_source(
    world: Any, context: Context, collecting: Any
) -> None:
    source = world.source("127.0.0.9", 2055)
    found = {"time_ms": world.now_ms, "code": "unknown-version", "offset": 0, "detail": "18245 is none", "hex": "4745"}
    collecting.found = [
        {**found, "exporter": exporter, "listening_port": port}
        for exporter, port in (("127.0.0.9", 2055), ("127.0.0.9", 3000))
    ]
    shot = shot_of(context)
    row, other = problem_rows(shot.problems, shot.now_ms, shot.sources)
    assert (row["code"], row["offset"], row["hex"], row["text"]["time"]) == ("unknown-version", 0, "47 45", "12:00:00")
    assert (row["href"], other["href"]) == (f"/sources/{source.id}", "")
    assert set(row) >= {column.name for column in PROBLEM_COLUMNS}


def test_a_user_sees_the_sources_of_the_role(world: Any, context: Context, collecting: Any) -> None:
    mine, other = world.source("192.168.1.123"), world.source("192.168.1.124")
    collecting.sources = {source.id: counters(world.now_ms, 1) for source in (mine, other)}
    collecting.found = [
        {"exporter": f"192.168.1.{host}", "listening_port": 3000, "code": "empty"} for host in (123, 124, 125)
    ]
    role = world.repository.roles.create(RoleDraft(name="Team", sources=[mine.channel_id]))
    user = world.repository.users.create(UserDraft(login="anna", password="secret", role_id=role.id))
    shot = shot_of(context.seen_by(user.id))
    assert [source["address"] for source in shot.sources] == ["192.168.1.123"]
    assert [problem["exporter"] for problem in shot.problems] == ["192.168.1.123"]
    assert set(shot.measured.rates) == {mine.channel_id}
    assert len(shot_of(context).problems) == 3


def test_how_many_are_listed() -> None:
    assert [counted(2, 40), counted(40, 40), counted(0, 0)] == ["2 of 40", "40", ""]
