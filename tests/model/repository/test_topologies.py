from __future__ import annotations

import pytest

from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.link import Link
from fauxmon_model.repository import NodeDraft, PathDraft, Repository, TopologyDraft, topologies


def test_an_empty_one_with_defaults(repository: Repository) -> None:
    made = repository.topologies.create(TopologyDraft(id=7, name="WebShop"))
    kept = repository.topologies.get(made.id)
    assert (kept.id, kept.name, kept.type, kept.user_id, kept.owner_can_edit, kept.traffic_scale) == (
        (1, "WebShop", 0, 1, True, 50)
    )
    assert (kept.owning_role, kept.nodes, kept.paths) == ({}, [], [])
    assert kept.tenant["name"] == "Base tenant"
    assert [each.id for each in repository.topologies.all()] == [1]


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    draft = TopologyDraft(name="a", type=2, owning_role={"id": 1}, tenant={"id": "t"}, owner_can_edit=False)
    made = repository.topologies.create(draft)
    repository.topologies.update(TopologyDraft(id=made.id, traffic_scale=80))
    kept = repository.topologies.get(made.id)
    assert (kept.name, kept.type, kept.owning_role, kept.tenant, kept.owner_can_edit, kept.traffic_scale) == (
        ("a", 2, {"id": 1}, {"id": "t"}, False, 80)
    )
    assert repository.topologies.update(TopologyDraft(id=made.id, name="b")).name == "b"


def test_removal_takes_nodes_and_paths_along(repository: Repository) -> None:
    one, other = (repository.topologies.create(TopologyDraft(name=name)) for name in "ab")
    for topology in (one, other):
        ends = [repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "xy"]
        link = Link(10, "live", "c")
        path = PathDraft(topology_id=topology.id, name="p", src_node_id=ends[0], dst_node_id=ends[1], src_to_dst=link)
        repository.paths.create(path)
    repository.topologies.remove(one.id)
    assert [topology.id for topology in repository.topologies.all()] == [other.id]
    assert {node.topology_id for node in repository.nodes.all()} == {other.id}
    assert {path.topology_id for path in repository.paths.all()} == {other.id}


def test_several_are_removed_or_none(repository: Repository) -> None:
    made = repository.topologies.create(TopologyDraft(name="a"))
    with pytest.raises(NotFoundError, match="Topology 99"):
        repository.topologies.remove(made.id, 99)
    assert repository.topologies.get(made.id)
    repository.topologies.remove(made.id, made.id)
    assert repository.topologies.all() == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TopologyDraft(), "name"),
        (TopologyDraft(name=" "), "name"),
        (TopologyDraft(name="n" * 256), "name"),
        (TopologyDraft(name="n", traffic_scale=0), "trafficScale"),
        (TopologyDraft(name="n", traffic_scale=101), "trafficScale"),
        (TopologyDraft(name="n", type=-1), "type"),
    ],
)
def test_what_is_wrong_is_told(repository: Repository, draft: TopologyDraft, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        repository.topologies.create(draft)
    assert [error.field for error in refused.value.errors] == [field]


def test_unknown_ones_are_not_found(repository: Repository) -> None:
    with pytest.raises(NotFoundError, match="Topology 99"):
        repository.topologies.get(99)
    with pytest.raises(NotFoundError, match="Topology 99"):
        repository.topologies.update(TopologyDraft(id=99))
    with pytest.raises(NotFoundError, match="User 99"):
        repository.topologies.create(TopologyDraft(name="a", user_id=99))


def test_there_are_no_more_than_so_many(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topologies, "TOPOLOGY_LIMIT", 1)
    repository.topologies.create(TopologyDraft(name="a"))
    with pytest.raises(InvalidError, match="there are 1 already"):
        repository.topologies.create(TopologyDraft(name="b"))
