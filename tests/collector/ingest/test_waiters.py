"""Waiters and Progress: woken by another thread, never late for what was there before."""

from __future__ import annotations

import asyncio
import threading

from fauxmon_collector.ingest.progress import Progress
from fauxmon_collector.ingest.waiters import Waiters


def test_what_is_ready_is_not_waited_for() -> None:
    asyncio.run(asyncio.wait_for(Waiters().wait(lambda: True, 60), 5))


def test_the_time_is_up() -> None:
    assert asyncio.run(Progress().after(0, 0.01)) == 0


def test_another_thread_wakes_all_who_wait() -> None:
    progress = Progress()

    async def both() -> list[int]:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(progress.after(0, 30)) for _ in range(2)]
            await asyncio.sleep(0)
            threading.Thread(target=progress.advance).start()
        return [task.result() for task in tasks]

    assert asyncio.run(both()) == [1, 1]


def test_who_has_an_older_number_goes_on_at_once() -> None:
    progress = Progress()
    progress.advance()
    assert asyncio.run(asyncio.wait_for(progress.after(0, 60), 5)) == 1
