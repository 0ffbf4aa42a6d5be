"""Intake: from datagrams to appended flows, one step after the other, without a thread or a clock of its own."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from fauxmon_collector.ingest.canonical import Array, canonical
from fauxmon_collector.ingest.ledger import IntakeCounts
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sources import SourceRegistry, SourceState
from fauxmon_collector.input.inbox import Arrival
from fauxmon_collector.store.base import FlowStore, StoreError
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import MessageHeader, Session
from fauxmon_collector.wire.problems import Problem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IntakeConfig:
    """`pending_records`: with so many waiting for a failing store, nothing more is taken from the Inbox.
    `peers`: how many exporter addresses and ports are remembered in their parsed form."""

    pending_records: int = 1_000_000
    peers: int = 65_536


@dataclass(slots=True)
class _Peer:
    session: Session
    state: SourceState | None


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
        self.clear()

    def clear(self) -> None:
        """Forget templates, what is pending, and all counters."""
        self.decoder = self._new_decoder()
        self._peers: dict[tuple[str, int, int], _Peer] = {}
        self._touched: dict[int, SourceState] = {}
        self._fed = 0
        self._datagrams: list[tuple[bytes, bool]] = []  # since the last decode: (octets, whether the Source is known)
        self._pending: list[dict[str, Array]] = []
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

    def offer(self, arrivals: Iterable[Arrival]) -> None:
        """Feed datagrams to the decoder; a valid message from an unknown exporter makes its Source (R1, R10, R11)."""
        for arrival in arrivals:
            peer = self._peers.get(arrival[1:4]) or self._meet(arrival)
            state = peer.state or self._known(peer)
            if state is None and self.registry.full:
                self._refused += 1
                continue
            header = self.decoder.feed(arrival.data, peer.session, arrival.received, self._fed)
            self._fed += 1
            if header is None:
                self._unreadable += 1
            else:
                self._framed += 1
                if state is None:
                    state = self._admit(peer, arrival)
            if state is not None:
                self._count(state, header, arrival)
            self._datagrams.append((arrival.data, state is not None))

    def decode(self) -> None:
        """Turn what the decoder holds into pending columns; keep Problems; bring the Sources' counters up to date."""
        taken = self.decoder.take()
        if taken.problems:
            self._keep(taken.problems)
        self._datagrams.clear()
        for batch in taken.batches:
            self._convert(batch)
        for state in self._touched.values():
            self._refresh(state)
        self._touched.clear()

    def append(self) -> int:
        """Append all that is pending; return how many records. Errors: StoreError, and everything stays pending."""
        if not self._pending:
            return 0
        if len(self._pending) > 1:
            names = self._pending[0].keys()
            self._pending = [{name: np.concatenate([part[name] for part in self._pending]) for name in names}]
        self._store.append(self._pending[0])
        appended = self._pending_records
        self._stored += appended
        self._pending, self._pending_records = [], 0
        return appended

    def give_up(self) -> int:
        """Reject what is pending; return how many records."""
        given_up = self._pending_records
        self._rejected += given_up
        self._pending, self._pending_records = [], 0
        return given_up

    def forget(self, source_id: int) -> None:
        """Remove a Source with its Channel and flows. Errors: NotFoundError, StoreError."""
        if self._pending:
            raise StoreError("flows are waiting for the store; a Source can be removed when it has recovered")
        state = self.registry.get(source_id)
        self._store.remove_source(source_id)
        self.registry.remove(state)
        self._peers.clear()
        self.decoder.forget(state.address, state.listening_port)

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
        )

    def _meet(self, arrival: Arrival) -> _Peer:
        if len(self._peers) >= self.config.peers:
            self._peers.clear()
        session = Session(_canonical_address(arrival.address), arrival.port, arrival.listening_port)
        peer = _Peer(session, None)
        self._peers[arrival[1:4]] = peer
        return peer

    def _known(self, peer: _Peer) -> SourceState | None:
        peer.state = self.registry.find(peer.session.address, peer.session.listening_port)
        return peer.state

    def _admit(self, peer: _Peer, arrival: Arrival) -> SourceState | None:
        session = peer.session
        try:
            peer.state = self.registry.admit(session.address, session.listening_port, int(arrival.received * 1000))
        except sa.exc.SQLAlchemyError as error:
            # Its records will be counted as rejected. Every message tries again; the log needs to hear of it once.
            if not self._admitting_fails:
                log.error("the Source of exporter %s cannot be added: %s", session.address, error)
            self._admitting_fails = True
        else:
            self._admitting_fails = False
        return peer.state

    def _count(self, state: SourceState, header: MessageHeader | None, arrival: Arrival) -> None:
        state.datagrams += 1
        state.changed = True
        if header is not None:
            state.messages += 1
            state.version = header.version
            self.registry.seen(state, int(arrival.received * 1000))
            self._touched[state.id] = state

    def _refresh(self, state: SourceState) -> None:
        lost = state.lost_earlier + self.decoder.sequence(state.address, state.listening_port).lost
        self._lost += lost - state.lost
        state.lost = lost
        state.templates = self.decoder.templates(state.address, state.listening_port)

    def _keep(self, problems: Sequence[Problem]) -> None:
        first = self._fed - len(self._datagrams)
        for problem in problems:
            # A Problem may be of a datagram of before, whose data was held back; that one had a Source.
            here = problem.frame >= first
            datagram, known = self._datagrams[problem.frame - first] if here else (None, True)
            self.problems.add(problem, datagram)
            state = self.registry.find(problem.session.address, problem.session.listening_port)
            if known and state is not None:
                state.problems += 1
                state.changed = True

    def _convert(self, batch: Batch) -> None:
        """One batch is of one Source; its messages differ in their times."""
        session = batch.bodies[0].session
        state = self.registry.find(session.address, session.listening_port)
        columns = batch.columns()
        if state is not None:
            state.changed = True
            if batch.template.kind == "options":
                state.options_records += columns.count
            else:
                state.records += columns.count
        if batch.template.kind == "options" or not columns.count:
            return
        if state is None:
            self._rejected += columns.count
            return
        received_ms = np.array([int(body.received * 1000) for body in columns.bodies], np.int64)
        export_ms = np.array([_export_ms(body.header) for body in columns.bodies], np.int64)
        source_id = np.full(columns.count, state.id, np.uint32)
        self._pending.append(canonical(columns, source_id, received_ms[columns.body], export_ms[columns.body]))
        self._pending_records += columns.count


def _export_ms(header: MessageHeader) -> int:
    return header.export_time * 1000 + (header.unix_nsecs or 0) // 1_000_000


def _canonical_address(text: str) -> str:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return str(address)
