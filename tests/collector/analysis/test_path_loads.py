"""What the paths of a Topology carry."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon_collector.analysis import STEP_MS
from fauxmon_collector.analysis.path_loads import channels_of
from fauxmon_model.entities import CALCULATION_MODES, Topology
from fauxmon_model.link import Link
from fauxmon_model.repository import NodeDraft, PathDraft, TopologyDraft

NOON_MS = 1_740_830_400_000
HOUR_MS = 3_600_000


def topology_of(world: Any, *links: tuple[Link, Link | None], mode: str = "avg", scale: int = 50) -> Topology:
    """A path for each pair of Links."""
    repository = world.repository
    topology = repository.topologies.create(TopologyDraft(name="T", traffic_scale=scale))
    a, b = (repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "ab")
    for there, back in links:
        ends = {"src_node_id": a, "dst_node_id": b, "src_to_dst": there, "dst_to_src": back}
        repository.paths.create(PathDraft(topology_id=topology.id, name="p", calculation_mode=mode, **ends))
    found: Topology = repository.topologies.get(topology.id)
    return found


def test_channels_are_looked_at_once_a_profile(world: Any) -> None:
    first, second, third = Link(1, "p", "a"), Link(2, "p", "b"), Link(3, "q", "a")
    topology = topology_of(world, (first, second), (third, None), (first, None))
    assert channels_of(topology) == {"p": {"a", "b"}, "q": {"a"}}


@pytest.mark.parametrize("mode", CALCULATION_MODES)
def test_modes_are_the_columns_of_a_traffic_chapter(world: Any, mode: str) -> None:
    source = world.source("192.168.1.123")
    for slot in range(12):
        world.receive({"source_id": source.id, "at": slot * 300, "octets": 3000 * (slot + 1)})
    world.now_ms = NOON_MS + HOUR_MS
    topology = topology_of(world, (Link(1, "live", source.channel_id), None), mode=mode)
    (load,) = world.analysis.topology(topology, NOON_MS, NOON_MS + HOUR_MS)
    there = load.src_to_dst
    assert there.row is not None
    # Of twelve slots by size, the 95th percentile is the largest; the mean is of thirteen.
    bits = {"avg": 3000 * 78 * 8 / (13 * 300), "max": 3000 * 12 * 8 / 300, "95th": 3000 * 12 * 8 / 300}[mode]
    assert there.bits == pytest.approx(bits)
    assert there.utilization == pytest.approx(bits / 10_000)
    assert there.load == pytest.approx(bits / 10_000 / 50)
    assert (load.dst_to_src, there.missing) == (None, "")


@pytest.mark.parametrize(("scale", "load"), [(100, 0.08), (8, 1.0), (4, 1.0)])
def test_a_path_is_full_at_its_scale_and_beyond(world: Any, scale: int, load: float) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": 0, "octets": 3000})
    link = Link(0.001, "live", source.channel_id)
    topology = topology_of(world, (link, None), mode="max", scale=scale)
    (found,) = world.analysis.topology(topology, NOON_MS, NOON_MS + STEP_MS)
    assert (found.src_to_dst.utilization, found.src_to_dst.load) == (pytest.approx(8), pytest.approx(load))


def test_what_is_gone_is_told_in_its_direction_only(world: Any) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": 0, "octets": 3000})
    there = Link(1, "live", source.channel_id)
    topology = topology_of(world, (there, Link(1, "gone", "c")), (Link(1, "live", "gone"), None))
    first, second = world.analysis.topology(topology, NOON_MS, NOON_MS + STEP_MS)
    assert (first.src_to_dst.missing, first.src_to_dst.bits > 0) == ("", True)
    assert first.dst_to_src is not None
    assert (first.dst_to_src.missing, first.dst_to_src.bits) == ("Channel gone|c does not exist", 0.0)
    assert second.src_to_dst.missing == "Channel live|gone does not exist"
