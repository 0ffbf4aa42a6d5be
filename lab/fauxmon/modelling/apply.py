"""Bringing a collector to a plan, over the product's REST API alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fauxmon.client import Client, Profile
from fauxmon.modelling.difference import changes
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.mapping import put_on
from fauxmon.modelling.plan import Change, Plan
from fauxmon.modelling.problems import RefusedError
from fauxmon.modelling.shapes import (
    chapter_shape,
    dashboard_shape,
    profile_shape,
    report_shape,
    topology_shape,
    widget_shape,
)


def apply(client: Client, inventory: Inventory, plan: Plan, tell: Callable[[Change], None]) -> None:
    """Do all that is planned, and tell each change as its turn comes. The inventory follows. Errors: RefusedError,
    before anything is done; ClientError, where the collector refuses what was told last: what is done by then stays,
    and a further plan has the rest."""
    if plan.refused:
        raise RefusedError("\n".join(f"{key}: {reason}" for key, reason in plan.refused))
    doing = _Doing(client, inventory, plan)
    for change in plan.changes:
        tell(change)
        if change.action == "delete":
            doing.delete(change)
        else:
            doing.write(change)


class _Doing:
    """How to make or change one thing of each kind. Ids come from the inventory, which has what was made before."""

    def __init__(self, client: Client, inventory: Inventory, plan: Plan) -> None:
        self._client = client
        self._inventory = inventory
        self._plan = plan
        self._writes: dict[str, Callable[[Change], None]] = {
            "profiles": self._profile,
            "chapters": self._chapter,
            "reports": self._report,
            "topologies": self._topology,
            "dashboards": self._dashboard,
            "widgets": self._widget,
        }
        self._deletes: dict[str, Callable[[Any], None]] = {
            "profiles": client.delete_profile,
            "chapters": client.delete_chapter,
            "reports": client.delete_report,
            "topologies": client.delete_topology,
            "dashboards": client.delete_dashboard,
            "widgets": client.delete_widget,
        }

    def write(self, change: Change) -> None:
        """Make or change it."""
        self._writes[change.key.kind](change)

    def delete(self, change: Change) -> None:
        """Delete it."""
        self._deletes[change.key.kind](change.found["id"])

    def _profile(self, change: Change) -> None:
        found = change.found
        if found is None:
            entity = profile_shape.entity(change.document, self._inventory, None)
            self._inventory.profiles[change.key.name] = self._client.create_profile(entity)
            return
        found = self._put_profile(change, found)
        # A Channel whose sign has changed goes behind the others of its new side, whatever the list says (R38).
        left = changes("profiles", change.document, profile_shape.describe(found, self._inventory), self._plan.prune)
        if any(each.field == "order of channels" for each in left):
            self._put_profile(change, found)

    def _put_profile(self, change: Change, found: Profile) -> Profile:
        entity = profile_shape.entity(change.document, self._inventory, found)
        names = {channel["name"] for channel in entity["channels"]}
        kept = self._plan.channels_kept(change.key.name)
        entity["channels"] += [
            channel
            for channel in found["channels"]
            if channel["name"] not in names and (channel["name"] in kept or not self._plan.prune)
        ]
        entity["channels"].sort(key=lambda channel: channel["sign"] == "-")
        changed = self._client.update_profile(entity)
        self._inventory.profiles[change.key.name] = changed
        return changed

    def _chapter(self, change: Change) -> None:
        entity = chapter_shape.entity(change.document, self._inventory, change.found)
        write = self._client.create_chapter if change.found is None else self._client.update_chapter
        self._inventory.chapters[change.key.name] = write(entity)

    def _report(self, change: Change) -> None:
        entity = report_shape.entity(change.document, self._inventory, change.found)
        write = self._client.create_report if change.found is None else self._client.update_report
        write(entity)

    def _topology(self, change: Change) -> None:
        topology = change.found
        if topology is None or _differs(change, "trafficScale"):
            entity = topology_shape.entity(change.document, topology)
            write = self._client.create_topology if topology is None else self._client.update_topology
            topology = write(entity)
        self._inventory.topologies = {**(self._inventory.topologies or {}), change.key.name: topology}
        put_on(self._client, self._inventory, topology, change.document, prune=self._plan.prune)

    def _dashboard(self, change: Change) -> None:
        dashboard = change.found
        if dashboard is None or _differs(change, "description"):
            entity = dashboard_shape.entity(change.document, self._inventory, dashboard)
            write = self._client.create_dashboard if dashboard is None else self._client.update_dashboard
            dashboard = write(entity)
        self._inventory.dashboards[change.key.name] = dashboard
        order = change.document["displayed"]
        if order is not None and (change.found is None or _differs(change, "displayed")):
            self._client.display_dashboard(dashboard_shape.tab_entity(dashboard, order))

    def _widget(self, change: Change) -> None:
        # A new one is given its place again, with its own id in it: only then it stays there (R55).
        entity: dict[str, Any] = widget_shape.entity(
            change.document, self._inventory, change.found, self._plan.chapters
        )
        if change.found is not None:
            self._client.update_widget(entity)
            return
        dashboard = self._inventory.dashboards[change.key.dashboard]
        named = {"id": dashboard["id"], "name": dashboard["name"]}
        widget = self._client.create_widget({"dashboard": named, **entity})
        if "layouts" in entity:
            layouts = widget_shape.placed(entity["layouts"], widget["id"])
            self._client.update_widget({"id": widget["id"], "layouts": layouts})


def _differs(change: Change, field: str) -> bool:
    return field in [each.field for each in change.fields]
