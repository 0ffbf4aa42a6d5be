"""Inbox: bounds, counters, and who wakes whom."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from fauxmon_collector.input.burst import Burst, Peer, burst_of
from fauxmon_collector.input.inbox import Inbox, InboxConfig, InboxCounts

LONG_S = 30.0


def arrival(data: bytes = b"x") -> Burst:
    return burst_of([(data, Peer("127.0.0.1", 40000, 2055), 1.0)])


def test_gives_the_oldest_first_and_at_most_one_batch() -> None:
    inbox = Inbox(InboxConfig(batch=2))
    for letter in (b"a", b"b", b"c"):
        inbox.put(arrival(letter))
    assert [taken.datagram(0) for taken in inbox.take()] == [b"a", b"b"]
    assert [taken.datagram(0) for taken in inbox.take()] == [b"c"]
    assert inbox.take() == []


def test_a_batch_of_long_datagrams_has_fewer() -> None:
    inbox = Inbox(InboxConfig(batch_octets=8))
    for length in (5, 5, 1, 1):
        inbox.put(arrival(bytes(length)))
    assert [len(taken.datagram(0)) for taken in inbox.take()] == [5, 5]
    assert inbox.counts() == InboxCounts(received=4, dropped=0, waiting=2, taken=2)
    assert [len(taken.datagram(0)) for taken in inbox.take()] == [1, 1]


def test_drops_and_counts_beyond_the_bound_in_datagrams() -> None:
    inbox = Inbox(InboxConfig(datagrams=2))
    for _ in range(5):
        inbox.put(arrival())
    assert inbox.counts() == InboxCounts(received=5, dropped=3, waiting=2, taken=0)


def test_drops_beyond_the_bound_in_octets_and_takes_again_when_there_is_room() -> None:
    inbox = Inbox(InboxConfig(octets=10))
    inbox.put(arrival(b"123456"))
    inbox.put(arrival(b"123456"))
    inbox.put(arrival(b"1234"))
    assert [len(taken.datagram(0)) for taken in inbox.take()] == [6, 4]
    inbox.put(arrival(b"1234567890"))
    assert inbox.counts() == InboxCounts(received=4, dropped=1, waiting=1, taken=2)


def test_a_burst_is_cut_at_the_bound_and_taken_whole() -> None:
    inbox = Inbox(InboxConfig(datagrams=7, batch=3))
    for letters in (b"abcd", b"efgh", b"ijkl"):
        inbox.put(burst_of([(bytes([letter]), Peer("127.0.0.1", 40000, 2055), 1.0) for letter in letters]))
    assert inbox.counts() == InboxCounts(received=12, dropped=5, waiting=7, taken=0)
    assert inbox.accepted() == 7
    taken = [[burst.datagram(row) for row in range(len(burst))] for _ in range(2) for burst in inbox.take()]
    assert taken == [[b"a", b"b", b"c", b"d"], [b"e", b"f", b"g"]]


def test_octets_of_what_was_cut_off_are_room_again_when_the_rest_is_taken() -> None:
    inbox = Inbox(InboxConfig(datagrams=1, octets=10))
    both = burst_of([(b"12345", Peer("127.0.0.1", 40000, 2055), 1.0)] * 2)
    for _ in range(3):
        inbox.put(both)
        assert [len(burst) for burst in inbox.take()] == [1]
    assert inbox.counts() == InboxCounts(received=6, dropped=3, waiting=0, taken=3)


def test_position_counts_what_was_queued_and_not_what_was_dropped() -> None:
    inbox = Inbox(InboxConfig(datagrams=1))
    inbox.put(arrival())
    inbox.put(arrival())
    assert inbox.accepted() == 1
    inbox.take()
    inbox.put(arrival())
    assert inbox.accepted() == 2


def test_a_full_batch_ends_the_lingering() -> None:
    inbox = Inbox(InboxConfig(batch=3))
    with ThreadPoolExecutor(1) as pool:
        gathered = pool.submit(inbox.gather, LONG_S, LONG_S)
        for _ in range(3):
            inbox.put(arrival())
        gathered.result(timeout=LONG_S / 2)
    assert len(inbox.take()) == 3


def test_when_many_come_it_waits_longer_for_more() -> None:
    inbox = Inbox(InboxConfig(many=2, batch=3))
    inbox.put(arrival())
    inbox.gather(LONG_S, 0.0, LONG_S)
    assert inbox.counts().waiting == 1
    inbox.put(arrival())
    with ThreadPoolExecutor(1) as pool:
        gathered = pool.submit(inbox.gather, LONG_S, 0.0, LONG_S)
        inbox.put(arrival())
        gathered.result(timeout=LONG_S / 2)
    assert inbox.counts().waiting == 3


def test_a_batch_is_full_by_its_octets_too() -> None:
    inbox = Inbox(InboxConfig(batch_octets=10))
    with ThreadPoolExecutor(1) as pool:
        gathered = pool.submit(inbox.gather, LONG_S, LONG_S)
        inbox.put(arrival(bytes(9)))
        inbox.put(arrival(bytes(9)))
        gathered.result(timeout=LONG_S / 2)


def test_a_nudge_ends_waiting_and_lingering() -> None:
    inbox = Inbox()
    with ThreadPoolExecutor(1) as pool:
        idle = pool.submit(inbox.gather, LONG_S, LONG_S)
        inbox.nudge()
        idle.result(timeout=LONG_S / 2)
        inbox.put(arrival())
        lingering = pool.submit(inbox.gather, LONG_S, LONG_S)
        inbox.nudge()
        lingering.result(timeout=LONG_S / 2)


def test_rest_looks_at_nudges_only() -> None:
    inbox = Inbox()
    inbox.put(arrival())
    with ThreadPoolExecutor(1) as pool:
        resting = pool.submit(inbox.rest, LONG_S)
        inbox.put(arrival())
        assert not resting.done()
        inbox.nudge()
        resting.result(timeout=LONG_S / 2)
    assert inbox.counts().waiting == 2


def test_counters_add_up_at_any_moment_under_load() -> None:
    inbox = Inbox(InboxConfig(datagrams=64, batch=16))
    done = threading.Event()

    def fill() -> None:
        for _ in range(20_000):
            inbox.put(arrival())
        done.set()

    with ThreadPoolExecutor(1) as pool:
        filling = pool.submit(fill)
        while not done.is_set():
            inbox.take()
            counts = inbox.counts()
            assert counts.received == counts.dropped + counts.waiting + counts.taken
        filling.result()
    assert inbox.counts().received == 20_000


def test_clear_throws_away_and_starts_counting_anew() -> None:
    inbox = Inbox(InboxConfig(datagrams=1))
    inbox.put(arrival())
    inbox.put(arrival())
    inbox.clear()
    assert inbox.take() == []
    assert inbox.counts() == InboxCounts(0, 0, 0, 0)
