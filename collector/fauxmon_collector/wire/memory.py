"""Memory: what options data told in all sessions, kept within bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.names import Names
from fauxmon_collector.wire.session_state import Domain, Dropped, SessionState


class Memory:
    """At most `in_session` entries of one session and `in_all` of all `sessions`, which are least recently heard first.

    What was learned last stays. Of the others those heard least recently give up names first, which nothing but people
    need, and only if that is not enough the rest.
    """

    def __init__(
        self, in_session: int, in_all: int, sessions: Mapping[Session, SessionState], dropped: Dropped
    ) -> None:
        self._in_session = in_session
        self._in_all = in_all
        self._sessions = sessions
        self._dropped = dropped
        self._size = 0

    def keep(self, state: SessionState, domain: Domain, facts: ExporterFacts) -> None:
        """Keep what a domain has told now. The other domains of its session hear what it says of sampling."""
        self._replace(state, domain, facts)
        if state.facts > self._in_session:
            self._shrink(domain, lambda: [state], lambda: state.facts <= self._in_session)
        if self._size > self._in_all:
            self._shrink(domain, self._sessions.values, lambda: self._size <= self._in_all)

    def forget(self, state: SessionState, domain: Domain) -> None:
        """A domain goes."""
        size = domain.origin.facts.size
        state.facts -= size
        self._size -= size

    def _replace(self, state: SessionState, domain: Domain, facts: ExporterFacts) -> None:
        before = domain.origin.facts
        domain.origin = domain.origin._replace(facts=facts)
        grown = facts.size - before.size
        state.facts += grown
        self._size += grown
        if facts.sampling is not before.sampling:
            _hear(state)

    def _shrink(self, but: Domain, states: Callable[[], Iterable[SessionState]], fits: Callable[[], bool]) -> None:
        for less in (_without_names, _without_anything):
            for state in states():
                for domain in list(state.domains.values()) if state.facts else ():
                    if fits():
                        return
                    if domain is not but:
                        before = self._size
                        self._replace(state, domain, less(domain.origin.facts))
                        self._dropped.facts += before - self._size


def _without_names(facts: ExporterFacts) -> ExporterFacts:
    return dataclasses.replace(facts, names=Names())


def _without_anything(facts: ExporterFacts) -> ExporterFacts:
    return ExporterFacts(beside=facts.beside)


def _hear(state: SessionState) -> None:
    """Have all domains of a session know what each has told of sampling."""
    domains = state.domains.items()
    told = {number: one.origin.facts.sampling for (_, number), one in domains if one.origin.facts.sampling.told.entries}
    state.beside = MappingProxyType(told)
    for domain in state.domains.values():
        facts = dataclasses.replace(domain.origin.facts, beside=state.beside)
        domain.origin = domain.origin._replace(facts=facts)
