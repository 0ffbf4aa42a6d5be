"""All that one drawing of the Failover page needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_state import states
from fauxmon_api.verdicts import reception
from fauxmon_api.web.charting import Charting
from fauxmon_api.web.collector_state import endpoint
from fauxmon_api.web.event_loop import EventLoop
from fauxmon_api.web.event_tail import EventTail
from fauxmon_api.web.ranges import RANGES, Window
from fauxmon_api.web.sources.failover_choice import FailoverChoice
from fauxmon_api.web.when_new import WhenNew
from fauxmon_collector.analysis import Chart, ChartQuery
from fauxmon_collector.failover.diagnosis import diagnose_sources
from fauxmon_collector.failover.inquiry import Question
from fauxmon_collector.failover.report import Finding, Report
from fauxmon_model.entities import LIVE

EVENTS = 100
_SETTLES_S = 15
"""So long after the last message time alone may tell something, such as that a node has stopped."""


@dataclass(frozen=True, slots=True)
class FailoverShot:
    """`question`, `report` and `drawn` are None while no two nodes are known; `findings` are what is known without."""

    choice: FailoverChoice
    now_ms: int
    window: Window
    sources: Sequence[Mapping[str, Any]]
    question: Question | None
    report: Report | None
    drawn: Chart | None
    findings: Sequence[Finding]
    events: Sequence[Mapping[str, Any]]
    endpoint: str


class FailoverReading:
    """Of one page, which asks again and again: what is costly is asked anew when something came in."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._loop = EventLoop()
        self._events = EventTail(context, EVENTS)
        self._reports: WhenNew[Report] = WhenNew()
        self._findings: WhenNew[tuple[Finding, ...]] = WhenNew()
        self._charts = Charting(context.analysis.chart)

    def read(self, choice: FailoverChoice) -> FailoverShot:
        """As of now; not on the event loop."""
        context, now_ms = self._context, self._context.now_ms()
        sources = states(context)
        window = RANGES[choice.range_key].until(now_ms)
        question = choice.question(sources)
        newest_ms = max((int(source["last_seen_ms"]) for source in sources), default=0)
        news = context.collecting.progress(), quiet(now_ms - newest_ms)
        return FailoverShot(
            choice=choice,
            now_ms=now_ms,
            window=window,
            sources=sources,
            question=question,
            report=None if question is None else self._report(question, choice.final, news),
            drawn=None if question is None else self._drawn(question, sources, window, newest_ms),
            findings=() if question is not None else self._apart(sources, choice.since_ms, news),
            events=self._events.read(),
            endpoint=endpoint([(str(item["host"]), int(item["port"])) for item in context.collecting.listeners()]),
        )

    def _report(self, question: Question, final: bool, news: tuple[int, int]) -> Report:
        # This thread asks the store itself: if it waited for another of its pool, many pages could use them all up.
        def judge() -> Report:
            received = self._loop.answer(reception(self._context, question.since_ms))
            return self._context.inquiry.verdict(question, received, self._context.now_ms(), final)

        return self._reports.get((question, final), news, judge)

    def _apart(self, sources: Sequence[Mapping[str, Any]], since_ms: int, news: tuple[int, int]) -> tuple[Finding, ...]:
        seen = {source["id"] for source in sources}

        def look() -> tuple[Finding, ...]:
            witnessed = self._loop.answer(self._context.collecting.witness(since_ms))
            return diagnose_sources([one for one in witnessed if one.source_id in seen])

        return self._findings.get((frozenset(seen), since_ms), news, look)

    def _drawn(
        self, question: Question, sources: Sequence[Mapping[str, Any]], window: Window, newest_ms: int
    ) -> Chart | None:
        wanted = (question.before, question.after, question.shared)
        channels = [str(one["channel_id"]) for one in sources if one["address"] in wanted]
        if not channels:
            return None
        query = ChartQuery(LIVE, 0, 0, channel_ids=channels)
        return self._charts.read(query, window, newest_ms, self._context.collecting.progress())


def quiet(silent_ms: int) -> int:
    """A number that changes with every second of silence at first, then every minute: the model may change, too."""
    seconds = max(0, silent_ms) // 1000
    return seconds if seconds < _SETTLES_S else _SETTLES_S + seconds // 60
