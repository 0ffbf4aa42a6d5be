from __future__ import annotations

from typing import Any

from fauxmon_api.web.monitoring import tree


def test_children_stand_below_their_parent_and_groups_after_them(world: Any) -> None:
    sales = world.profile("Sales", {"web": "port 443"})
    world.profile("East", {"all": "any"}, parent=sales.id)
    world.profile("Zulu", {"all": "any"}, group="Offices")
    world.profile("Alpha", {"all": "any"}, group="Offices")
    (root,) = tree.nodes(world.repository.profiles.all())
    assert root["label"] == "All Sources"
    assert "Sales" in [node["label"] for node in root["children"]]
    group = root["children"][-1]
    assert (group["label"], group["selectable"]) == ("Offices", False)
    assert [node["label"] for node in group["children"]] == ["Alpha", "Zulu"]
    (east,) = next(node for node in root["children"] if node["label"] == "Sales")["children"]
    assert east["label"] == "East"


def test_every_node_with_children_can_be_unfolded(world: Any) -> None:
    sales = world.profile("Sales", {"web": "port 443"}, group="Offices")
    world.profile("East", {"all": "any"}, parent=sales.id)
    folding = tree.ids(tree.nodes(world.repository.profiles.all()))
    assert folding == ["live", "group:live/Offices", sales.id]
