"""What an exporter counts about itself and tells in options data (RFC 7011 §4): what it exported, ignored, lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from fauxmon_collector.wire.options import OptionsRecord
from fauxmon_collector.wire.told import Told

PROCESSES_LIMIT = 64
FLOW_KEYS_LIMIT = 1024
"""Of one Observation Domain."""

COUNTERS = frozenset(
    {
        "notSentFlowTotalCount",
        "notSentPacketTotalCount",
        "notSentOctetTotalCount",
        "exportedMessageTotalCount",
        "exportedFlowRecordTotalCount",
        "exportedOctetTotalCount",
        "ignoredPacketTotalCount",
        "ignoredOctetTotalCount",
        "ignoredDataRecordTotalCount",
        "ignoredLayer2FrameTotalCount",
        "ignoredLayer2OctetTotalCount",
        "notSentLayer2OctetTotalCount",
        "observedFlowTotalCount",
        "droppedPacketTotalCount",
        "droppedOctetTotalCount",
        "packetTotalCount",
        "octetTotalCount",
        "flowActiveTimeout",
        "flowIdleTimeout",
        "exportProtocolVersion",
        "exportTransportProtocol",
    }
)
ELEMENTS = COUNTERS | {"flowKeyIndicator"}
"""Options that have none of these tell nothing about the exporter."""

_PROCESSES = ("exportingProcessId", "meteringProcessId", "scope:lineCard", "lineCardId", "scope:cache")
_TEMPLATES = ("templateId", "scope:template")


class Counted(NamedTuple):
    """The values by element, and when they came, in ms since 1970."""

    values: Mapping[str, int]
    received_ms: int


@dataclass(frozen=True, slots=True)
class ExporterStatistics:
    """What one Observation Domain has told, by process (`meteringProcessId 5`; empty for the exporter as a whole).

    `flow_keys` are the flowKeyIndicators by Template ID: bit n is set where the field n of the template, counted from
    0, is a Flow Key (RFC 7011 §4.4).
    """

    processes: Told[str, Counted] = field(default_factory=Told)
    flow_keys: Told[int, int] = field(default_factory=Told)

    def learn(self, records: Iterable[OptionsRecord], received_ms: int) -> ExporterStatistics:
        """With what these records, that came at `received_ms`, tell; itself if they tell nothing."""
        counted: dict[str, Counted] = {}
        flow_keys: dict[int, int] = {}
        for record in records:
            values = {key: value for key in COUNTERS if (value := record.unsigned(key)) is not None}
            if values:
                process = _process(record)
                known = counted.get(process) or self.processes.entries.get(process)
                merged = {**(known.values if known else {}), **values}
                counted[process] = Counted(MappingProxyType(dict(sorted(merged.items()))), received_ms)
            indicator = record.unsigned("flowKeyIndicator")
            if indicator is not None:
                flow_keys |= {id_: indicator for key in _TEMPLATES if (id_ := record.unsigned(key)) is not None}
        processes = self.processes.add(counted, PROCESSES_LIMIT)
        keys = self.flow_keys.add(flow_keys, FLOW_KEYS_LIMIT)
        if processes is self.processes and keys is self.flow_keys:
            return self
        return ExporterStatistics(processes, keys)

    def total(self, element: str) -> int:
        """The sum of a counter over the processes that tell it."""
        return sum(counted.values.get(element, 0) for counted in self.processes.entries.values())


def _process(record: OptionsRecord) -> str:
    told = {key: value for key in _PROCESSES if (value := record.unsigned(key)) is not None}
    return ", ".join(f"{key.removeprefix('scope:')} {value}" for key, value in told.items())
