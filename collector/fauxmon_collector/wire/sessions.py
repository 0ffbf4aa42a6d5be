"""What is known of each Transport Session: its templates and its Observation Domains. Bounded in every direction.

Templates belong to the session, version and domain that announced them. A session that has none with an id may borrow
the newest that another session of the same address, version and domain has: exporters exist that send their templates
from another port than their data.
"""

from __future__ import annotations

import enum
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.memory import Memory
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.sequence import SequenceStats
from fauxmon_collector.wire.session_state import Domain, Dropped, SessionState, TemplateKey
from fauxmon_collector.wire.templates import Template


class Change(enum.Enum):
    """What announcing a template changed."""

    NONE = enum.auto()
    NEW = enum.auto()
    REDEFINED = enum.auto()
    REFUSED = enum.auto()


_TEMPLATE_COST = 8
"""A template takes as much memory as so many fields, besides its own."""
_DESCRIBED_AT_ONCE = 64
"""Making templates anew takes time: a remote must not have a thousand made by each of its messages."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How much a remote can make us remember. The least recently used goes first.

    `sessions_of_exporter` bounds those from one address to one of our ports, so that an exporter that takes another
    port for every message drives out its own sessions only. `domains`, `templates` and `fields` are bounds of one
    session; fields count in all its templates, and a template itself as 8 of them. `facts` are entries that options
    data told: those of a session, and those of all (`memory.py` tells what goes).
    """

    sessions: int = 4096
    sessions_of_exporter: int = 256
    domains: int = 256
    domains_in_all: int = 32_768
    templates: int = 1024
    fields: int = 65_536
    fields_in_all: int = 1_048_576
    facts: int = 32_768
    facts_in_all: int = 524_288


