"""Dashboards, without their Widgets, and whether the user is shown them (contract 2.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Dashboard
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.wire import whole


def describe(dashboard: Dashboard, _inventory: Inventory) -> dict[str, Any]:
    """As a file has it."""
    return {
        "name": dashboard["name"],
        "description": dashboard.get("description") or "",
        "displayed": whole(dashboard.get("order")),
        "widgets": [],
    }


def entity(document: Mapping[str, Any], _inventory: Inventory, found: Dashboard | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it."""
    fields = {"name": document["name"], "description": document["description"]}
    return fields if found is None else {"id": found["id"], **fields}


def tab_entity(dashboard: Dashboard, order: int) -> dict[str, Any]:
    """What shows it to the user that it belongs to: whoever has made it is that user."""
    tab: dict[str, Any] = {"dashboard": {"id": dashboard["id"], "name": dashboard["name"]}, "order": order}
    if user := dashboard.get("user"):
        tab["observingUser"] = {"id": user["id"], "login": user["login"]}
    return tab
