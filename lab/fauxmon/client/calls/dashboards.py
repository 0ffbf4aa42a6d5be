# ruff: noqa: A002 - an id is called id here as in the product
"""Dashboards, who is shown which, their Widgets, and Topologies (contract 2.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client.calls.entities import Entities, part
from fauxmon.client.exchange import Exchange
from fauxmon.client.request import create, get, one, several
from fauxmon.client.types import Dashboard, DisplayedDashboard, Node, Path, Topology, Widget, WidgetData

OVERVIEW = "/rest/fmd/overview"
DISPLAYED = f"{OVERVIEW}/displayed-dashboards"
DASHBOARDS = Entities[Dashboard](f"{OVERVIEW}/dashboards")
WIDGETS = Entities[Widget](f"{OVERVIEW}/widgets")
TOPOLOGIES = Entities[Topology]("/rest/fmd/topologies")
NODES = Entities[Node]("/rest/fmd/nodes")
PATHS = Entities[Path]("/rest/fmd/paths")


def displayed_dashboards() -> Exchange[list[DisplayedDashboard]]:
    """The caller's tabs."""
    return several((yield get(DISPLAYED)))


def display_dashboard(entity: Mapping[str, Any]) -> Exchange[DisplayedDashboard]:
    """Show a Dashboard to a user."""
    tab: DisplayedDashboard = one((yield create(DISPLAYED, entity)))
    return tab


def widgets(dashboard_id: int | str | None = None) -> Exchange[list[Widget]]:
    """The Widgets of a Dashboard; without one, all."""
    query = {} if dashboard_id is None else {"search": {"dashboard": dashboard_id}}
    return several((yield get(f"{OVERVIEW}/widgets/find", **query)))


def widget_data(id: int | str) -> Exchange[WidgetData]:
    """What a Widget shows now; empty where there are no flows."""
    answer = yield get(f"{OVERVIEW}/widget/data/{part(id)}")
    data: WidgetData = {} if answer.body is None else one(answer)
    return data
