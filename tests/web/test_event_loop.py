from __future__ import annotations

import asyncio

import pytest

from fauxmon_api.web.event_loop import EventLoop


def test_a_thread_gets_the_answer_of_the_loop_and_its_errors() -> None:
    async def where() -> int:
        return id(asyncio.get_running_loop())

    async def fail() -> None:
        raise LookupError("gone")

    async def page() -> None:
        loop = EventLoop()
        assert await asyncio.to_thread(lambda: loop.answer(where())) == await where()
        with pytest.raises(LookupError, match="gone"):
            await asyncio.to_thread(lambda: loop.answer(fail()))

    asyncio.run(page())
