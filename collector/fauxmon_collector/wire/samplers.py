"""What options data tells of sampling: for which data, how many packets there are for each one that was counted."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.options import OptionsRecord
from fauxmon_collector.wire.told import Told

SAMPLERS_LIMIT = 1024
"""Statements of one Observation Domain that are remembered."""


class Form(NamedTuple):
    """A way to tell a rate: the elements that it takes, and what they come to (for numbers and arrays alike)."""

    elements: tuple[str, ...]
    rate: Callable[..., Any]
    floating: bool = False


FORMS = (
    Form(("samplingProbability",), lambda probability: 1 / probability, floating=True),
    Form(("samplingSize", "samplingPopulation"), lambda size, population: population / size),
    Form(("samplingPacketInterval", "samplingPacketSpace"), lambda interval, space: (interval + space) / interval),
    Form(("samplingTimeInterval", "samplingTimeSpace"), lambda interval, space: (interval + space) / interval),
    Form(("samplingInterval",), lambda interval: interval),
    Form(("samplerRandomInterval",), lambda interval: interval),
    Form(("samplingPacketInterval",), lambda interval: interval),
)
"""The first one that is there and gives a rate counts.

RFC 5477 §8.2 describes a sampler whole, so its elements go before NetFlow's, which IANA holds deprecated. IOS-XR tells
samplingPacketInterval 1 beside samplingPopulation 256: a packet interval without its space is no description, so it
comes last, and is taken for one in so many where there is nothing else.
"""

_RATE_ELEMENTS = frozenset(element for form in FORMS for element in form.elements)
ELEMENTS = _RATE_ELEMENTS | {"samplerId", "selectorId", "selectionSequenceId"}
"""Options that have none of these tell nothing of sampling."""

_ALGORITHMS = {
    "selectorAlgorithm": {
        1: "systematic count-based",
        2: "systematic time-based",
        3: "random n-out-of-N",
        4: "uniform probabilistic",
        5: "property match",
        6: "hash BOB",
        7: "hash IPSX",
        8: "hash CRC",
        9: "flow-state dependent",
    },
    "samplingAlgorithm": {1: "deterministic", 2: "random"},
    "samplerMode": {1: "deterministic", 2: "random"},
}
HIGHEST_RATE = float(1 << 53)
"""Nothing above it is believed, nor below 1: each packet that was counted stands for itself at least."""
_PASSED_LIMIT = 16
"""So many selectors that packets pass one after the other are remembered."""

CONDITIONS = ("selector", "sequence", "interface", "template")
Shape = tuple[str, ...]
"""Which of the conditions a statement has, in that order."""


class Scope(NamedTuple):
    """The data that a statement holds for: those that agree in all that is not None.

    `domain` is told only where it is another Observation Domain than that of the message. `selector` stands for
    selectorId and for samplerId, which IANA deprecated in its favour.
    """

    domain: int | None = None
    selector: int | None = None
    sequence: int | None = None
    interface: int | None = None
    template: int | None = None

    @property
    def shape(self) -> Shape:
        """The conditions that it has."""
        return tuple(condition for condition in CONDITIONS if getattr(self, condition) is not None)


class Sampler(NamedTuple):
    """`rate` is None if it is not told; `selectors` are those that the packets pass one after the other (RFC 5476
    §6.5.1), whose rates multiply. `algorithm` and `name` are empty if they are not told."""

    rate: float | None = None
    selectors: tuple[int, ...] = ()
    algorithm: str = ""
    name: str = ""


class Table(NamedTuple):
    """The rates of one shape: `values` are of its conditions, (statements, conditions)."""

    values: npt.NDArray[np.uint64]
    rates: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sampling:
    """What one Observation Domain has told of sampling."""

    told: Told[Scope, Sampler] = field(default_factory=Told)

    def learn(self, records: Iterable[OptionsRecord], domain: int) -> Sampling:
        """With what these records of a message of `domain` tell; itself if that is nothing new."""
        new: dict[Scope, Sampler] = {}
        for record in records:
            scope, sampler = _read(record, domain)
            if sampler != Sampler():
                known = new.get(scope) or self.told.entries.get(scope) or Sampler()
                new[scope] = Sampler(
                    sampler.rate or known.rate,
                    sampler.selectors or known.selectors,
                    sampler.algorithm or known.algorithm,
                    sampler.name or known.name,
                )
        told = self.told.add(new, SAMPLERS_LIMIT)
        return self if told is self.told else Sampling(told)

    @functools.cached_property
    def tables(self) -> Mapping[tuple[int | None, Shape], Table]:
        """The rates by the domain and the shape of their scopes."""
        rows: dict[tuple[int | None, Shape], list[tuple[list[int], float]]] = {}
        for scope, sampler in self.told.entries.items():
            rate = self.rate(sampler)
            if rate is not None:
                values = [value for value in scope[1:] if value is not None]
                rows.setdefault((scope.domain, scope.shape), []).append((values, rate))
        return {
            (domain, shape): Table(
                np.array([values for values, _ in told], np.uint64).reshape(len(told), len(shape)),
                np.array([rate for _, rate in told], np.float64),
            )
            for (domain, shape), told in rows.items()
        }

    def rate(self, sampler: Sampler) -> float | None:
        """Its own rate, or what those of its selectors come to; None while one is not known."""
        if sampler.rate is not None or not sampler.selectors:
            return sampler.rate
        known = [self.told.entries.get(Scope(selector=selector), Sampler()).rate for selector in sampler.selectors]
        whole = math.prod(rate for rate in known if rate is not None)
        return whole if None not in known and whole <= HIGHEST_RATE else None


def _read(record: OptionsRecord, domain: int) -> tuple[Scope, Sampler]:
    rate = _rate(record)
    name = record.text("samplerName") or record.text("selectorName") or ""
    algorithm = next((texts[code] for key, texts in _ALGORITHMS.items() if (code := record.unsigned(key)) in texts), "")
    other = record.unsigned("observationDomainId")
    addressed = other if other not in (None, 0, domain) else None
    sequence = record.unsigned("selectionSequenceId")
    if sequence is not None:
        selectors = tuple(record.repeated("selectorId"))[:_PASSED_LIMIT]
        return Scope(addressed, sequence=sequence), Sampler(rate, selectors, algorithm, name)
    selector = _first(record, "selectorId", "samplerId")
    interface = _first(record, "scope:interface", "ingressInterface", "egressInterface") or None
    template = _first(record, "scope:template", "templateId") or None
    passed: tuple[int, ...] = ()
    if (interface or template) and selector is not None and rate is None:
        passed, selector = (selector,), None
    elif selector is not None and _narrower_scope(record):
        selector = None
    return Scope(addressed, selector, None, interface, template), Sampler(rate, passed, algorithm, name)


def _narrower_scope(record: OptionsRecord) -> bool:
    """Whether the scope says an interface or a template but no selector: then the selector is one more thing told."""
    scope = {key.partition("#")[0] for key in record.template.keys[: record.template.scope_count]}
    places = {"scope:interface", "ingressInterface", "egressInterface", "scope:template", "templateId"}
    return bool(scope & places) and not scope & {"selectorId", "samplerId"}


def _rate(record: OptionsRecord) -> float | None:
    for form in FORMS:
        values = [record.number(element) for element in form.elements]
        if all(values) or (len(values) == 2 and values[0] and values[1] is not None):
            rate = float(form.rate(*values))
            if 1 <= rate <= HIGHEST_RATE:
                return rate
    return None


def _first(record: OptionsRecord, *keys: str) -> int | None:
    return next((value for key in keys if (value := record.unsigned(key)) is not None), None)
