"""Plans for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fauxmon.cli.tables import printable
from fauxmon.modelling.words import WORDS

if TYPE_CHECKING:
    from fauxmon.modelling.pieces import Key
    from fauxmon.modelling.plan import Change, Plan

_SIGNS = {"create": "+", "update": "~", "delete": "-"}
_TO_DO = {"create": "to create", "update": "to change", "delete": "to delete"}
_DONE = {"create": "created", "update": "changed", "delete": "deleted"}


def plan_lines(plan: Plan) -> list[str]:
    """A line for each thing, one for each field that changes, and one for the whole."""
    lines = [line for change in plan.changes for line in change_lines(change)]
    return [*lines, *unmet_lines(plan), summary(plan, done=False)]


def change_lines(change: Change) -> list[str]:
    """One change."""
    fields = [f"    {field.field}: {_value(field.old)} → {_value(field.new)}" for field in change.fields]
    return [printable(line) for line in (f"{_SIGNS[change.action]} {_called(change.key)}", *fields)]


def unmet_lines(plan: Plan) -> list[str]:
    """What is not done, and why."""
    return [printable(line) for line in _unmet(plan)]


def summary(plan: Plan, *, done: bool) -> str:
    """How much of what."""
    if not plan.changes:
        return "Nothing can be done." if plan.waiting or plan.refused else "Nothing to do."
    counted = Counter[str](change.action for change in plan.changes)
    words = _DONE if done else _TO_DO
    return f"{', '.join(f'{counted[action]} {word}' for action, word in words.items() if counted[action])}."


def plan_object(plan: Plan) -> dict[str, Any]:
    """The plan as JSON has it."""
    return {
        "changes": [
            {"action": change.action, **_key(change.key), "fields": [field._asdict() for field in change.fields]}
            for change in plan.changes
        ],
        "waiting": [{**_key(key), "for": [str(need) for need in needs]} for key, needs in plan.waiting],
        "refused": [{**_key(key), "reason": reason} for key, reason in plan.refused],
        "kept": [{**_key(key), "reason": reason} for key, reason in plan.kept],
        "leftOut": plan.left_out,
    }


def _unmet(plan: Plan) -> Iterator[str]:
    for key, needs in plan.waiting:
        yield f"? {_called(key)} waits for {' and '.join(map(str, needs))}"
    for key, reason in plan.refused:
        yield f"! {_called(key)}: {reason}"
    for key, reason in plan.kept:
        yield f"  {_called(key)} is there, and stays: {reason or '--prune deletes it'}"
    for kind, count in plan.left_out.items():
        yield f"  the collector has no calls for {kind}: {count} of the file left out"


def _called(key: Key) -> str:
    return f"{WORDS[key.kind]} {key}"


def _key(key: Key) -> dict[str, Any]:
    return {"kind": WORDS[key.kind], "name": str(key)}


def _value(value: Any) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
