"""Profiles and Channels (contract 2.3.2, 2.3.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon.client import Channel, Profile
from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.words import ALL
from fauxmon_model.entities import CHANNEL_MODE, LIVE


def describe(profile: Profile, inventory: Inventory) -> dict[str, Any]:
    """As a file has it. A continuous Profile has no start there: from when on it has flows is the collector's own."""
    parent = inventory.profile_of_id(profile.get("parent") or LIVE)
    history = bool(profile.get("history"))
    return {
        "name": inventory.name_of(profile),
        "group": profile.get("group") or "",
        "parent": ALL_SOURCES if parent is None else inventory.name_of(parent),
        "description": profile.get("description") or "",
        "type": profile["type"],
        "start": profile["start"] if history else None,
        "end": profile["end"] if history else None,
        "maxsize": profile.get("maxsize"),
        "expire": profile.get("expire") or 0,
        "channels": [_describe_channel(channel, parent) for channel in profile["channels"]],
    }


def _describe_channel(channel: Channel, parent: Profile | None) -> dict[str, Any]:
    mode = channel.get("mode") or CHANNEL_MODE
    return {
        "name": channel["name"],
        "filter": channel.get("filter") or "any",
        "parent": channel_names(channel.get("parent", ALL), parent),
        "sign": channel["sign"],
        "color": channel["color"],
        "mode": [flag for flag in CHANNEL_MODE if mode.get(flag, True)],
    }


def channel_names(ids: str | Sequence[str], profile: Profile | None) -> str | list[str]:
    """Names of Channels. One of All Sources that is gone keeps its id, since its Source may come back; one of another
    Profile selects nothing for ever, and is left out beside others."""
    if isinstance(ids, str):
        return ALL
    names = {channel["id"]: channel["name"] for channel in (profile["channels"] if profile else ())}
    bare = [channel_id.rpartition("/")[2] for channel_id in ids]
    there = [names[channel_id] for channel_id in bare if channel_id in names]
    if there and profile is not None and profile["id"] != LIVE:
        return there
    return [names.get(channel_id, channel_id) for channel_id in bare]


def entity(document: Mapping[str, Any], inventory: Inventory, found: Profile | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it. What is left to the collector is not in it."""
    parent = inventory.profiles[document["parent"]]
    fields: dict[str, Any] = {name: document[name] for name in ("name", "description", "type", "maxsize")}
    fields |= {"group": document["group"] or None, "parent": parent["id"], "expire": document["expire"] or None}
    if found is None:
        fields |= {"start": document["start"], "end": document["end"]}
    else:
        fields |= {"id": found["id"], "expire": document["expire"]}
        fields["group"] = document["group"] if document["group"] != (found.get("group") or "") else None
    there = {channel["name"]: channel for channel in (found["channels"] if found else ())}
    fields["channels"] = [
        _channel_entity(channel, inventory, parent, there.get(channel["name"])) for channel in document["channels"]
    ]
    return {name: value for name, value in fields.items() if value is not None}


def _channel_entity(
    document: Mapping[str, Any], inventory: Inventory, parent: Profile, found: Channel | None
) -> dict[str, Any]:
    fields = {name: document[name] for name in ("name", "filter", "sign", "color")}
    fields["parent"] = inventory.channel_ids(parent, document["parent"])
    fields["mode"] = {flag: flag in document["mode"] for flag in CHANNEL_MODE}
    return {**(found or {}), **{name: value for name, value in fields.items() if value is not None}}
