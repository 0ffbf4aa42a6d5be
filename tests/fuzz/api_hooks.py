"""What schemathesis makes up for the API, seasoned with what the API knows, so that requests get beyond validation.

Which parts are exchanged follows from what was made up: the same seed makes the same requests.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

import schemathesis
from schemathesis import Case, HookContext

JSON = "application/json"
LIKELY: dict[str, list[Any]] = {
    "from": ["h12Ago", "h1Ago", "2025-03-01 10:00", 0],
    "to": ["now"],
    "profile": ["live"],
    "profileId": ["live"],
    "dashboard": [1, {"id": 1}],
}
"""Values by name."""
AWAITED = ("wait", "within")
"""Seconds that an answer may be held: numbers of them are made small before a request is sent."""
IDS = ["1", "2", "3", "nothing"]
KEPT_IDS = [*IDS, "330206dc-8bed-4bb4-b336-e6a5b0746cb3", "live"]
"""Those of what was there from the beginning, among others; it is not deleted."""


def seasoned(value: Any, example: Any, name: str = "") -> Any:
    """`value` as it was made up, for the most part exchanged for what is likely there, or as in the example."""
    if isinstance(example, dict) and _dice(name, value) % 16:
        made_up = value if isinstance(value, dict) else {}
        kept = [one for one in example if _dice(one, value) % 16] + [
            one for one in made_up if not _dice(one, value) % 4
        ]
        return {one: seasoned(made_up.get(one), example.get(one), one) for one in dict.fromkeys(kept)}
    dice = _dice(name, value)
    if name in LIKELY and dice % 16:
        return LIKELY[name][dice % len(LIKELY[name])]
    return example if dice % 16 and example is not None else value


def _dice(*of: Any) -> int:
    return zlib.crc32(repr(of).encode())


def _examples(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {one["name"]: one.get("content", {}).get(JSON, one).get("example") for one in parameters}


@schemathesis.hook
def map_path_parameters(context: HookContext, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Ids that there may be."""
    ids = IDS if context.operation is not None and context.operation.method.upper() == "DELETE" else KEPT_IDS
    dice = {name: _dice(name, value) for name, value in (path_parameters or {}).items()}
    return path_parameters and {
        name: ids[dice[name] % len(ids)] if dice[name] % 8 else value for name, value in path_parameters.items()
    }


@schemathesis.hook
def map_query(context: HookContext, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Parameters, the objects among them as their JSON or not yet."""
    if not query or context.operation is None:
        return query
    examples = _examples(context.operation.definition.raw.get("parameters", []))
    return {name: _as_it_was(value, seasoned(_read(value), examples.get(name), name)) for name, value in query.items()}


@schemathesis.hook
def map_body(context: HookContext, body: Any) -> Any:
    """Bodies of any type."""
    if not isinstance(body, dict) or context.operation is None:
        return body
    content = context.operation.definition.raw.get("requestBody", {}).get("content", {})
    example = content.get(JSON, {}).get("example", {})
    return {name: _as_it_was(value, seasoned(_read(value), example.get(name), name)) for name, value in body.items()}


@schemathesis.hook
def before_call(_context: HookContext, case: Case, _kwargs: dict[str, Any]) -> None:
    """Nobody waits for long."""
    for part in (case.query, case.body):
        for name in AWAITED:
            if isinstance(part, dict) and _is_number(part.get(name)):
                part[name] = 0.01


def _is_number(value: Any) -> bool:
    try:
        return value is not None and float(value) > 0
    except (TypeError, ValueError):
        return False


def _read(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _as_it_was(made_up: Any, value: Any) -> Any:
    return json.dumps(value) if isinstance(made_up, str) and isinstance(value, dict | list) else value
