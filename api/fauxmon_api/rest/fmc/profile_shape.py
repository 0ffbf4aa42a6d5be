"""Profiles and Channels between the contract's objects and the model's (contract 2.3.2, 2.3.3)."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from fauxmon_api.transport.received import Received
from fauxmon_api.transport.times import minute_text
from fauxmon_collector.analysis import STEP_MS
from fauxmon_model.entities import Channel, Profile
from fauxmon_model.repository import ChannelDraft, ProfileDraft
from fauxmon_model.written_time import WANTED, parse_time


class ChannelObject(TypedDict):
    """A Channel of a Profile. `parent` are ids of Channels of the parent Profile, or all of them."""

    id: str
    name: str
    sign: str
    color: str
    parent: Literal["*"] | list[str]
    filter: str
    mode: dict[str, bool]


class ProfileObject(TypedDict):
    """A Profile. Times are `YYYY-MM-DD HH:MM`, `maxsize` is in MB, `expire` in hours."""

    id: str
    name: str
    group: NotRequired[str]
    parent: NotRequired[str]
    maxsize: NotRequired[int]
    expire: NotRequired[int]
    description: str
    start: str
    end: str
    type: str
    status: str
    history: bool
    tenant: str
    channels: list[ChannelObject]


def profile_object(profile: Profile, now_ms: int) -> dict[str, Any]:
    """A Profile as the contract has it; a key is missing where the guide says so (`group`, `parent`, `expire`)."""
    slot_ms = now_ms - now_ms % STEP_MS
    end_ms = profile.end_ms if profile.end_ms is not None else max(slot_ms, profile.start_ms)
    optional = {
        "group": profile.group,
        "parent": profile.parent_id,
        "maxsize": profile.maxsize,
        "expire": profile.expire,
    }
    return {
        "id": profile.id,
        "name": profile.name,
        **{key: value for key, value in optional.items() if value is not None},
        "description": profile.description,
        "start": minute_text(profile.start_ms),
        "end": minute_text(end_ms),
        "type": profile.type,
        "status": _status(profile, slot_ms),
        "history": profile.history,
        "tenant": profile.tenant,
        "channels": [_channel_object(channel) for channel in profile.channels],
    }


def _status(profile: Profile, slot_ms: int) -> str:
    """`built <n>` is not among them: past flows need no processing, a Profile has them at once."""
    if not profile.channels and profile.parent_id is not None:
        return "stalled"
    return "OK" if profile.history or slot_ms >= profile.start_ms else "new"


def _channel_object(channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "sign": channel.sign,
        "color": channel.color,
        "parent": channel.parent,
        "filter": channel.filter,
        "mode": channel.mode,
    }


def profile_draft(entity: Received, now_ms: int) -> ProfileDraft:
    """What a POST or PUT asks for. `status` is read-only and passed over. Errors: InvalidError."""

    def time(text: str) -> int:
        return parse_time(text, now_ms)

    channels = entity.objects("channels")
    draft = ProfileDraft(
        id=entity.text("id"),
        name=entity.text("name"),
        group=entity.text("group"),
        parent_id=entity.text("parent"),
        description=entity.text("description"),
        type=entity.text("type"),
        start_ms=entity.read("start", time, WANTED),
        end_ms=entity.read("end", time, WANTED),
        history=entity.boolean("history"),
        maxsize=entity.integer("maxsize"),
        expire=entity.integer("expire"),
        tenant=entity.text("tenant"),
        channels=None if channels is None else [_channel_draft(channel) for channel in channels],
    )
    entity.check()
    return draft


def _channel_draft(channel: Received) -> ChannelDraft:
    return ChannelDraft(
        id=channel.text("id"),
        name=channel.text("name"),
        sign=channel.text("sign"),
        color=channel.text("color"),
        parent=channel.wildcard_or_texts("parent"),
        filter=channel.text("filter"),
        mode=channel.flags("mode"),
    )
