"""Origin: where Data Sets come from, with what held for them when they came."""

from __future__ import annotations

from typing import NamedTuple

from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.messages import Session


class Origin(NamedTuple):
    """Transport Session, version and Observation Domain, and what options data of the domain had told by then.

    A domain goes on with the same Origin object until it is told something new.
    """

    session: Session
    version: int
    domain: int
    facts: ExporterFacts
