"""Chapters (contract 2.6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon.client import Chapter
from fauxmon.modelling.canonical import filter_text, specific
from fauxmon.modelling.documents import (
    CHAPTER,
    COLUMN_NAME,
    LOCALIZATION_NAMES,
    PERFORMANCE,
    TOP_FIELDS,
    TRAFFIC_FIELDS,
    VOLUMETRIC,
)
from fauxmon.modelling.inventory import Inventory, channel_names
from fauxmon.modelling.shapes.localization import english, entity_texts, foreign_texts
from fauxmon.modelling.shapes.wire import flag, whole
from fauxmon.modelling.words import gone
from fauxmon_model.specific import Specific

_FLAGS = {"volumetric": VOLUMETRIC, "performance": PERFORMANCE}
_OF_TYPE = {"traffic": TRAFFIC_FIELDS, "top": TOP_FIELDS}


def describe(chapter: Chapter, inventory: Inventory) -> dict[str, Any]:
    """As a file has it: fields of the other type, and what an older collector has not, as by default."""
    profile = inventory.profile_of_id(chapter["profile"])
    found: dict[str, Any] = {
        "name": english(chapter, "name"),
        "type": chapter["type"],
        "profile": gone(chapter["profile"]) if profile is None else inventory.name_of(profile),
        "channels": channel_names(chapter["channels"], profile),
        "description": english(chapter, "description"),
        "status": flag(chapter.get("status", True)),
        "localization": {COLUMN_NAME: {}, **foreign_texts(chapter, _localized(chapter["type"]))},
    }
    for name in _OF_TYPE[chapter["type"]]:
        value = english(chapter, name) if name == COLUMN_NAME and name in chapter else chapter.get(name)
        if value is not None:
            found[name] = _described(name, value, inventory)
    return {**{field.name: field.default for field in CHAPTER.fields}, **found}


def _described(name: str, value: Any, inventory: Inventory) -> Any:
    if name in _FLAGS:
        return [each for each in _FLAGS[name] if flag(value.get(each))]
    if name == "specific":
        return _describe_specific(value)
    if name == "showPercentile":
        return flag(value)
    if name == "top":
        return whole(value)
    if name == "filter":
        return filter_text(value)
    return inventory.blacklist_name(value) if name == "blacklist" else value


def _describe_specific(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return specific(
        {
            "bidirectional": flag(value.get("bidirectional")),
            "aggregateBy": list(value.get("aggregateBy") or ()),
            "sourceIpMask": _mask(value.get("sourceIpMask")),
            "targetIpMask": _mask(value.get("targetIpMask")),
        }
    )


def _mask(value: Mapping[str, Any] | None) -> dict[str, int] | None:
    return {name: int(value[name]) for name in ("ipVersion", "mask")} if value else None


def entity(document: Mapping[str, Any], inventory: Inventory, found: Chapter | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it."""
    profile = inventory.profiles[document["profile"]]
    fields: dict[str, Any] = {name: document[name] for name in ("name", "type", "description")}
    fields |= {
        "profile": profile["id"],
        "channels": inventory.channel_ids(profile, document["channels"]),
        "status": int(document["status"]),
        "localization": entity_texts(document, _localized(document["type"]), found),
    }
    for name in _OF_TYPE[document["type"]]:
        fields[name] = _entity_value(name, document, inventory)
    return fields if found is None else {"id": found["id"], **fields}


def _localized(type_: str) -> Sequence[str]:
    return [name for name in LOCALIZATION_NAMES if type_ == "traffic" or name != COLUMN_NAME]


def _entity_value(name: str, document: Mapping[str, Any], inventory: Inventory) -> Any:
    value = document[name]
    if name in _FLAGS:
        return {each: each in value for each in _FLAGS[name]}
    if name == "specific":
        return specific_of(document).stored()
    if name == "blacklist":
        return None if value is None else inventory.blacklists[value]["id"]
    return value


def specific_of(document: Mapping[str, Any]) -> Specific:
    """What a top Chapter of a file asks of its statistic besides."""
    return Specific.of(document["specific"])
