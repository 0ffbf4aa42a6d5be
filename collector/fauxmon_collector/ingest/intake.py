"""Intake: from datagrams to appended flows, one step after the other, without a thread or a clock of its own."""

from __future__ import annotations

import bisect
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.canonical import canonical
from fauxmon_collector.ingest.exporter_report import exporter_report, not_sent
from fauxmon_collector.ingest.ledger import IntakeCounts
from fauxmon_collector.ingest.peers import KnownPeer, Peers
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sessions_report import sessions_report
from fauxmon_collector.ingest.sources import SourceRegistry, SourceState
from fauxmon_collector.ingest.templates_report import templates_report
from fauxmon_collector.ingest.witness import witness
from fauxmon_collector.input.burst import Burst, joined
from fauxmon_collector.store.base import Columns, FlowStore, StoreError
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.columns import Columns as DecodedColumns
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.problems import Problem
from fauxmon_model.flow_columns import Texts

log = logging.getLogger(__name__)

_PART = 131_072
"""Records that are turned into flow columns at once: enough for numpy, few enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class IntakeConfig:
    """`pending_records`: with so many waiting for a failing store, nothing more is taken from the Inbox.
    `at_once`: about so many records are in flow columns at a time; what more was decoded stays in its octets.
    `peers`: how many exporter addresses and ports are remembered in their parsed form."""

    pending_records: int = 1_000_000
    at_once: int = 500_000
    peers: int = 65_536


class Intake:
    """Belongs to one thread: `offer` datagrams, `decode` what they held, `append` it to the store."""

    def __init__(
        self,
        decoder: Callable[[], Decoder],
        registry: SourceRegistry,
        store: FlowStore,
        problems: ProblemLog,
        config: IntakeConfig = IntakeConfig(),
    ) -> None:
        self.config = config
        self.registry = registry
        self.problems = problems
        self._new_decoder = decoder
        self._store = store
        self._peers = Peers(registry, config.peers)
        self.clear()

    def clear(self) -> None:
        """Forget templates, what is pending, and all counters."""
        self.decoder = self._new_decoder()
        self._peers.clear()
        self._touched: dict[int, SourceState] = {}
        self._fed = 0
        self._offered: list[tuple[int, Burst, bool]] = []  # since the last decode: (first frame, rows, Source known)
        self._decoded: deque[tuple[Batch, Iterator[DecodedColumns]]] = deque()
        self._pending: list[Columns] = []
        self._pending_columns = 0  # of the pending records those that are in columns
        self._pending_records = 0
        self._framed = self._unreadable = self._refused = 0
        self._stored = self._rejected = self._lost = 0
        self._admitting_fails = False

    @property
    def pending_records(self) -> int:
        """Decoded records that are not in the store yet."""
        return self._pending_records

    @property
    def full(self) -> bool:
        """Whether so much is pending that nothing more should be offered."""
        return self._pending_records >= self.config.pending_records

    def offer(self, bursts: Sequence[Burst]) -> None:
        """Feed datagrams to the decoder; a valid message from an unknown exporter makes its Source (R1, R10, R11)."""
        if not bursts:
            return
        burst = joined(bursts)
        peers = [self._peers.get(peer) for peer in burst.peers]
        known = np.array([peer.state is not None for peer in peers])[burst.peer]
        if known.all():
            self._feed(burst, peers)
            return
        self._feed(burst.rows(known), peers)
        # Until an exporter has a Source its datagrams go one by one: the first valid one of them makes it.
        rest = burst.rows(~known)
        later = np.zeros(len(rest), np.bool_)
        for row, number in enumerate(rest.peer.tolist()):
            if self._peers.has_source(peers[number]):
                later[row] = True
            elif self.registry.full:
                self._refused += 1
            else:
                self._feed(rest.alone(row), [peers[number]])
        self._feed(rest.rows(later), peers)

    def decode(self) -> None:
        """Turn what the decoder holds into pending columns; keep Problems; bring the Sources' counters up to date."""
        taken = self.decoder.take()
        if taken.problems:
            self._keep(taken.problems)
        self._offered.clear()
        for batch in taken.batches:
            if batch.template.kind == "data":
                self._pending_records += batch.count
            self._decoded.append((batch, batch.columns_in_parts(_PART)))
        self._convert_some()
        for state in self._touched.values():
            self._refresh(state)
        self._touched.clear()

    def append(self) -> int:
        """Append all that is pending; return how many records. Errors: StoreError, and what is not in stays pending."""
        appended = 0
        while self._pending:
            self._store.append(self._pending)
            appended += self._pending_columns
            self._stored += self._pending_columns
            self._pending_records -= self._pending_columns
            self._pending, self._pending_columns = [], 0
            self._convert_some()
        return appended

    def expire(self, now_ms: int) -> None:
        """Let the store delete what is not to be kept at this time. Errors: StoreError."""
        self._store.expire(now_ms)

    def give_up(self) -> int:
        """Reject what is pending; return how many records."""
        given_up = self._pending_records
        self._rejected += given_up
        self._decoded.clear()
        self._pending, self._pending_columns, self._pending_records = [], 0, 0
        return given_up

    def forget(self, source_id: int) -> None:
        """Remove a Source with its Channel and flows. Errors: NotFoundError, StoreError."""
        if self._pending_records:
            raise StoreError("flows are waiting for the store; a Source can be removed when it has recovered")
        state = self.registry.get(source_id)
        self._store.remove_source(source_id)
        self.registry.remove(state)
        self._peers.clear()
        self.decoder.forget(state.address, state.listening_port)

    def exporter(self, source_id: int) -> dict[str, Any]:
        """What the exporter of a Source has told of itself. Errors: NotFoundError."""
        state = self.registry.get(source_id)
        key = (state.address, state.listening_port)
        return {
            **exporter_report(self._origins(state)),
            "sequence": asdict(self.decoder.sequence(*key)),
            "sessions": sessions_report(self.decoder.domains(*key)),
            "templates_in_force": templates_report(self.decoder.in_force(*key)),
        }

    def witness(self, since_ms: int) -> list[Witnessed]:
        """All Sources with what was heard of them since that time."""
        return witness(self.registry.all(), self.decoder.domains, since_ms)

    def counts(self) -> IntakeCounts:
        """The counters of now. Consistent between two calls of the methods above."""
        wire = self.decoder.counters
        return IntakeCounts(
            framed=self._framed,
            unreadable=self._unreadable,
            refused=self._refused,
            data_sets=wire.data_sets,
            decoded=wire.decoded,
            held_back=wire.held_back,
            template_missing=wire.template_missing,
            malformed=wire.malformed,
            records=wire.records,
            stored=self._stored,
            rejected=self._rejected,
            pending=self._pending_records,
            options_records=wire.options_records,
            templates=wire.templates,
            lost_before_us=self._lost,
            sessions_dropped=self.decoder.dropped.sessions,
            domains_dropped=self.decoder.dropped.domains,
            templates_dropped=self.decoder.dropped.templates,
            facts_dropped=self.decoder.dropped.facts,
        )

    def _feed(self, burst: Burst, peers: Sequence[KnownPeer]) -> None:
        """Feed datagrams: of exporters that have a Source, or a single one of an exporter without."""
        if not len(burst):
            return
        sessions = [peer.session for peer in peers]
        versions = self.decoder.feed_burst(
            Datagrams(burst.octets, burst.start, burst.length, burst.peer, sessions, burst.received, self._fed)
        )
        framed = int(np.count_nonzero(versions))
        self._framed += framed
        self._unreadable += len(burst) - framed
        first = peers[burst.peer[0]]
        if first.state is None and framed:
            self._admit(first, int(burst.received[0] * 1000))
        self._offered.append((self._fed, burst, first.state is not None))
        self._fed += len(burst)
        self._count(burst, versions, peers)

    def _admit(self, peer: KnownPeer, seen_ms: int) -> None:
        session = peer.session
        try:
            peer.state = self.registry.admit(session.address, session.listening_port, seen_ms)
        except sa.exc.SQLAlchemyError as error:
            # Its records will be counted as rejected. Every message tries again; the log needs to hear of it once.
            if not self._admitting_fails:
                log.error("the Source of exporter %s cannot be added: %s", session.address, error)
            self._admitting_fails = True
        else:
            self._admitting_fails = False

    def _count(self, burst: Burst, versions: npt.NDArray[np.uint8], peers: Sequence[KnownPeer]) -> None:
        """Bring datagrams, messages, version and times of the Sources up to date."""
        valid = np.flatnonzero(versions)
        peer = burst.peer[valid]
        datagrams = np.bincount(burst.peer, minlength=len(peers)).tolist()
        messages = np.bincount(peer, minlength=len(peers)).tolist()
        seen_ms = (burst.received[valid] * 1000).astype(np.int64)
        oldest, newest = np.full(len(peers), np.iinfo(np.int64).max), np.zeros(len(peers), np.int64)
        np.minimum.at(oldest, peer, seen_ms)
        np.maximum.at(newest, peer, seen_ms)
        last = np.zeros(len(peers), np.uint8)
        last[peer] = versions[valid]  # of those of one peer the last one stays
        for number, count in enumerate(datagrams):
            state = peers[number].state
            if state is None or not count:
                continue
            state.datagrams += count
            state.changed = True
            if messages[number]:
                state.messages += messages[number]
                state.version = int(last[number])
                self.registry.seen(state, int(oldest[number]))
                self.registry.seen(state, int(newest[number]))
                self._touched[state.id] = state

    def _refresh(self, state: SourceState) -> None:
        lost = state.lost_earlier + self.decoder.sequence(state.address, state.listening_port).lost
        self._lost += lost - state.lost
        state.lost = lost
        state.templates = self.decoder.templates(state.address, state.listening_port)

    def _keep(self, problems: Sequence[Problem]) -> None:
        frames = [first for first, _, _ in self._offered]
        for problem in problems:
            datagram, known = None, True
            # A Problem may be of a datagram of before, whose data was held back; that one had a Source.
            if frames and problem.frame >= frames[0]:
                first, burst, known = self._offered[bisect.bisect_right(frames, problem.frame) - 1]
                datagram = burst.datagram(problem.frame - first)
            self.problems.add(problem, datagram)
            state = self.registry.find(problem.session.address, problem.session.listening_port)
            if known and state is not None:
                state.problems += 1
                state.changed = True

    def _origins(self, state: SourceState) -> list[Origin]:
        return self.decoder.origins(state.address, state.listening_port)

    def _convert_some(self) -> None:
        """Convert what was decoded until enough is in flow columns."""
        while self._decoded and self._pending_columns < self.config.at_once:
            batch, parts = self._decoded[0]
            columns = next(parts, None)
            if columns is None:
                self._decoded.popleft()
            else:
                self._convert(columns, batch.template.kind == "options")

    def _convert(self, columns: DecodedColumns, options: bool) -> None:
        """Decoded records into pending columns, or counted if they are of options."""
        states = [self.registry.find(one.session.address, one.session.listening_port) for one in columns.origins]
        for state, count in zip(states, columns.counts_of_origins(), strict=True):
            if state is not None and count:
                state.changed = True
                if options:
                    state.options_records += count
                    state.not_sent = not_sent(self._origins(state))["not_sent"]
                else:
                    state.records += count
        if options or not columns.count:
            return
        source_id = np.array([0 if state is None else state.id for state in states], np.uint32)[columns.origin]
        flows: Columns = canonical(columns, source_id)
        kept = columns.count
        if None in states:
            known = columns.of_records(np.array([state is not None for state in states])[columns.origin])
            kept = int(np.count_nonzero(known))
            self._rejected += columns.count - kept
            self._pending_records -= columns.count - kept
            flows = {name: _rows(column, known) for name, column in flows.items()}
        if kept:
            self._pending.append(flows)
            self._pending_columns += kept


def _rows(column: npt.NDArray[Any] | Texts, rows: npt.NDArray[np.bool_]) -> npt.NDArray[Any] | Texts:
    return column._replace(codes=column.codes[rows]) if isinstance(column, Texts) else column[rows]
