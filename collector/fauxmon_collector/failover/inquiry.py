"""Inquiry: gathers the evidence for a verdict from the model, the flow store and the witness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fauxmon_collector.failover.activity import activity, flows_by_source, late
from fauxmon_collector.failover.clocks import Clock, Clocked, newest_ms, skew_ms
from fauxmon_collector.failover.evidence import ChapterScope, Evidence, Node
from fauxmon_collector.failover.pace import pace
from fauxmon_collector.failover.report import Report
from fauxmon_collector.failover.switch import find_switch
from fauxmon_collector.failover.verdict import judge
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.entities.profile import ALL_CHANNELS, LIVE
from fauxmon_model.repository import Repository


@dataclass(frozen=True, slots=True)
class Question:
    """Addresses as `ipaddress` prints them. Only what came since `since_ms`, by our clock, counts. `clock` is the one
    to judge by; if it is the exporters', `now_ms` is what it shows, by default the newest time that any has told."""

    before: str
    after: str
    shared: str | None = None
    since_ms: int = 0
    clock: Clock = Clock.OURS
    now_ms: int | None = None


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

    def seen_by(self, user_id: int) -> Inquiry:
        """The same over what this user sees (R60): of another Source nothing was heard."""
        return Inquiry(self._store, self._repository.seen_by(user_id))

    def verdict(self, question: Question, reception: Reception, now_ms: int, over: bool) -> Report:
        """The report as of now; `over` says that no more is waited for."""
        if question.clock is not Clock.AUTO:
            return judge(self.evidence(question, reception, now_ms, over))
        ours = self.evidence(replace(question, clock=Clock.OURS), reception, now_ms, over)
        if ours.pace is None:
            return judge(ours)
        return judge(self.evidence(replace(question, clock=Clock.EXPORTERS), reception, now_ms, over))

    def evidence(self, question: Question, reception: Reception, now_ms: int, over: bool) -> Evidence:
        """All that the verdict is given on, by one clock or the other."""
        span = Span(question.since_ms, now_ms + 1)
        flows = flows_by_source(self._store, span)
        channels = self._repository.profiles.get(LIVE).channels
        seen = self._repository.sources.shows({one.channel_id for one in reception.witnessed})
        witnessed = [one for one in reception.witnessed if one.channel_id in seen]
        of = {
            address: tuple(one for one in witnessed if one.address == address)
            for address in (question.before, question.after, question.shared)
            if address is not None
        }
        others = tuple(one for one in witnessed if one.address not in of)
        before = self._node(question, of, question.before, question.after, span)
        after = self._node(question, of, question.after, question.before, span)
        exporters = question.clock is Clock.EXPORTERS
        evidence = Evidence(
            now_ms=(question.now_ms or newest_ms(witnessed)) if exporters else now_ms,
            since_ms=question.since_ms,
            over=over,
            clock=question.clock,
            before=before,
            after=after,
            shared=self._node(question, of, question.shared, "", span) if question.shared else None,
            others=tuple(one.by_their_clock() for one in others) if exporters else others,
            live_channels=tuple(channel.id for channel in channels),
            chapters=self._chapters(),
            total_flows=sum(flows.get(channel.source_id or 0, 0) for channel in channels),
            other_flows=sum(flows.get(one.source_id, 0) for one in others),
            ports=reception.ports,
            unreadable=reception.unreadable,
            unheard_ms=now_ms - max((one.last_seen_ms for one in of[question.before]), default=now_ms),
            pace=None if exporters else pace(one for sources in of.values() for one in sources),
        )
        switch = find_switch(evidence)
        again = exporters and any(stream.rewound for node in (before, after) for stream in node.streams)
        if switch is None or switch.back_ms is not None or again:
            return evidence
        one, other = (_clocked(node, question.clock) for node in (before, after))
        count = late(self._store, one, other, span, switch.first_after_ms)
        return replace(evidence, before=replace(before, activity=replace(before.activity, late=count)))

    def _node(
        self, question: Question, of: Mapping[str, tuple[Witnessed, ...]], address: str, other: str, span: Span
    ) -> Node:
        sources, clock = of[address], question.clock
        node = Node(address, sources, skew_ms=skew_ms(sources, of.get(other, ()), clock, question.now_ms))
        node = replace(node, activity=activity(self._store, _clocked(node, clock), span))
        if clock is Clock.OURS:
            return node
        return replace(node, sources=tuple(one.by_their_clock() for one in sources))

    def _chapters(self) -> list[ChapterScope]:
        return [
            ChapterScope(one.name, None if one.channels == ALL_CHANNELS else tuple(one.channels))
            for one in self._repository.chapters.all()
            if one.profile_id == LIVE
        ]


def _clocked(node: Node, clock: Clock) -> Clocked:
    ids = tuple(source.source_id for source in node.sources)
    return Clocked(ids, clock, node.skew_ms, any(stream.rewound for stream in node.streams))
