"""R60 over REST of Topologies, nodes and paths: all see them, and who owns a Topology changes it and what is on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.rules.conftest import Asking

TOPOLOGIES, NODES, PATHS = (f"/rest/fmd/{kind}" for kind in ("topologies", "nodes", "paths"))
SEEN, FORBIDDEN = (200, 200, 204), (200, 401, 401)
MINE, OTHER = "192-0-2-1_p3000", "192-0-2-2_p3000"


def link(channel: str, profile: str = "live") -> dict[str, Any]:
    return {"speed": 100, "profile": profile, "channel": channel}


class Map:
    """A Topology with two nodes and a path whose directions two Sources tell."""

    def __init__(self, asking: Asking) -> None:
        self.topology = asking.made(TOPOLOGIES, name="T", owningRole={"id": 1})
        on = {"topology": {"id": self.topology}}
        self.nodes = [asking.made(NODES, name=name, coordinates={"x": "1", "y": "2"}, **on) for name in "ab"]
        self.new_path = {
            "name": "p",
            "srcNode": {"id": self.nodes[0]},
            "dstNode": {"id": self.nodes[1]},
            "channelSrcToDst": link(MINE),
            "channelDstToSrc": link(OTHER),
            **on,
        }
        self.path = asking.made(PATHS, **self.new_path)

    def all(self) -> list[tuple[str, Any]]:
        """From the innermost one outwards."""
        return [(PATHS, self.path), (NODES, self.nodes[0]), (TOPOLOGIES, self.topology)]


@pytest.mark.parametrize("write", [True, False])
def test_they_are_changed_by_whose_they_are(
    admin: Asking, anna: Asking, allow: Callable[..., None], write: bool
) -> None:
    """`write` is about flows: as with Dashboards, one's own needs none."""
    allow(write=write)
    theirs, ours = Map(admin), Map(anna)
    for path, id_ in theirs.all():
        assert id_ in anna.ids(path)
        assert anna.statuses(path, id_, name="Mine") == FORBIDDEN
    on = {"topology": {"id": theirs.topology}}
    for path, entity in (
        (NODES, {"name": "c", **on}),
        (PATHS, theirs.new_path),
        (TOPOLOGIES, {"name": "For admin", "owningUser": {"id": 1}}),
    ):
        assert anna.client.post(path, json={"entity": entity}).status_code == 401
    assert admin.client.get(f"{TOPOLOGIES}/{theirs.topology}").json()["name"] == "T"
    assert admin.ids(PATHS) == [theirs.path, ours.path]
    for path, id_ in ours.all():
        assert anna.statuses(path, id_, name="Ours") == SEEN


def test_one_is_not_given_away(anna: Asking) -> None:
    ours = Map(anna)
    entity = {"id": ours.topology, "owningUser": {"id": 1}}
    assert anna.client.put(TOPOLOGIES, json={"entity": entity}).status_code == 401


def test_they_go_with_their_user(admin: Asking, anna: Asking) -> None:
    ours, theirs = Map(anna), Map(admin)
    user = anna.client.get("/rest/fcc/users").json()[0]["id"]
    assert admin.client.delete(f"/rest/fcc/users/{user}").status_code == 204
    assert [admin.ids(path) for path in (TOPOLOGIES, PATHS)] == [[theirs.topology], [theirs.path]]
    assert not set(ours.nodes) & set(admin.ids(NODES))


def test_what_a_path_carries_is_told_of_channels_that_are_seen(admin: Asking, anna: Asking) -> None:
    theirs = Map(admin)
    told = []
    for asking in (admin, anna):
        dashboard = asking.made("/rest/fmd/overview/dashboards", name="D")
        options = {
            "clazz": "TopologyWidget",
            "dataEndpoint": f"TOPOLOGY_{theirs.topology}",
            "timeSettings": {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00"},
        }
        widget = asking.made("/rest/fmd/overview/widgets", dashboard={"id": dashboard}, options=options)
        data = asking.client.get(f"/rest/fmd/overview/widget/data/{widget}").json()
        (path,) = data["topology"]["paths"]
        told.append([path[name].get("message", "measured") for name in ("channelSrcToDst", "channelDstToSrc")])
    assert told[0] == ["measured", "measured"]
    assert told[1][0] == "measured"
    assert OTHER in told[1][1]


def test_dependencies_name_paths_and_widgets_that_are_seen(admin: Asking, anna: Asking, root: str) -> None:
    theirs = Map(admin)
    dashboard = admin.made("/rest/fmd/overview/dashboards", name="D")
    options = {"clazz": "TopologyWidget", "dataEndpoint": f"TOPOLOGY_{theirs.topology}"}
    widget = admin.made("/rest/fmd/overview/widgets", dashboard={"id": dashboard}, options=options)
    found = {"node": theirs.nodes, "path": [theirs.path]}
    assert admin.dependent(f"topologies/{theirs.topology}") == {**found, "widget": [widget]}
    assert anna.dependent(f"topologies/{theirs.topology}") == found
