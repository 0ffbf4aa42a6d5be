"""Profiles and Channels (contract 2.3.2, 2.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Channel, Profile
from fauxmon.modelling.canonical import color, filter_text
from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.inventory import Inventory, channel_names
from fauxmon.modelling.shapes.wire import flag, whole
from fauxmon.modelling.words import ALL
from fauxmon_model.entities import CHANNEL_MODE, LIVE


def describe(profile: Profile, inventory: Inventory) -> dict[str, Any]:
    """As a file has it. A continuous Profile has no start there: from when on it has flows is the collector's own."""
    parent = inventory.profile_of_id(profile.get("parent") or LIVE)
    history = flag(profile.get("history"))
    return {
        "name": inventory.name_of(profile),
        "group": profile.get("group") or "",
        "parent": ALL_SOURCES if parent is None else inventory.name_of(parent),
        "description": profile.get("description") or "",
        "type": profile["type"],
        "start": profile["start"] if history else None,
        "end": profile["end"] if history else None,
        "maxsize": whole(profile.get("maxsize")),
        "expire": whole(profile.get("expire")) or 0,
        "channels": [_describe_channel(channel, parent) for channel in profile["channels"]],
    }


def _describe_channel(channel: Channel, parent: Profile | None) -> dict[str, Any]:
    mode = channel.get("mode") or CHANNEL_MODE
    return {
        "name": channel["name"],
        "filter": filter_text(channel.get("filter")),
        "parent": channel_names(channel.get("parent", ALL), parent),
        "sign": channel["sign"],
        "color": color(channel["color"]),
        "mode": [name for name in CHANNEL_MODE if flag(mode.get(name, True))],
    }


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
    fields["mode"] = {name: name in document["mode"] for name in CHANNEL_MODE}
    return {**(found or {}), **{name: value for name, value in fields.items() if value is not None}}
