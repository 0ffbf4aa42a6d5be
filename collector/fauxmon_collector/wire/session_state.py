"""What a Transport Session has: its Observation Domains, its templates, its counts. `sessions.py` keeps them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from fauxmon_collector.wire.heard import Heard
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.samplers import Sampling
from fauxmon_collector.wire.sequence import SequenceStats, SequenceTracker
from fauxmon_collector.wire.templates import Template

TemplateKey = tuple[int, int, int]
"""(version, domain, template id)"""


@dataclass(slots=True)
class Dropped:
    """What had to go for others. What goes along with a session or is forgotten on request is not counted. `facts` are
    entries that options data told."""

    sessions: int = 0
    domains: int = 0
    templates: int = 0
    facts: int = 0


@dataclass(slots=True, eq=False)
class Domain:
    """One Observation Domain of a session. `borrowing` is the origin of data whose template is another session's."""

    origin: Origin
    tracker: SequenceTracker = field(default_factory=SequenceTracker)
    heard: Heard = field(default_factory=Heard)
    borrowing: Origin | None = None


@dataclass(slots=True, eq=False)
class SessionState:
    """One Transport Session. `siblings` are all sessions of its exporter, itself too, least recently heard first;
    `past` keeps the sequence counts of domains that were forgotten; `facts` counts what options data told, and `beside`
    is what the domains told of sampling."""

    session: Session
    siblings: OrderedDict[Session, SessionState]
    domains: OrderedDict[tuple[int, int], Domain] = field(default_factory=OrderedDict)
    templates: OrderedDict[TemplateKey, Template] = field(default_factory=OrderedDict)
    fields: int = 0
    past: SequenceStats = field(default_factory=SequenceStats)
    facts: int = 0
    beside: Mapping[int, Sampling] = field(default_factory=dict)

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
