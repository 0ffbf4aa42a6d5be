"""Chapters (contract 2.6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon.client import Chapter
from fauxmon.modelling.documents import (
    CHAPTER,
    LOCALIZATION_NAMES,
    PERFORMANCE,
    SPECIFIC,
    TOP_FIELDS,
    TRAFFIC_FIELDS,
    VOLUMETRIC,
)
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.localization import entity_texts, foreign_texts
from fauxmon.modelling.shapes.profile_shape import channel_names
from fauxmon_model.specific import Specific

_FLAGS = {"volumetric": VOLUMETRIC, "performance": PERFORMANCE}
_OF_TYPE = {"traffic": TRAFFIC_FIELDS, "top": TOP_FIELDS}


def describe(chapter: Chapter, inventory: Inventory) -> dict[str, Any]:
    """As a file has it: fields of the other type, and what an older collector has not, as by default."""
    profile = inventory.profile_of_id(chapter["profile"])
    found: dict[str, Any] = {
        "name": chapter["name"],
        "type": chapter["type"],
        "profile": chapter["profile"] if profile is None else inventory.name_of(profile),
        "channels": channel_names(chapter["channels"], profile),
        "description": chapter.get("description") or "",
        "status": bool(chapter.get("status", True)),
        "localization": foreign_texts(chapter.get("localization") or {}, chapter, LOCALIZATION_NAMES),
    }
    for name in _OF_TYPE[chapter["type"]]:
        value = chapter.get(name)
        if value is not None:
            found[name] = _described(name, value, inventory)
    return {**{field.name: field.default for field in CHAPTER.fields}, **found}


def _described(name: str, value: Any, inventory: Inventory) -> Any:
    if name in _FLAGS:
        return [flag for flag in _FLAGS[name] if value.get(flag)]
    if name == "specific":
        return _describe_specific(value)
    if name == "showPercentile":
        return bool(value)
    return inventory.blacklist_name(value) if name == "blacklist" else value


def _describe_specific(specific: Mapping[str, Any]) -> dict[str, Any] | None:
    found = {
        **{field.name: specific.get(field.name) or field.default for field in SPECIFIC.fields},
        "bidirectional": bool(specific.get("bidirectional")),
    }
    return None if all(found[field.name] == field.default for field in SPECIFIC.fields) else found


def entity(document: Mapping[str, Any], inventory: Inventory, found: Chapter | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it."""
    profile = inventory.profiles[document["profile"]]
    fields: dict[str, Any] = {name: document[name] for name in ("name", "type", "description")}
    fields |= {
        "profile": profile["id"],
        "channels": inventory.channel_ids(profile, document["channels"]),
        "status": int(document["status"]),
        "localization": entity_texts(document, _localized(document), found),
    }
    for name in _OF_TYPE[document["type"]]:
        fields[name] = _entity_value(name, document, inventory)
    return fields if found is None else {"id": found["id"], **fields}


def _localized(document: Mapping[str, Any]) -> Sequence[str]:
    return [name for name in LOCALIZATION_NAMES if document["type"] == "traffic" or name != "channelColumnName"]


def _entity_value(name: str, document: Mapping[str, Any], inventory: Inventory) -> Any:
    value = document[name]
    if name in _FLAGS:
        return {flag: flag in value for flag in _FLAGS[name]}
    if name == "specific":
        return specific_of(document).stored()
    if name == "blacklist":
        return None if value is None else inventory.blacklists[value]["id"]
    return value


def specific_of(document: Mapping[str, Any]) -> Specific:
    """What a top Chapter of a file asks of its statistic besides."""
    return Specific.of(document["specific"])
