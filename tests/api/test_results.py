"""Results without HTTP: who sees them, how long they stay, how many there may be."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from fauxmon_api.results import Bounds, Result, Results, ResultsConfig, State
from fauxmon_api.transport.refused import RefusedError
from fauxmon_collector.store.base import StoreError

ME, OTHER = 1, 2
ROWS = [{"srcip": "10.0.0.1", "byt": "7"}, {"srcip": "10.0.0.2", "byt": "1.3 M"}]
Rows = list[Mapping[str, str]]


class Clock:
    now = 1000

    def __call__(self) -> int:
        return self.now


class Gate:
    """Rows that come when the test says so."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()

    def __call__(self) -> Rows:
        self.entered.set()
        assert self.open.wait(30)
        return list(ROWS)


Maker = Callable[..., Results]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(clock: Clock) -> Iterator[Maker]:
    made: list[Results] = []

    def started(**config: Any) -> Results:
        made.append(Results(ResultsConfig(**{"wait_s": 30, **config}), clock))
        made[-1].start()
        return made[-1]

    yield started
    for results in made:
        results.stop()


@pytest.fixture
def gate() -> Iterator[Gate]:
    """Open at the end, lest a failed test leaves a thread behind."""
    gate = Gate()
    yield gate
    gate.open.set()


def finished(results: Results, rows: Callable[[], Any] = lambda: ROWS, user: int = ME) -> Result:
    """A result that is no longer computed."""
    found = results.get(user, results.begin(user, {}, rows))
    assert found is not None
    found.done.result(30)
    return found


def ids(results: Results, user: int = ME) -> list[int]:
    return [result.id for result in results.of_user(user)]


def test_rows_become_json(make: Maker) -> None:
    result = finished(make())
    assert (result.state, result.rows, json.loads(result.body)) == (State.FINISHED, 2, ROWS)


def test_only_who_asked_sees_a_result(make: Maker) -> None:
    results = make()
    mine, other = finished(results), finished(results, user=OTHER)
    assert (ids(results, ME), ids(results, OTHER)) == ([mine.id], [other.id])
    assert results.get(OTHER, mine.id) is None
    assert not results.delete(OTHER, mine.id)
    assert results.get(ME, mine.id) is mine


@pytest.mark.parametrize(
    ("error", "message"),
    [(StoreError("no room"), "no room"), (ZeroDivisionError("secret"), "Internal error")],
    ids=["store", "fault"],
)
def test_a_failure_says_why(make: Maker, error: Exception, message: str) -> None:
    def failing() -> Rows:
        raise error

    results = make()
    result = finished(results, failing)
    assert (result.state, result.message, result.body) == (State.FAILED, message, b"")
    assert results.stats()["failed"] == 1
    assert finished(results).state is State.FINISHED, "the next one is computed"


def test_a_result_that_alone_is_larger_than_all_may_be_fails(make: Maker) -> None:
    result = finished(make(user=Bounds(16, 200, octets=60)))
    assert result.state is State.FAILED
    assert "more than 58 octets" in result.message


def test_results_go_when_they_are_old(make: Maker, clock: Clock) -> None:
    results = make(life_ms=100)
    first = finished(results)
    clock.now += 99
    second = finished(results)
    assert ids(results) == [first.id, second.id]
    clock.now += 1
    assert ids(results) == [second.id]
    assert results.get(ME, first.id) is None
    assert results.stats()["expired"] == 1


def test_a_result_is_as_old_as_its_end(make: Maker, clock: Clock, gate: Gate) -> None:
    results = make(life_ms=100)
    id_ = results.begin(ME, {}, gate)
    clock.now += 1000
    result = results.get(ME, id_)
    assert result is not None, "what is being computed stays"
    gate.open.set()
    result.done.result(30)
    clock.now += 99
    assert ids(results) == [id_]


def test_of_too_many_the_oldest_go(make: Maker) -> None:
    results = make(user=Bounds(16, kept=2, octets=1 << 20), all=Bounds(64, kept=3, octets=1 << 20))
    mine = [finished(results).id for _ in range(3)]
    assert ids(results) == mine[1:]
    others = [finished(results, user=OTHER).id for _ in range(2)]
    assert (ids(results), ids(results, OTHER)) == (mine[2:], others)
    assert results.stats()["expired"] == 2


