from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.link import Link
from fauxmon_model.repository import NodeDraft, PathDraft, Repository, TopologyDraft, paths

LINK = Link(1000, "live", "192-168-1-123_p3000")


@pytest.fixture
def asked(repository: Repository) -> dict[str, Any]:
    """What makes a path between two nodes of a Topology."""
    topology = repository.topologies.create(TopologyDraft(name="WebShop"))
    src, dst = (repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "ab")
    ends = {"src_node_id": src, "dst_node_id": dst}
    return {"topology_id": topology.id, "name": "a to b", "src_to_dst": LINK, **ends}


def test_a_symmetric_one_has_one_link(repository: Repository, asked: dict[str, Any]) -> None:
    made = repository.paths.create(PathDraft(**asked))
    kept = repository.paths.get(made.id)
    assert (kept.name, kept.type, kept.calculation_mode, kept.links) == ("a to b", "symmetric", "avg", (LINK, None))
    assert (kept.src_node.name, kept.dst_node.name) == ("a", "b")
    assert [path.id for path in repository.paths.all(asked["topology_id"])] == [made.id]
    assert repository.paths.all(99) == []


def test_an_update_keeps_what_is_not_given(repository: Repository, asked: dict[str, Any]) -> None:
    made = repository.paths.create(PathDraft(**asked))
    back = Link(0.5, "live", "other")
    third = repository.nodes.create(NodeDraft(topology_id=asked["topology_id"], name="c"))
    draft = PathDraft(id=made.id, dst_to_src=back, calculation_mode="max", type="asymmetric", dst_node_id=third.id)
    changed = repository.paths.update(draft)
    assert (changed.name, changed.links, changed.calculation_mode) == ("a to b", (LINK, back), "max")
    assert (changed.src_node.name, changed.dst_node.name) == ("a", "c")
    assert repository.paths.update(PathDraft(id=made.id, name="p")).links == (LINK, back)
    assert repository.paths.update(PathDraft(id=made.id, one_link=True)).links == (LINK, None)
    assert repository.paths.get(made.id).name == "p"


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": "", "type": "ring", "calculation_mode": "sum"}, ["name", "type", "calculationMode"]),
        ({"src_to_dst": None}, ["channelSrcToDst"]),
        ({"src_to_dst": Link(0, "", " ")}, [f"channelSrcToDst.{n}" for n in ("speed", "profile", "channel")]),
        ({"dst_to_src": Link(-1, "p", "c")}, ["channelDstToSrc.speed"]),
        ({"dst_to_src": Link(1e10, "p", "c")}, ["channelDstToSrc.speed"]),
        ({"src_node_id": None, "dst_node_id": 99}, ["srcNode", "dstNode"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(
    repository: Repository, asked: dict[str, Any], changed: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(InvalidError) as refused:
        repository.paths.create(PathDraft(**{**asked, **changed}))
    assert [error.field for error in refused.value.errors] == fields
    assert repository.paths.all() == []


def test_it_leads_from_one_node_to_another_of_the_same_topology(repository: Repository, asked: dict[str, Any]) -> None:
    other = repository.topologies.create(TopologyDraft(name="other"))
    foreign = repository.nodes.create(NodeDraft(topology_id=other.id, name="foreign"))
    made = repository.paths.create(PathDraft(**asked))
    for dst, message in ((foreign.id, "is not one of Topology"), (asked["src_node_id"], "must not be where")):
        with pytest.raises(InvalidError, match=message):
            repository.paths.update(PathDraft(id=made.id, dst_node_id=dst))
    with pytest.raises(InvalidError, match="topology: is fixed"):
        repository.paths.update(PathDraft(id=made.id, topology_id=other.id))
    assert repository.paths.get(made.id).dst_node.name == "b"


def test_unknown_ones_are_not_found(repository: Repository, asked: dict[str, Any]) -> None:
    made = repository.paths.create(PathDraft(**asked))
    with pytest.raises(NotFoundError, match="Path 99"):
        repository.paths.remove(made.id, 99)
    repository.paths.remove(made.id)
    with pytest.raises(NotFoundError):
        repository.paths.get(made.id)
    with pytest.raises(NotFoundError):
        repository.paths.update(PathDraft(id=made.id))
    with pytest.raises(NotFoundError, match="Topology 99"):
        repository.paths.create(PathDraft(**{**asked, "topology_id": 99}))


def test_there_are_no_more_than_so_many(
    repository: Repository, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "PATH_LIMIT", 1)
    repository.paths.create(PathDraft(**asked))
    with pytest.raises(InvalidError, match="there are 1 paths already"):
        repository.paths.create(PathDraft(**asked))
