"""Differences between what is wanted and what is there, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fauxmon.modelling.documents import CHANNEL, CHAPTER, DASHBOARD, PROFILE, REPORT, WIDGET
from fauxmon.modelling.forms import Form, ListOf
from fauxmon.modelling.record import Field, Record

RECORDS = {"profiles": PROFILE, "chapters": CHAPTER, "reports": REPORT, "dashboards": DASHBOARD, "widgets": WIDGET}
FIXED = ("parent", "start", "end")
"""Fields of a Profile that are fixed when it is created."""


class FieldChange(NamedTuple):
    """`old` and `new` are as files have them, None where there is none."""

    field: str
    old: Any
    new: Any


def changes(kind: str, wanted: Mapping[str, Any], found: Mapping[str, Any], prune: bool) -> list[FieldChange]:
    """What must change; Channels that are not wanted go only by `prune`."""
    told = []
    for field in RECORDS[kind].fields:
        old, new = found[field.name], wanted[field.name]
        if field.name == "channels" and kind == "profiles":
            told += _channels(new, old, prune)
        elif kind == "profiles" and field.name in FIXED:
            continue
        elif not (field.left and new is None) and not _same(field.form, new, old):
            told.append(FieldChange(field.name, _plain(field, old), _plain(field, new)))
    return told


def _plain(field: Field, value: Any) -> Any:
    return None if value is None else field.form.plain(value)


def conflicts(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Why a Profile that is there cannot become the one that is wanted."""
    told = [f"its parent is {found['parent']}"] if wanted["parent"] != found["parent"] else []
    if wanted["end"] is not None:
        told += [f"its {name} is {found[name] or 'open'}" for name in ("start", "end") if wanted[name] != found[name]]
    return told


def _channels(wanted: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], prune: bool) -> list[FieldChange]:
    told = []
    there = {channel["name"]: channel for channel in found}
    names = [channel["name"] for channel in wanted]
    for channel in wanted:
        name = channel["name"]
        if name not in there:
            told.append(FieldChange(f"channel {name}", None, CHANNEL.plain(channel)))
            continue
        for field in CHANNEL.fields:
            old, new = there[name][field.name], channel[field.name]
            if not (field.left and new is None) and old != new:
                told.append(FieldChange(f"channel {name}, {field.name}", old, new))
    if prune:
        gone = [channel for channel in found if channel["name"] not in names]
        told += [FieldChange(f"channel {channel['name']}", CHANNEL.plain(channel), None) for channel in gone]
    before = [channel["name"] for channel in found if channel["name"] in names]
    after = [name for name in names if name in there]
    if before != after:
        told.append(FieldChange("order of channels", before, after))
    return told


def _same(form: Form, wanted: Any, found: Any) -> bool:
    if wanted is None or found is None:
        return wanted is found
    if isinstance(form, Record):
        return all(
            (field.left and wanted[field.name] is None) or _same(field.form, wanted[field.name], found[field.name])
            for field in form.fields
        )
    if isinstance(form, ListOf):
        return len(wanted) == len(found) and all(_same(form.of, *pair) for pair in zip(wanted, found, strict=True))
    return bool(wanted == found)
