from __future__ import annotations

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_model.repository import TopologyDraft


def test_everything_that_can_be_drawn_is_offered_and_added(context: Context) -> None:
    repository = context.repository
    topology = repository.topologies.create(TopologyDraft(name="Lab"))
    dashboard = repository.dashboards.create("Mine")
    offered = {offer.name: offer for offer in editing.offers(repository)}
    assert offered["Topology Lab"].endpoint == f"TOPOLOGY_{topology.id}"
    assert list(offered["Hosts with Top Flows"].ways.values()) == ["Chart", "Pies", "Tiles"]
    for name in ("Sources", "Topology Lab", "Hosts with Top Flows"):
        for clazz in offered[name].ways:
            editing.add(repository, dashboard.id, offered[name].endpoint, clazz)
    made = repository.widgets.of_dashboard(dashboard.id)
    assert [widget.options["clazz"] for widget in made] == [
        "ConnectionsWidget",
        "TopologyWidget",
        "TimeSeriesAndTableWidget",
        "TwoPiesAndTableWidget",
        "SummariesWidget",
    ]
    assert made[-1].options["visualizationSettings"][0]["settings"]["subject"] == "ip"
    assert [widget.layouts["lg"]["y"] for widget in made] == [0, 11, 22, 33, 44]
