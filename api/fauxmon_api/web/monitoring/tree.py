"""The tree of Profiles as the tree element takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_model.entities import Profile

GROUP_PREFIX = "group:"
"""Ids of group nodes; they fold and cannot be chosen."""


def nodes(profiles: Sequence[Profile]) -> list[dict[str, Any]]:
    """The roots with their children. Below a Profile come its children without a group, then one node a group (R41)."""
    children: dict[str | None, list[Profile]] = {}
    for profile in profiles:
        children.setdefault(profile.parent_id, []).append(profile)
    return _level(None, children)


def ids(level: Sequence[dict[str, Any]]) -> list[str]:
    """The ids of all nodes that have children."""
    return [found for node in level if node.get("children") for found in (str(node["id"]), *ids(node["children"]))]


def _level(parent_id: str | None, children: dict[str | None, list[Profile]]) -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for profile in children.get(parent_id, []):
        node = {"id": profile.id, "label": profile.name, "children": _level(profile.id, children)}
        (groups.setdefault(profile.group, []) if profile.group else plain).append(node)
    return plain + [
        {"id": f"{GROUP_PREFIX}{parent_id}/{name}", "label": name, "selectable": False, "children": members}
        for name, members in sorted(groups.items())
    ]
