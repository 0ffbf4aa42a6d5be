"""A restart is explained by the other node's turn, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.failover.restarts import unexplained_restarts

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


def test_a_new_session_while_the_other_node_is_silent(pair: type[Pair]) -> None:
    node = pair.node(pair.A, pair.stream(0, 5), pair.stream(6, 10, 40_002))
    assert unexplained_restarts(node, pair.node(pair.B)) == 1


def test_a_new_session_after_the_other_nodes_turn(pair: type[Pair]) -> None:
    node = pair.node(pair.A, pair.stream(0, 5), pair.stream(30, 40, 40_002))
    assert unexplained_restarts(node, pair.node(pair.B, pair.stream(8, 27))) == 0


def test_numbers_that_begin_anew_in_a_session(pair: type[Pair]) -> None:
    node = pair.node(pair.A, pair.stream(0, 10, restarts_ms=(pair.T0 + 5000,)))
    assert unexplained_restarts(node, pair.node(pair.B)) == 1


def test_numbers_that_begin_anew_in_the_old_session_after_a_fail_back(pair: type[Pair]) -> None:
    node = pair.node(pair.A, pair.stream(0, 40, restarts_ms=(pair.T0 + 30_000,)))
    node = pair.seen(node, received=pair.turns((0, 5), (30, 40)))
    assert unexplained_restarts(node, pair.node(pair.B, pair.stream(8, 27))) == 0
