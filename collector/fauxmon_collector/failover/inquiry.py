"""Inquiry: gathers the evidence for a verdict from the model, the flow store and the witness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fauxmon_collector.failover.activity import activity, flows_by_source, late
from fauxmon_collector.failover.evidence import ChapterScope, Evidence, Node
from fauxmon_collector.failover.limits import Limits
from fauxmon_collector.failover.report import Report
from fauxmon_collector.failover.switch import find_switch
from fauxmon_collector.failover.verdict import judge
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.entities.profile import ALL_CHANNELS, LIVE
from fauxmon_model.repository import Repository


@dataclass(frozen=True, slots=True)
class Question:
    """Addresses as `ipaddress` prints them. Only what came since `since_ms` counts. `speed` is how many times as fast
    as ours the exporters' clocks run."""

    before: str
    after: str
    shared: str | None = None
    since_ms: int = 0
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Reception:
    """What is known of how datagrams come in."""

    witnessed: Sequence[Witnessed]
    ports: tuple[int, ...] = ()
    unreadable: int = 0


class Inquiry:
    """Safe to call from several threads. Errors: StoreError."""

    def __init__(self, store: FlowStore, repository: Repository) -> None:
        self._store = store
        self._repository = repository

    def verdict(self, question: Question, reception: Reception, now_ms: int, over: bool) -> Report:
        """The report as of now; `over` says that no more is waited for."""
        return judge(self.evidence(question, reception, now_ms, over))

    def evidence(self, question: Question, reception: Reception, now_ms: int, over: bool) -> Evidence:
        """All that the verdict is given on."""
        limits, span = Limits(question.speed), Span(question.since_ms, now_ms + 1)
        flows = flows_by_source(self._store, span)
        named = {question.before, question.after, question.shared}
        others = tuple(one for one in reception.witnessed if one.address not in named)

        def node(address: str) -> Node:
            sources = tuple(one for one in reception.witnessed if one.address == address)
            return Node(address, sources, activity(self._store, sources, span, limits))

        evidence = Evidence(
            now_ms=now_ms,
            since_ms=question.since_ms,
            over=over,
            before=node(question.before),
            after=node(question.after),
            shared=None if question.shared is None else node(question.shared),
            others=others,
            live_channels=tuple(channel.id for channel in self._repository.profiles.get(LIVE).channels),
            chapters=self._chapters(),
            total_flows=sum(flows.values()),
            other_flows=sum(flows.get(one.source_id, 0) for one in others),
            ports=reception.ports,
            unreadable=reception.unreadable,
            limits=limits,
        )
        switch = find_switch(evidence)
        if switch is None:
            return evidence
        before = evidence.before
        until = span._replace(to_ms=switch.back_ms) if switch.back_ms is not None else span
        count = late(self._store, before.sources, until, limits, switch.first_after_ms)
        return replace(evidence, before=replace(before, activity=replace(before.activity, late=count)))

    def _chapters(self) -> list[ChapterScope]:
        return [
            ChapterScope(one.name, None if one.channels == ALL_CHANNELS else tuple(one.channels))
            for one in self._repository.chapters.all()
            if one.profile_id == LIVE
        ]
