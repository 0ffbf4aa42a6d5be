"""What is known of each Transport Session: its templates and its Observation Domains. Bounded in every direction.

Templates belong to the session, version and domain that announced them. A session that has none with an id may borrow
the newest that another session of the same address, version and domain has: exporters exist that send their templates
from another port than their data.
"""

from __future__ import annotations

import enum
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.sequence import SequenceStats, SequenceTracker
from fauxmon_collector.wire.templates import Template

TemplateKey = tuple[int, int, int]
"""(version, domain, template id)"""


class Change(enum.Enum):
    """What announcing a template changed."""

    NONE = enum.auto()
    NEW = enum.auto()
    REDEFINED = enum.auto()
    REFUSED = enum.auto()


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How much a remote can make us remember. The least recently used goes first.

    `fields` counts the fields of all templates of a session, `fields_in_all` those of all sessions.
    """

    sessions: int = 4096
    domains: int = 256
    templates: int = 1024
    fields: int = 65_536
    fields_in_all: int = 1_048_576


@dataclass(slots=True, eq=False)
class Domain:
    """One Observation Domain of a session. `init_time_ms`: when the exporter started, if an options record told."""

    tracker: SequenceTracker = field(default_factory=SequenceTracker)
    init_time_ms: int | None = None


@dataclass(slots=True, eq=False)
class SessionState:
    """One Transport Session. `past` keeps the sequence counts of domains that were forgotten."""

    session: Session
    domains: OrderedDict[tuple[int, int], Domain] = field(default_factory=OrderedDict)
    templates: OrderedDict[TemplateKey, Template] = field(default_factory=OrderedDict)
    fields: int = 0
    past: SequenceStats = field(default_factory=SequenceStats)

    def in_domain(self, version: int, domain: int) -> dict[int, Template]:
        """The templates in force in one domain, by Template ID."""
        return {key[2]: template for key, template in self.templates.items() if key[:2] == (version, domain)}

    def sequence(self) -> SequenceStats:
        """The counts of all domains, also forgotten ones."""
        total = SequenceStats()
        total.add(self.past)
        for domain in self.domains.values():
            total.add(domain.tracker.stats)
        return total


@dataclass(slots=True, eq=False)
class _Origin:
    """All sessions from one address to one of our ports, and the counts of those that were forgotten."""

    sessions: dict[Session, SessionState] = field(default_factory=dict)
    past: SequenceStats = field(default_factory=SequenceStats)


class SessionTable:
    """All sessions."""

    def __init__(self, limits: SessionLimits) -> None:
        self._limits = limits
        self._sessions: OrderedDict[Session, SessionState] = OrderedDict()
        self._origins: dict[tuple[str, int], _Origin] = {}
        self._lenders: dict[tuple[str, TemplateKey], dict[Session, Template]] = {}
        self._fields = 0

    def touch(self, session: Session) -> tuple[SessionState, SessionState | None]:
        """The session's state, made at first sight, and the state that had to go for it."""
        state = self._sessions.get(session)
        if state is not None:
            self._sessions.move_to_end(session)
            return state, None
        evicted = None
        if len(self._sessions) >= self._limits.sessions:
            evicted = next(iter(self._sessions.values()))
            self._drop(evicted)
        state = self._sessions[session] = SessionState(session)
        self._origins.setdefault((session.address, session.listening_port), _Origin()).sessions[session] = state
        return state, evicted

    def domain(self, state: SessionState, version: int, domain: int) -> Domain:
        """The session's Observation Domain, made at first sight."""
        key = (version, domain)
        known = state.domains.get(key)
        if known is not None:
            if len(state.domains) > 1:
                state.domains.move_to_end(key)
            return known
        if len(state.domains) >= self._limits.domains:
            _, oldest = state.domains.popitem(last=False)
            state.past.add(oldest.tracker.stats)
        made = state.domains[key] = Domain()
        return made

    def announce(self, state: SessionState, domain: int, template: Template) -> Change:
        """Put a template in force; tell what that changes. One with more fields than a session may have is refused."""
        if len(template.fields) > self._limits.fields:
            return Change.REFUSED
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
        state.fields += len(template.fields)
        self._fields += len(template.fields)
        self._lenders.setdefault((state.session.address, key), {})[state.session] = template
        while len(state.templates) > self._limits.templates or state.fields > self._limits.fields:
            self._withdraw(state, next(iter(state.templates)))
        self._shrink(state)
        return Change.NEW if known is None else Change.REDEFINED

    def borrow(self, state: SessionState, key: TemplateKey) -> Template | None:
        """The newest template that another session of the same address has under this key."""
        lenders = self._lenders.get((state.session.address, key))
        return next(reversed(lenders.values())) if lenders else None

    def __getitem__(self, session: Session) -> SessionState:
        """The session's state. Errors: KeyError."""
        return self._sessions[session]

    def of_origin(self, address: str, listening_port: int) -> Iterator[SessionState]:
        """The sessions from one address to one of our ports."""
        origin = self._origins.get((address, listening_port))
        yield from origin.sessions.values() if origin else ()

    def sequence(self, address: str, listening_port: int) -> SequenceStats:
        """The sequence counts of all sessions from one address to one of our ports."""
        total = SequenceStats()
        origin = self._origins.get((address, listening_port))
        if origin:
            total.add(origin.past)
            for state in origin.sessions.values():
                total.add(state.sequence())
        return total

    def forget(self, address: str, listening_port: int) -> list[SessionState]:
        """Forget an exporter; return the sessions it had."""
        forgotten = list(self.of_origin(address, listening_port))
        for state in forgotten:
            self._drop(state)
        return forgotten

    def _shrink(self, keep: SessionState) -> None:
        """Take their templates from the least recently heard sessions until all fields fit."""
        for state in self._sessions.values():
            if self._fields <= self._limits.fields_in_all:
                return
            if state is not keep:
                for key in list(state.templates):
                    self._withdraw(state, key)

    def _withdraw(self, state: SessionState, key: TemplateKey) -> None:
        template = state.templates.pop(key)
        state.fields -= len(template.fields)
        self._fields -= len(template.fields)
        lenders = self._lenders[state.session.address, key]
        del lenders[state.session]
        if not lenders:
            del self._lenders[state.session.address, key]

    def _drop(self, state: SessionState) -> None:
        session = state.session
        for key in list(state.templates):
            self._withdraw(state, key)
        del self._sessions[session]
        origin = self._origins[session.address, session.listening_port]
        del origin.sessions[session]
        origin.past.add(state.sequence())
        if not origin.sessions:
            del self._origins[session.address, session.listening_port]
