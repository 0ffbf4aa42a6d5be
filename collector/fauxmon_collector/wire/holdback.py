"""Data Sets that came before their template: held back for a while, within bounds, in the order they came."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import dataclass, field

from fauxmon_collector.wire.messages import DataBody, Session
from fauxmon_collector.wire.session_state import TemplateKey

_OVERHEAD = 128
"""Octets that a held set costs besides its body, so that empty sets count too."""


@dataclass(frozen=True, slots=True)
class HoldBackLimits:
    """How much is held back: octets a session, octets in all, and for how many seconds."""

    session_octets: int = 1 << 20
    octets_in_all: int = 32 << 20
    seconds: float = 60.0


@dataclass(slots=True, eq=False)
class _Held:
    body: DataBody
    key: TemplateKey
    cost: int


@dataclass(slots=True, eq=False)
class _SessionHeld:
    octets: int = 0
    by_key: dict[TemplateKey, dict[_Held, None]] = field(default_factory=dict)


class HoldBack:
    """The sets held back. `octets` is what they cost; `len()` is how many they are."""

    def __init__(self, limits: HoldBackLimits) -> None:
        self.octets = 0
        self._limits = limits
        self._by_age: OrderedDict[_Held, None] = OrderedDict()
        self._sessions: dict[Session, _SessionHeld] = {}
        self._waiting: dict[tuple[str, TemplateKey], dict[Session, None]] = {}

    def __len__(self) -> int:
        return len(self._by_age)

    def hold(self, body: DataBody, key: TemplateKey) -> bool:
        """Keep the set until `key`'s template comes. False if it does not fit."""
        cost = len(body.body) + _OVERHEAD
        session = self._sessions.get(body.session)
        used = session.octets if session else 0
        if used + cost > self._limits.session_octets or self.octets + cost > self._limits.octets_in_all:
            return False
        if session is None:
            session = self._sessions[body.session] = _SessionHeld()
        held = _Held(body, key, cost)
        self._by_age[held] = None
        session.by_key.setdefault(key, {})[held] = None
        session.octets += cost
        self.octets += cost
        self._waiting.setdefault((body.session.address, key), {})[body.session] = None
        return True

    def waiting(self, address: str, key: TemplateKey) -> list[Session]:
        """The sessions of an address that wait for the template of this key."""
        return list(self._waiting.get((address, key), ()))

    def release(self, session: Session, key: TemplateKey) -> list[DataBody]:
        """Give out a session's sets for this key, oldest first."""
        held = self._sessions.get(session)
        return self._give_out(list(held.by_key.get(key, ()))) if held else []

    def expire(self, now: float) -> list[DataBody]:
        """Give out what has waited too long, oldest first. Where the clock was set back, that is told by how far."""
        return self._give_out(
            list(itertools.takewhile(lambda held: abs(now - held.body.received) > self._limits.seconds, self._by_age))
        )

    def forget(self, session: Session) -> list[DataBody]:
        """Give out all sets of a session."""
        held = self._sessions.get(session)
        return self._give_out([one for ones in held.by_key.values() for one in ones]) if held else []

    def _give_out(self, going: list[_Held]) -> list[DataBody]:
        for held in going:
            address, session = held.body.session.address, self._sessions[held.body.session]
            del self._by_age[held]
            self.octets -= held.cost
            session.octets -= held.cost
            ones = session.by_key[held.key]
            del ones[held]
            if ones:
                continue
            del session.by_key[held.key]
            sessions = self._waiting[address, held.key]
            del sessions[held.body.session]
            if not sessions:
                del self._waiting[address, held.key]
            if not session.by_key:
                del self._sessions[held.body.session]
        return [held.body for held in going]
