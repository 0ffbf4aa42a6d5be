"""Results: answers that are computed while their client waits or asks again (contract 2.5.6)."""

from __future__ import annotations

import asyncio
import enum
import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from fauxmon_api.transport.refused import RefusedError
from fauxmon_collector.store.base import StoreError

log = logging.getLogger(__name__)
Rows = Callable[[], Iterable[Mapping[str, str]]]
"""Computes the rows of a result. Errors: StoreError."""


class State(enum.IntEnum):
    """As the contract numbers them."""

    COMPUTING = 0
    FINISHED = 1
    FAILED = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many results may be computed or wait for it, how many are kept, how many octets of JSON these may have."""

    unfinished: int
    kept: int
    octets: int


@dataclass(frozen=True, slots=True)
class ResultsConfig:
    """Bounds of one user and of all together; what is beyond them goes, the oldest first, and whatever is older than
    `life_ms`."""

    user: Bounds = Bounds(unfinished=16, kept=200, octets=32 << 20)
    all: Bounds = Bounds(unfinished=64, kept=1000, octets=64 << 20)
    threads: int = 2
    """Results that are computed at a time."""
    life_ms: int = 3_600_000
    wait_s: float = 1.5
    """How long who asks for a result is kept waiting for it: clients that ask once get it if it does not take long."""


@dataclass(slots=True, eq=False)
class Result:
    """One result. `body` is its rows as JSON once it is finished, `message` says why it failed."""

    id: int
    user_id: int
    search: Any
    created_ms: int
    octets: int
    """Of the search and the body."""
    state: State = State.COMPUTING
    rows: int = 0
    body: bytes = b""
    message: str = ""
    asked: int = 0
    done: Future[None] = field(default_factory=Future)
    ended_ms: int = 0


class Results:
    """Keeps results of users apart. Safe to call from several threads."""

    def __init__(self, config: ResultsConfig, now_ms: Callable[[], int]) -> None:
        self._config = config
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._results: dict[int, Result] = {}
        self._last_id = 0
        self._unready = 0
        self._pool: ThreadPoolExecutor | None = None
        self._counters = dict.fromkeys(("begun", "finished", "failed", "expired", "deleted", "refused"), 0)

    def start(self) -> None:
        """From now on results are computed."""
        self._pool = ThreadPoolExecutor(self._config.threads, thread_name_prefix="results")

    def stop(self) -> None:
        """Finish what is being computed, leave what waits for it. May be repeated."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def begin(self, user_id: int, search: Any, rows: Rows) -> int:
        """Have a result computed; its id. Errors: RefusedError (429: too many of them wait, 503: stopped)."""
        with self._lock:
            self._retire()
            waiting = [result.user_id for result in self._results.values() if result.state is State.COMPUTING]
            own = waiting.count(user_id)
            if len(waiting) >= self._config.all.unfinished or own >= self._config.user.unfinished:
                self._counters["refused"] += 1
                raise RefusedError(429, "Too many results are still being computed", {"Retry-After": "1"})
            result = Result(self._last_id + 1, user_id, search, self._now_ms(), len(json.dumps(search)))
            result.done.set_running_or_notify_cancel()  # who waits for it cannot cancel it
            self._submit(result, rows)
            self._last_id = result.id
            self._results[result.id] = result
            self._counters["begun"] += 1
            return result.id

    def of_user(self, user_id: int) -> list[Result]:
        """Those that a user has asked for, oldest first."""
        with self._lock:
            self._retire()
            return [result for result in self._results.values() if result.user_id == user_id]

    def get(self, user_id: int, id_: int) -> Result | None:
        """One of a user's results."""
        with self._lock:
            self._retire()
            result = self._results.get(id_)
            return result if result is not None and result.user_id == user_id else None

    async def ready(self, result: Result) -> bool:
        """Whether it is finished or failed, now or within the time that one may wait. The first requests for it are
        answered no at once, if that was asked for."""
        with self._lock:
            result.asked += 1
            if result.asked <= self._unready:
                return False
        await asyncio.wait([asyncio.wrap_future(result.done)], timeout=self._config.wait_s)
        return result.done.done()

    def delete(self, user_id: int, id_: int) -> bool:
        """Forget one of a user's results, computed or not; whether there was one."""
        with self._lock:
            result = self._results.get(id_)
            if result is None or result.user_id != user_id:
                return False
            del self._results[id_]
            self._counters["deleted"] += 1
            return True

    def answer_unready(self, times: int) -> None:
        """From now on answer the first `times` requests for each result as if it were still being computed."""
        with self._lock:
            self._unready = times

    def clear(self) -> None:
        """As freshly started; what is being computed goes nowhere."""
        with self._lock:
            self._results.clear()
            self._last_id = self._unready = 0
            self._counters = dict.fromkeys(self._counters, 0)

    def stats(self) -> dict[str, int]:
        """`computing` (or waiting for it), `kept`, their `rows` and `octets`, `unready`; since the start: `begun`,
        `finished`, `failed`, `expired` (too old, or too many), `deleted`, `refused`."""
        with self._lock:
            self._retire()
            results = self._results.values()
            return {
                "computing": sum(result.state is State.COMPUTING for result in results),
                "kept": sum(result.state is not State.COMPUTING for result in results),
                "rows": sum(result.rows for result in results),
                "octets": sum(result.octets for result in results),
                "unready": self._unready,
                **self._counters,
            }

    def _submit(self, result: Result, rows: Rows) -> None:
        try:
            if self._pool is None:
                raise RuntimeError
            self._pool.submit(self._compute, result, rows)
        except RuntimeError:
            raise RefusedError(503, "The server is stopping") from None

    def _compute(self, result: Result, rows: Rows) -> None:
        with self._lock:
            if self._results.get(result.id) is not result:
                return  # deleted before its turn
        body, count, message = b"", 0, ""
        try:
            body, count = _encoded(rows(), self._config.user.octets - result.octets)
        except (StoreError, _TooLargeError) as error:
            message = str(error)
        except Exception:  # a result that stays unfinished would be asked for again and again
            log.exception("result %d could not be computed", result.id)
            message = "Internal error"
        with self._lock:
            result.body, result.rows, result.message = body, count, message
            result.octets += len(body)
            result.ended_ms = self._now_ms()
            result.state = State.FAILED if message else State.FINISHED
            if self._results.get(result.id) is result:  # else it was deleted meanwhile
                self._counters["failed" if message else "finished"] += 1
            self._retire()
        result.done.set_result(None)

    def _retire(self) -> None:
        """Let go what is too old or beyond the bounds, but nothing that is being computed."""
        ended = [result for result in self._results.values() if result.state is not State.COMPUTING]
        since = self._now_ms() - self._config.life_ms
        gone = {result.id for result in ended if result.ended_ms <= since}
        users = {result.user_id for result in ended}
        for bounds, some in (
            *((self._config.user, [result for result in ended if result.user_id == user]) for user in users),
            (self._config.all, ended),
        ):
            gone |= set(_beyond(bounds, [result for result in some if result.id not in gone]))
        for id_ in gone:
            del self._results[id_]
        self._counters["expired"] += len(gone)


class _TooLargeError(Exception):
    """A result that is larger than all results of a user may be."""


def _beyond(bounds: Bounds, results: list[Result]) -> Iterator[int]:
    """The ids of the oldest ones, as many as are too many."""
    count, octets = len(results), sum(result.octets for result in results)
    for result in results:
        if count <= bounds.kept and octets <= bounds.octets:
            return
        yield result.id
        count, octets = count - 1, octets - result.octets


def _encoded(rows: Iterable[Mapping[str, str]], most: int) -> tuple[bytes, int]:
    """Rows as a JSON array, and how many. Row by row: other threads get their turn in between."""
    written, octets = [], 0
    for row in rows:
        written.append(json.dumps(row, separators=(",", ":")).encode())
        octets += len(written[-1]) + 1
        if octets > most:
            raise _TooLargeError(f"The result has more than {most} octets: ask for fewer rows or columns")
    return b"[" + b",".join(written) + b"]", len(written)