class SessionTable:
    """All sessions. `on_drop` is told of each that has been forgotten."""

    def __init__(self, limits: SessionLimits, on_drop: Callable[[Session], None] = lambda _: None) -> None:
        self.dropped = Dropped()
        self._limits = limits
        self._on_drop = on_drop
        self._sessions: OrderedDict[Session, SessionState] = OrderedDict()
        self._exporters: dict[tuple[str, int], OrderedDict[Session, SessionState]] = {}
        self._past: OrderedDict[tuple[str, int], SequenceStats] = OrderedDict()  # of forgotten sessions
        self._lenders: dict[tuple[str, TemplateKey], dict[Session, Template]] = {}
        self._domains = 0
        self._fields = 0
        self._memory = Memory(limits.facts, limits.facts_in_all, self._sessions, self.dropped)

    def touch(self, session: Session) -> SessionState:
        """The session's state, made at first sight; another one may have to go for it."""
        state = self._sessions.get(session)
        if state is not None:
            self._heard(state)
            return state
        exporter = (session.address, session.listening_port)
        if len(self._exporters.get(exporter, ())) >= self._limits.sessions_of_exporter:
            self._evict(next(iter(self._exporters[exporter].values())))
        elif len(self._sessions) >= self._limits.sessions:
            self._evict(next(iter(self._sessions.values())))
        siblings = self._exporters.setdefault(exporter, OrderedDict())
        state = self._sessions[session] = siblings[session] = SessionState(session, siblings)
        return state

    def domain(self, state: SessionState, version: int, domain: int) -> Domain:
        """An Observation Domain of the session heard last, made at first sight; others may have to go for it."""
        key = (version, domain)
        known = state.domains.get(key)
        if known is not None:
            if len(state.domains) > 1:
                state.domains.move_to_end(key)
            return known
        if len(state.domains) >= self._limits.domains:
            _, oldest = state.domains.popitem(last=False)
            state.past.add(oldest.tracker.stats)
            self._domains -= 1
            self.dropped.domains += 1
            self._memory.forget(state, oldest)
        facts = ExporterFacts(beside=state.beside)
        made = state.domains[key] = Domain(Origin(state.session, version, domain, facts))
        self._domains += 1
        while self._domains > self._limits.domains_in_all and len(self._sessions) > 1:
            self._evict(next(iter(self._sessions.values())))
        return made

    def find(self, session: Session, version: int, domain: int) -> tuple[SessionState, Domain] | None:
        """A session and an Observation Domain of it, if both are known; nothing changes by that."""
        state = self._sessions.get(session)
        known = None if state is None else state.domains.get((version, domain))
        return None if state is None or known is None else (state, known)

    def learn(self, state: SessionState, template: Template, body: DataBody) -> None:
        """Keep what options data tells; facts of others may have to go for it."""
        domain = state.domains.get((body.header.version, body.header.domain))
        if domain is not None:
            facts = domain.origin.facts.learn(template, body)
            before = domain.origin.facts
            if facts is not before:
                self._memory.keep(state, domain, facts)
            if facts.types is not before.types:
                self._describe(state, body.header.version, body.header.domain)

    def described(self, state: SessionState, domain: int, template: Template) -> Template:
        """A template that is announced, with the elements that options data of its domain has described."""
        known = state.domains.get((template.version, domain))
        types = known and known.origin.facts.types
        return template.as_described(types.find) if types and types.told.entries else template

    def _describe(self, state: SessionState, version: int, domain: int) -> None:
        """Have the newest templates of a domain know what was described after them; older ones when they come again."""
        keys = [key for key in reversed(state.templates) if key[:2] == (version, domain)]
        for key in keys[:_DESCRIBED_AT_ONCE]:
            template = self.described(state, domain, state.templates[key])
            state.templates[key] = self._lenders[state.session.address, key][state.session] = template

    def origin(self, state: SessionState, header: MessageHeader, set_id: int | None) -> Origin:
        """Where a Data Set of the session comes from. The domain may have been forgotten while the data waited.

        With a template goes what its lender has told, unless the session has told something itself: whoever sends
        templates from another port does so with options, too.
        """
        key = (header.version, header.domain)
        known = state.domains.get(key)
        origin = Origin(state.session, *key, ExporterFacts()) if known is None else known.origin
        if set_id is None or (*key, set_id) in state.templates or origin.facts.tells:
            return origin
        lent = self._lent(state, (*key, set_id))
        lender = None if lent is None else self._sessions[lent[0]].domains.get(key)
        if known is None or lender is None or not lender.origin.facts.tells:
            return origin
        if known.borrowing is None or known.borrowing.facts is not lender.origin.facts:
            known.borrowing = origin._replace(facts=lender.origin.facts)
        return known.borrowing

    def for_lists(self, state: SessionState, header: MessageHeader, set_id: int | None) -> dict[int, Template]:
        """The templates that lists in a Data Set may name: those of its domain, and of whoever lends its template."""
        key = (header.version, header.domain)
        own = state.in_domain(*key)
        lent = None if set_id is None or set_id in own else self._lent(state, (*key, set_id))
        return own if lent is None else {**self._sessions[lent[0]].in_domain(*key), **own}

    def announce(self, state: SessionState, domain: int, template: Template) -> Change:
        """Put a template in force, with the elements that options data has described; tell what that changes. One with
        more fields than a session may have is refused."""
        if _cost(template) > self._limits.fields:
            return Change.REFUSED
        template = self.described(state, domain, template)
        key = (template.version, domain, template.set_id or 0)
        known = state.templates.get(key)
        if known is not None and known.same_layout(template):
            state.templates.move_to_end(key)
            lenders = self._lenders[state.session.address, key]
            lenders[state.session] = lenders.pop(state.session)
            return Change.NONE
        if known is not None:
            self._withdraw(state, key)
        state.templates[key] = template
        state.fields += _cost(template)
        self._fields += _cost(template)
        self._lenders.setdefault((state.session.address, key), {})[state.session] = template
        while len(state.templates) > self._limits.templates or state.fields > self._limits.fields:
            self._withdraw(state, next(iter(state.templates)))
            self.dropped.templates += 1
        self._shrink(state)
        return Change.NEW if known is None else Change.REDEFINED

    def in_force(self, state: SessionState, key: TemplateKey) -> Template | None:
        """The template under this key, the session's own or one that it could borrow; nothing changes by that."""
        own = state.templates.get(key)
        if own is not None:
            return own
        lent = self._lent(state, key)
        return None if lent is None else lent[1]

    def borrow(self, state: SessionState, key: TemplateKey) -> Template | None:
        """The newest template that another session of the same address has under this key. Lending keeps a session
        from being forgotten, as being heard does."""
        lent = self._lent(state, key)
        if lent is None:
            return None
        lender, template = lent
        self._heard(self._sessions[lender])
        return template

    def __getitem__(self, session: Session) -> SessionState:
        """The session's state. Errors: KeyError."""
        return self._sessions[session]

    def of_exporter(self, address: str, listening_port: int) -> list[SessionState]:
        """The sessions from one address to one of our ports."""
        return list(self._exporters.get((address, listening_port), {}).values())

    def sequence(self, address: str, listening_port: int) -> SequenceStats:
        """The sequence counts of all sessions from one address to one of our ports, also forgotten ones."""
        total = SequenceStats()
        total.add(self._past.get((address, listening_port), total))
        for state in self.of_exporter(address, listening_port):
            total.add(state.sequence())
        return total

    def forget(self, address: str, listening_port: int) -> None:
        """Forget an exporter."""
        for state in self.of_exporter(address, listening_port):
            self._drop(state)
        self._past.pop((address, listening_port), None)

    def _lent(self, state: SessionState, key: TemplateKey) -> tuple[Session, Template] | None:
        lenders = self._lenders.get((state.session.address, key))
        return next(reversed(lenders.items())) if lenders else None

    def _heard(self, state: SessionState) -> None:
        self._sessions.move_to_end(state.session)
        if len(state.siblings) > 1:
            state.siblings.move_to_end(state.session)

    def _shrink(self, keep: SessionState) -> None:
        """Take their templates from the least recently heard sessions until all fields fit."""
        for state in self._sessions.values():
            if self._fields <= self._limits.fields_in_all:
                return
            if state is not keep:
                for key in list(state.templates):
                    self._withdraw(state, key)
                    self.dropped.templates += 1

    def _withdraw(self, state: SessionState, key: TemplateKey) -> None:
        cost = _cost(state.templates.pop(key))
        state.fields -= cost
        self._fields -= cost
        lenders = self._lenders[state.session.address, key]
        del lenders[state.session]
        if not lenders:
            del self._lenders[state.session.address, key]

    def _evict(self, state: SessionState) -> None:
        self.dropped.sessions += 1
        self._drop(state)

    def _drop(self, state: SessionState) -> None:
        session = state.session
        for key in list(state.templates):
            self._withdraw(state, key)
        del self._sessions[session]
        del state.siblings[session]
        exporter = (session.address, session.listening_port)
        if not state.siblings:
            del self._exporters[exporter]
        self._past.setdefault(exporter, SequenceStats()).add(state.sequence())
        self._past.move_to_end(exporter)
        if len(self._past) > self._limits.sessions:
            self._past.popitem(last=False)
        self._domains -= len(state.domains)
        for domain in state.domains.values():
            self._memory.forget(state, domain)
        self._on_drop(session)


def _cost(template: Template) -> int:
    return len(template.fields) + _TEMPLATE_COST
