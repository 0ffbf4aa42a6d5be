"""Topologies, brought to a file: nodes and paths are made, changed and, by --prune, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fauxmon.modelling.plan import Plan

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

MAP = """
profiles:
  - {name: Shop, channels: [{name: clients}, {name: servers}]}
topologies:
  - name: Map
    trafficScale: 80
    nodes:
      - {name: client, x: 10, y: 0.5, icon: {id: 4, name: client}}
      - {name: balancer, x: 200, y: 0.5}
      - {name: server, x: 400}
    paths:
      - {name: to it, srcNode: client, dstNode: balancer, channelSrcToDst: {profile: Shop, channel: clients}}
      - name: from it
        srcNode: balancer
        dstNode: server
        calculationMode: max
        channelSrcToDst: {profile: Shop, channel: servers, speed: 100.5}
        channelDstToSrc: {profile: Shop, channel: clients}
dashboards:
  - name: Page
    widgets:
      - {topology: Map, clazz: TopologyWidget, place: {x: 0, y: 0, w: 12, h: 10}}
"""
FEWER = MAP.replace("      - {name: server, x: 400}\n", "").partition("      - name: from it\n")[0]


def told(plan: Plan) -> dict[str, list[str]]:
    return {str(change.key): [field.field for field in change.fields] for change in plan.changes}


def on_it(collector: Collector) -> tuple[list[Any], list[Any]]:
    client = collector.client
    paths = [(one["name"], one["srcNode"]["name"], one["dstNode"]["name"]) for one in client.paths()]
    return sorted(node["name"] for node in client.nodes()), sorted(paths)


def test_all_of_it_is_made_and_drawn(collector: Collector) -> None:
    assert list(told(collector.apply(MAP))) == ["Shop", "Map", "Page", "Page: Map"]
    assert collector.plan(MAP, prune=True).changes == []
    assert on_it(collector) == (
        ["balancer", "client", "server"],
        [("from it", "balancer", "server"), ("to it", "client", "balancer")],
    )
    (widget,), (topology,) = collector.client.widgets(), collector.client.topologies()
    assert widget["options"]["dataEndpoint"] == f"TOPOLOGY_{topology['id']}"
    data: Any = collector.client.widget_data(widget["id"])
    assert [path["channelSrcToDst"]["speed"] for path in data["topology"]["paths"]] == [100.5, 1000]


def test_only_what_differs_is_changed(collector: Collector) -> None:
    collector.apply(MAP)
    ids = [node["id"] for node in collector.client.nodes()]
    other = MAP.replace("x: 200", "x: 250").replace("100.5", "10").replace("Node: balancer, chan", "Node: server, chan")
    assert told(collector.apply(other)) == {
        "Map": ["node balancer, x", "path from it, channelSrcToDst", "path to it, dstNode"]
    }
    assert collector.plan(other, prune=True).changes == []
    assert [node["id"] for node in collector.client.nodes()] == ids


def test_what_is_not_wanted_stays_until_it_is_pruned(collector: Collector) -> None:
    collector.apply(MAP)
    assert collector.plan(FEWER).changes == []
    assert told(collector.apply(FEWER, prune=True)) == {"Map": ["node server", "path from it"]}
    assert on_it(collector) == (["balancer", "client"], [("to it", "client", "balancer")])


def test_two_nodes_of_one_name_cannot_be_told_apart(collector: Collector) -> None:
    collector.apply(MAP)
    (topology,) = collector.client.topologies()
    collector.client.create_node({"name": "server", "topology": {"id": topology["id"]}})
    ((key, reason),) = collector.plan(MAP).refused
    assert (str(key), reason) == ("Map", "two of its nodes are named server there: rename one")


def test_a_channel_that_is_not_there_is_waited_for(collector: Collector) -> None:
    text = MAP.replace("profile: Shop, channel: servers", "channel: 127.0.2.9")
    made = collector.apply(text)
    assert [(str(key), str(need)) for key, needs in made.waiting for need in needs] == [
        ("Map", "the Channel 127.0.2.9 of the profile All Sources"),
        ("Page: Map", "the topology Map"),
    ]
    collector.hear("127.0.2.9")
    collector.apply(text)
    assert collector.plan(text).changes == []
