"""Sums by slot, asked without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.analysis import sums
from fauxmon_collector.analysis.plan import Selection
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_model.entities import Channel
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
GRID = Grid(NOON, NOON + 3_000, 1_000)


def octets(found: sums.SlotSums) -> list[list[float]]:
    return found[:, :, 0].tolist()


@pytest.mark.parametrize("source_ids", [[1, 2, 3], [3, 1, 2], [3, 2, 1, 9], [2], [9]])
def test_sources_in_any_order_and_not_all_of_them(world: World, source_ids: list[int]) -> None:
    world.receive(*({"at": n - 1, "source_id": n, "octets": 10 * n} for n in (1, 2, 3)))
    selection = Selection([Channel(source_id=n) for n in source_ids], predicates=None, everything=True)

    expected = [[10.0 * n if slot == n - 1 else 0.0 for slot in range(3)] for n in source_ids]
    assert octets(sums.by_channel(world.store, selection, GRID, [])) == expected
    narrowed = Selection(selection.channels, predicates=None, everything=False)
    assert octets(sums.by_channel(world.store, narrowed, GRID, [])) == expected


def test_a_flow_that_meets_several_predicates_counts_for_each(world: World) -> None:
    world.receive({"octets": 1, "dst_port": 1}, {"octets": 2, "dst_port": 2}, {"at": 2, "octets": 4, "dst_port": 2})
    predicates = [FLOWS.c.dst_port == 2, FLOWS.c.dst_port > 0, FLOWS.c.dst_port > 2]

    found, together = sums.by_predicate(world.store, predicates, GRID, [FLOWS.c.octets != 9])

    assert together == Sums(octets=7, packets=0, flows=3)
    assert octets(found) == [[2.0, 0.0, 4.0], [3.0, 0.0, 4.0], [0.0, 0.0, 0.0]]


def test_shapes_of_nothing(world: World) -> None:
    slots, together = sums.by_predicate(world.store, [], GRID, [])
    assert (slots.shape, together) == ((0, 3, 3), Sums())
    assert sums.by_channel(world.store, Selection([], None, True), GRID, []).shape == (0, 3, 3)
    nothing = Grid(NOON, NOON, 1_000)
    assert sums.by_channel(world.store, Selection([Channel(source_id=1)], None, True), nothing, []).shape == (1, 0, 3)


def test_the_last_bit_of_a_scan_and_the_first_of_the_next(world: World) -> None:
    world.receive(*({"octets": 1 << (port % 50), "dst_port": port} for port in range(70)))
    predicates = [FLOWS.c.dst_port == port for port in range(70)]

    found, together = sums.by_predicate(world.store, predicates, GRID, [])

    assert together is None
    assert found[:, 0, 0].tolist() == [float(1 << (port % 50)) for port in range(70)]
