from __future__ import annotations

from typing import Any

from fauxmon_api.web.sources.removal import naming
from fauxmon_model.repository import ChapterDraft


def test_what_names_the_channel_of_a_source_is_said(world: Any) -> None:
    source = world.source("192.168.1.123")
    chapter = ChapterDraft(name="Node A", type="traffic", profile_id="live", channels=[source.channel_id])
    world.repository.chapters.create(chapter)
    _, found = world.repository.profiles.channel_dependants("live", source.channel_id)
    assert naming(found) == ["Chapter Node A"]