def test_of_too_large_ones_the_oldest_go(make: Maker) -> None:
    size = len(finished(make()).body) + len("{}")
    results = make(user=Bounds(16, 200, octets=2 * size), all=Bounds(64, 200, octets=3 * size))
    mine = [finished(results).id for _ in range(3)]
    assert ids(results) == mine[1:]
    for _ in range(2):
        finished(results, user=OTHER)
    assert ids(results) == mine[2:]
    assert results.stats()["octets"] == 3 * size
    assert results.stats()["rows"] == 6


def test_no_more_are_computed_at_a_time_than_there_are_threads(make: Maker, gate: Gate) -> None:
    results = make(threads=1)
    results.begin(ME, {}, gate)
    assert gate.entered.wait(30)
    behind = Gate()
    results.begin(ME, {}, behind)
    assert results.stats()["computing"] == 2
    assert not behind.entered.is_set()
    behind.open.set()
    gate.open.set()


def test_a_user_may_have_so_many_unfinished_ones_and_all_together_so_many(make: Maker, gate: Gate) -> None:
    results = make(user=Bounds(2, 200, 1 << 20), all=Bounds(3, 200, 1 << 20), threads=1)
    for _ in range(2):
        results.begin(ME, {}, gate)
    with pytest.raises(RefusedError) as refused:
        results.begin(ME, {}, gate)
    assert refused.value.status == 429
    results.begin(OTHER, {}, gate)
    with pytest.raises(RefusedError):
        results.begin(3, {}, gate)
    assert results.stats()["refused"] == 2
    assert ids(results) == [1, 2]


def test_what_is_deleted_before_its_turn_is_not_computed(make: Maker, gate: Gate) -> None:
    results = make(threads=1)
    results.begin(ME, {}, gate)
    behind = Gate()
    assert results.delete(ME, results.begin(ME, {}, behind))
    gate.open.set()
    results.stop()
    assert not behind.entered.is_set()
    assert results.stats()["deleted"] == 1


def test_clear_begins_anew_and_what_was_computed_meanwhile_goes_nowhere(make: Maker, gate: Gate) -> None:
    results = make()
    results.begin(ME, {}, gate)
    results.answer_unready(5)
    results.clear()
    assert ids(results) == []
    assert results.stats()["unready"] == 0
    result = finished(results, lambda: [{"a": "new"}])
    assert result.id == 1
    gate.open.set()
    results.stop()
    assert json.loads(result.body) == [{"a": "new"}]
    assert results.stats()["finished"] == 1


def test_stop_finishes_what_runs_and_leaves_what_waits(make: Maker, gate: Gate) -> None:
    results = make(threads=1)
    running = results.get(ME, results.begin(ME, {}, gate))
    assert gate.entered.wait(30)
    waiting = results.get(ME, results.begin(ME, {}, lambda: ROWS))
    stopping = threading.Thread(target=results.stop)
    stopping.start()
    gate.open.set()
    stopping.join(30)
    assert running is not None
    assert waiting is not None
    assert (running.state, waiting.state) == (State.FINISHED, State.COMPUTING)
    with pytest.raises(RefusedError) as refused:
        results.begin(ME, {}, lambda: ROWS)
    assert refused.value.status == 503


def test_ready_waits_so_long_and_no_longer(make: Maker, gate: Gate) -> None:
    results = make(wait_s=0)
    result = results.get(ME, results.begin(ME, {}, gate))
    assert result is not None

    async def asked() -> list[bool]:
        first = await results.ready(result)
        gate.open.set()
        await asyncio.wrap_future(result.done)
        return [first, await results.ready(result)]

    assert asyncio.run(asked()) == [False, True]


def test_who_gives_up_waiting_does_not_stop_the_computation(make: Maker, gate: Gate) -> None:
    results = make()
    result = results.get(ME, results.begin(ME, {}, gate))
    assert result is not None

    async def given_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(results.ready(result), 0.001)

    asyncio.run(given_up())
    gate.open.set()
    result.done.result(30)
    assert result.state is State.FINISHED


def test_the_first_requests_for_each_result_can_be_answered_unready(make: Maker) -> None:
    results = make()
    results.answer_unready(2)
    for _ in range(2):
        result = finished(results)
        assert [asyncio.run(results.ready(result)) for _ in range(3)] == [False, False, True]
