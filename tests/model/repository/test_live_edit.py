from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository


@pytest.fixture
def channel_ids(repository: Repository, clock: Any) -> list[str]:
    return [repository.sources.add(f"192.0.2.{n}", 2055, clock.now_ms).channel_id for n in (1, 2)]


def put(repository: Repository, *channels: ChannelDraft) -> list[tuple[str, str, str]]:
    updated = repository.profiles.update(ProfileDraft(id="live", channels=channels))
    return [(channel.id, channel.name, channel.color) for channel in updated.channels]


def test_channels_take_other_names_and_colours(repository: Repository, channel_ids: list[str]) -> None:
    first, second = channel_ids
    put(repository, ChannelDraft(id=first, name="Node A 192.0.2.1", color="#000001"), ChannelDraft(id=second))
    kept = repository.profiles.get("live").channels
    assert [(channel.id, channel.name) for channel in kept] == [(first, "Node A 192.0.2.1"), (second, "192.0.2.2")]
    assert kept[0].color == "#000001"
    assert kept[0].source_id == repository.sources.all()[0].id


def test_what_was_read_can_be_sent_back(repository: Repository, channel_ids: list[str]) -> None:
    live = repository.profiles.get("live")
    channels = [
        ChannelDraft(id=c.id, name=c.name, sign=c.sign, color=c.color, parent=c.parent, filter=c.filter, mode=c.mode)
        for c in live.channels
    ]
    everything = ProfileDraft(
        id="live",
        name=live.name,
        group="",
        description="Mine",
        type=live.type,
        start_ms=live.start_ms,
        end_ms=live.start_ms + 1,
        history=False,
        tenant=live.tenant,
        channels=channels,
    )
    assert repository.profiles.update(everything).description == "Mine"
    assert repository.profiles.get("live").end_ms is None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ProfileDraft(id="live", name="Everything"), "name"),
        (ProfileDraft(id="live", group="Mine"), "group"),
        (ProfileDraft(id="live", type="shadow"), "type"),
        (ProfileDraft(id="live", tenant="other"), "tenant"),
        (ProfileDraft(id="live", parent_id="mail"), "parent"),
    ],
)
def test_the_profile_is_fixed(repository: Repository, draft: ProfileDraft, field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        repository.profiles.update(draft)
    assert [error.field for error in caught.value.errors] == [field]


@pytest.mark.parametrize("listed", [[], [0], [0, 0], [0, 1, 1], [0, 1, None]])
def test_channels_cannot_be_made_or_removed(
    repository: Repository, channel_ids: list[str], listed: list[int | None]
) -> None:
    drafts = [
        ChannelDraft(id=None if index is None else channel_ids[index], name=f"n{n}") for n, index in enumerate(listed)
    ]
    with pytest.raises(InvalidError, match="channels: of All Sources come and go with their Sources"):
        put(repository, *drafts)
    assert len(repository.profiles.get("live").channels) == 2


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"filter": "proto tcp"}, "channels[1].filter"),
        ({"sign": "-"}, "channels[1].sign"),
        ({"parent": ["x"]}, "channels[1].parent"),
        ({"mode": {"enabled": False}}, "channels[1].mode"),
        ({"name": ""}, "channels[1].name"),
        ({"name": "192.0.2.1"}, "channels[1].name"),
        ({"color": "blue"}, "channels[1].color"),
    ],
)
def test_the_rest_of_a_channel_is_fixed(
    repository: Repository, channel_ids: list[str], change: dict[str, Any], path: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        put(repository, ChannelDraft(id=channel_ids[0], name="192.0.2.1"), ChannelDraft(id=channel_ids[1], **change))
    assert [error.field for error in caught.value.errors] == [path]
