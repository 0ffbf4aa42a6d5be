"""Differences between what is wanted and what is there, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from fauxmon.modelling.documents import CHANNEL, CHAPTER, DASHBOARD, NODE, PATH, PROFILE, REPORT, TOPOLOGY, WIDGET
from fauxmon.modelling.forms import Form, ListOf
from fauxmon.modelling.record import Field, Record

RECORDS = {
    "profiles": PROFILE,
    "chapters": CHAPTER,
    "reports": REPORT,
    "topologies": TOPOLOGY,
    "dashboards": DASHBOARD,
    "widgets": WIDGET,
}
_PARTS = {("profiles", "channels"): CHANNEL, ("topologies", "nodes"): NODE, ("topologies", "paths"): PATH}
"""Lists whose members are known by their names, and are told one by one."""
FIXED = ("parent", "start", "end")
"""Fields of a Profile that are fixed when it is created."""


class FieldChange(NamedTuple):
    """`old` and `new` are as files have them, None where there is none."""

    field: str
    old: Any
    new: Any


def changes(
    kind: str, wanted: Mapping[str, Any], found: Mapping[str, Any], prune: bool, kept: Collection[str] = ()
) -> list[FieldChange]:
    """What must change; Channels, nodes and paths that are not wanted go only by `prune`, and not if they are kept."""
    told = []
    for field in RECORDS[kind].fields:
        old, new = found[field.name], wanted[field.name]
        if (part := _PARTS.get((kind, field.name))) is not None:
            told += _parts(part, new, [one for one in old if one["name"] not in kept], prune)
        elif kind == "profiles" and field.name in FIXED:
            continue
        elif not (field.left and new is None) and not same(field.form, new, old):
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


def _parts(
    record: Record, wanted: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], prune: bool
) -> list[FieldChange]:
    told = []
    there = {part["name"]: part for part in found}
    names = [part["name"] for part in wanted]
    for part in wanted:
        name = part["name"]
        if name not in there:
            told.append(FieldChange(f"{record.name} {name}", None, record.plain(part)))
            continue
        for field in record.fields:
            old, new = there[name][field.name], part[field.name]
            if not (field.left and new is None) and not same(field.form, new, old):
                told.append(FieldChange(f"{record.name} {name}, {field.name}", _plain(field, old), _plain(field, new)))
    if prune:
        leaving = [part for part in found if part["name"] not in names]
        told += [FieldChange(f"{record.name} {part['name']}", record.plain(part), None) for part in leaving]
    before = [part["name"] for part in found if part["name"] in names]
    after = [name for name in names if name in there]
    if before != after:
        told.append(FieldChange("order of channels", before, after))
    return told


def doubled(kind: str, document: Mapping[str, Any]) -> str:
    """Which two parts of one thing have the same name, if two do: they cannot be told apart."""
    for (of, field), record in _PARTS.items():
        names = Counter(part["name"] for part in document[field]) if of == kind else Counter[str]()
        for name, count in names.items():
            if count > 1:
                return f"two of its {record.name}s are named {name}"
    return ""


def same(form: Form, wanted: Any, found: Any) -> bool:
    """Whether nothing must change of a value; what is left to the collector is as it is there."""
    if wanted is None or found is None:
        return wanted is found
    if isinstance(form, Record):
        return all(
            (field.left and wanted[field.name] is None) or same(field.form, wanted[field.name], found[field.name])
            for field in form.fields
        )
    if isinstance(form, ListOf):
        return len(wanted) == len(found) and all(same(form.of, *pair) for pair in zip(wanted, found, strict=True))
    return bool(wanted == found)
