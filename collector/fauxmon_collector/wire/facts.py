"""ExporterFacts: what an exporter has told about itself and its data in options records."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fauxmon_collector.wire import exporter_stats, names, samplers, type_information
from fauxmon_collector.wire.exporter_stats import ExporterStatistics
from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.names import Names
from fauxmon_collector.wire.options import OptionsRecord, options_records
from fauxmon_collector.wire.samplers import Sampling
from fauxmon_collector.wire.templates import Template
from fauxmon_collector.wire.told import Told
from fauxmon_collector.wire.type_information import TypeInformation

_INIT = "systemInitTimeMilliseconds"
_STEERING = frozenset({_INIT}) | samplers.ELEMENTS | type_information.ELEMENTS
ELEMENTS = _STEERING | names.ELEMENTS | exporter_stats.ELEMENTS
_LATEST_MS = 1 << 48
"""Some time in the year 10889: nothing on the wire may be too large to reckon with."""


@dataclass(frozen=True, slots=True)
class ExporterFacts:
    """What options data of one Observation Domain has told; immutable, so that data can point to what held for it.

    `init_time_ms` is when the exporter started, in ms since 1970. `beside` is what the domains of the Transport
    Session, this one among them, have told of sampling.
    """

    init_time_ms: int | None = None
    sampling: Sampling = field(default_factory=Sampling)
    names: Names = field(default_factory=Names)
    statistics: ExporterStatistics = field(default_factory=ExporterStatistics)
    types: TypeInformation = field(default_factory=TypeInformation)
    beside: Mapping[int, Sampling] = field(default_factory=lambda: MappingProxyType({}))

    def learn(self, template: Template, body: DataBody) -> ExporterFacts:
        """What is known after the records of this options body; itself if they tell nothing new. Never raises."""
        keys = template.index.keys()
        if keys.isdisjoint(ELEMENTS):
            return self
        records = options_records(template, body)
        learned = self._steered(keys, records, body.header.domain)
        names_ = learned.names if keys.isdisjoint(names.ELEMENTS) else learned.names.learn(records)
        statistics = learned.statistics
        if not keys.isdisjoint(exporter_stats.ELEMENTS):
            statistics = statistics.learn(records, int(body.received * 1000))
        if names_ is learned.names and statistics is learned.statistics:
            return learned
        return dataclasses.replace(learned, names=names_, statistics=statistics)

    def steers(self, template: Template, body: DataBody) -> bool:
        """Whether learning from this body changes how data that comes after it is to be read: its times, rates, types.
        Names and statistics do not."""
        keys = template.index.keys()
        if keys.isdisjoint(_STEERING):
            return False
        return self._steered(keys, options_records(template, body), body.header.domain) is not self

    def _steered(self, keys: AbstractSet[str], records: Sequence[OptionsRecord], domain: int) -> ExporterFacts:
        init_time_ms = (_init_time_ms(records) if _INIT in keys else None) or self.init_time_ms
        sampling = self.sampling if keys.isdisjoint(samplers.ELEMENTS) else self.sampling.learn(records, domain)
        types = self.types.learn(records) if keys >= type_information.ELEMENTS else self.types
        if init_time_ms == self.init_time_ms and sampling is self.sampling and types is self.types:
            return self
        return dataclasses.replace(self, init_time_ms=init_time_ms, sampling=sampling, types=types)

    @property
    def memory(self) -> tuple[Told[Any, Any], ...]:
        """All that is remembered, part by part."""
        return (
            self.sampling.told,
            self.names.interfaces,
            self.names.vrfs,
            self.names.applications,
            self.statistics.processes,
            self.statistics.flow_keys,
            self.types.told,
        )

    @property
    def tells(self) -> bool:
        """Whether anything was told."""
        return bool(self.size) or self.init_time_ms is not None

    @property
    def size(self) -> int:
        """How many entries are remembered."""
        return sum(len(told.entries) for told in self.memory)

    @property
    def refused(self) -> int:
        """How many tellings found no room."""
        return sum(told.refused for told in self.memory)


def _init_time_ms(records: Sequence[OptionsRecord]) -> int | None:
    told = records[0].unsigned(_INIT) if records else None
    return told if told is not None and told < _LATEST_MS else None
