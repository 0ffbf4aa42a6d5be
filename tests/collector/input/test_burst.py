"""Burst: rows over shared octets."""

from __future__ import annotations

import numpy as np

from fauxmon_collector.input.burst import Burst, Peer, burst_of, joined, portions

A = Peer("192.0.2.1", 40000, 2055)
B = Peer("2001:db8::1", 40000, 4739)
ROWS = [(b"first", A, 1.0), (b"", B, 2.0), (b"last", A, 3.5)]


def rows(burst: Burst) -> list[tuple[bytes, Peer, float]]:
    return [
        (burst.datagram(row), burst.peers[burst.peer[row]], float(burst.received[row])) for row in range(len(burst))
    ]


def test_gives_back_what_it_was_made_of() -> None:
    burst = burst_of(ROWS)
    assert rows(burst) == ROWS
    assert burst.peers == [A, B]


def test_of_nothing() -> None:
    assert rows(burst_of([])) == []


def test_some_of_the_rows() -> None:
    burst = burst_of(ROWS)
    assert rows(burst.rows(slice(1, 3))) == ROWS[1:]
    assert rows(burst.rows(np.array([True, False, True]))) == [ROWS[0], ROWS[2]]
    assert rows(burst.rows(slice(0))) == []


def test_a_row_alone_has_no_peer_but_its_own() -> None:
    alone = burst_of(ROWS).alone(1)
    assert rows(alone) == [ROWS[1]]
    assert alone.peers == [B]


def test_joined_are_all_rows_and_each_peer_once() -> None:
    one, other = burst_of(ROWS), burst_of([(b"more", B, 4.0), (b"", A, 5.0)])
    both = joined([one.rows(slice(2, 3)), other, one])
    assert rows(both) == [ROWS[2], (b"more", B, 4.0), (b"", A, 5.0), *ROWS]
    assert both.peers == [A, B]


def test_joined_has_no_peers_but_those_of_its_datagrams() -> None:
    burst = burst_of(ROWS)
    for bursts in ([burst.rows(slice(1, 2))], [burst.rows(slice(1, 2)), burst.rows(slice(1, 2))]):
        assert list(joined(bursts).peers) == [B]
        assert rows(joined(bursts)) == [ROWS[1]] * len(bursts)


def test_portions_are_of_whole_bursts_in_order() -> None:
    bursts = [burst_of(ROWS[:count]) for count in (1, 2, 3, 1)]
    assert [[len(burst) for burst in portion] for portion in portions(bursts, 3)] == [[1, 2], [3], [1]]
    assert list(portions([], 3)) == []
