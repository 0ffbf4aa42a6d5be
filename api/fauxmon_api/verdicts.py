"""The verdict on a failover, from what the running collector has seen; for REST and for the pages."""

from __future__ import annotations

import asyncio

from fauxmon_api.context import Context
from fauxmon_collector.failover.inquiry import Question, Reception
from fauxmon_collector.failover.report import Report


async def verdict(context: Context, question: Question, over: bool) -> Report:
    """As of now; `over` says that no more is waited for. Errors: StoreError."""
    collecting = context.collecting
    reception = Reception(
        witnessed=await collecting.witness(question.since_ms),
        ports=tuple(sorted({int(listener["port"]) for listener in collecting.listeners()})),
        unreadable=int(collecting.ledger().get("unreadable", 0)),
    )
    return await asyncio.to_thread(context.inquiry.verdict, question, reception, context.now_ms(), over)
