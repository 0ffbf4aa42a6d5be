"""The verdict on a failover, from what the running collector has seen; for REST and for the pages."""

from __future__ import annotations

import asyncio

from fauxmon_api.context import Context
from fauxmon_collector.failover.inquiry import Question, Reception
from fauxmon_collector.failover.report import Report


async def verdict(context: Context, question: Question, over: bool) -> Report:
    """As of now; `over` says that no more is waited for. Errors: StoreError."""
    received = await reception(context, question.since_ms)
    return await asyncio.to_thread(context.inquiry.verdict, question, received, context.now_ms(), over)


async def reception(context: Context, since_ms: int) -> Reception:
    """What the collector knows of the datagrams since that time."""
    collecting = context.collecting
    return Reception(
        witnessed=await collecting.witness(since_ms),
        ports=tuple(sorted({int(listener["port"]) for listener in collecting.listeners()})),
        unreadable=int(collecting.ledger().get("unreadable", 0)),
    )
