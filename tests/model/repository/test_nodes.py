from __future__ import annotations

import pytest

from fauxmon_model.entities import Topology
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.link import Link
from fauxmon_model.repository import NodeDraft, PathDraft, Repository, TopologyDraft, nodes


@pytest.fixture
def topology(repository: Repository) -> Topology:
    return repository.topologies.create(TopologyDraft(name="WebShop"))


@pytest.mark.parametrize("written", ["0", "120.50", "-3.14159265358979323846", "+7", "1e3", "5."])
def test_coordinates_are_kept_as_they_were_written(repository: Repository, topology: Topology, written: str) -> None:
    made = repository.nodes.create(NodeDraft(topology_id=topology.id, name="n", x=written, y="0.10", icon={"id": 4}))
    kept = repository.nodes.get(made.id)
    assert (kept.x, kept.y, kept.icon, kept.name, kept.topology_id) == (written, "0.10", {"id": 4}, "n", topology.id)


def test_an_update_keeps_what_is_not_given(repository: Repository, topology: Topology) -> None:
    made = repository.nodes.create(NodeDraft(topology_id=topology.id, name="n", x="1.0", y="2.0"))
    repository.nodes.update(NodeDraft(id=made.id, y="3.0", topology_id=topology.id))
    kept = repository.nodes.get(made.id)
    assert (kept.name, kept.x, kept.y, kept.icon) == ("n", "1.0", "3.0", {})


def test_they_belong_to_their_topology(repository: Repository, topology: Topology) -> None:
    other = repository.topologies.create(TopologyDraft(name="other"))
    ids = [repository.nodes.create(NodeDraft(topology_id=t.id, name="n")).id for t in (topology, other, topology)]
    assert [node.id for node in repository.nodes.all()] == ids
    assert [node.id for node in repository.nodes.all(topology.id)] == [ids[0], ids[2]]
    with pytest.raises(InvalidError, match="topology: is fixed"):
        repository.nodes.update(NodeDraft(id=ids[0], topology_id=other.id))


def test_paths_that_lead_to_one_go_with_it(repository: Repository, topology: Topology) -> None:
    a, b, c = (repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "abc")
    paths = [
        repository.paths.create(
            PathDraft(topology_id=topology.id, name="p", src_node_id=s, dst_node_id=d, src_to_dst=Link(1, "live", "x"))
        ).id
        for s, d in ((a, b), (b, c), (a, c))
    ]
    assert [path.id for path in repository.nodes.dependants(b)] == paths[:2]
    repository.nodes.remove(b)
    assert [path.id for path in repository.paths.all()] == paths[2:]


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (NodeDraft(), ["name"]),
        (NodeDraft(name="n", x="left", y="NaN"), ["coordinates.x", "coordinates.y"]),
        (NodeDraft(name="n", x="1_000", y="1" * 30), ["coordinates.x", "coordinates.y"]),
        (NodeDraft(name="n", x="", y="٣"), ["coordinates.x", "coordinates.y"]),
    ],
)
def test_what_is_wrong_is_told(repository: Repository, topology: Topology, draft: NodeDraft, fields: list[str]) -> None:
    asked = NodeDraft(topology_id=topology.id, name=draft.name, x=draft.x, y=draft.y)
    with pytest.raises(InvalidError) as refused:
        repository.nodes.create(asked)
    assert [error.field for error in refused.value.errors] == fields


def test_unknown_ones_are_not_found(repository: Repository) -> None:
    for call in (repository.nodes.get, repository.nodes.remove, repository.nodes.dependants):
        with pytest.raises(NotFoundError, match="Node 99"):
            call(99)
    with pytest.raises(NotFoundError, match="Node 99"):
        repository.nodes.update(NodeDraft(id=99))
    with pytest.raises(NotFoundError, match="Topology 99"):
        repository.nodes.create(NodeDraft(topology_id=99, name="n"))


def test_there_are_no_more_than_so_many(
    repository: Repository, topology: Topology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "NODE_LIMIT", 1)
    repository.nodes.create(NodeDraft(topology_id=topology.id, name="a"))
    with pytest.raises(InvalidError, match="there are 1 nodes already"):
        repository.nodes.create(NodeDraft(topology_id=topology.id, name="b"))
