from __future__ import annotations

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_model.repository import TopologyDraft


def test_everything_that_can_be_drawn_is_offered_and_added(context: Context) -> None:
    repository = context.repository
    topology = repository.topologies.create(TopologyDraft(name="Lab"))
    dashboard = repository.dashboards.create("Mine")
    offered = editing.drawable(repository)
    top = next(endpoint for endpoint, name in offered.items() if name == "Hosts with Top Flows")
    assert offered["fmc_connectedInterfaces"] == "Sources"
    assert offered[f"TOPOLOGY_{topology.id}"] == "Topology Lab"
    for endpoint in (top, "fmc_connectedInterfaces", f"TOPOLOGY_{topology.id}"):
        editing.add(repository, dashboard.id, endpoint, editing.fitting_class(repository, endpoint))
    first, second, third = repository.widgets.of_dashboard(dashboard.id)
    classes = [widget.options["clazz"] for widget in (first, second, third)]
    assert classes == ["TwoPiesAndTableWidget", "ConnectionsWidget", "TopologyWidget"]
    assert first.options["visualizationSettings"][0]["settings"]["subject"] == "ip"
    assert [widget.layouts["lg"]["y"] for widget in (first, second, third)] == [0, 11, 22]
