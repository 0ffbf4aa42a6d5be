"""What an exporter has told of itself in options data, as the API shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fauxmon_collector.wire.exporter_stats import ExporterStatistics
from fauxmon_collector.wire.facts import ExporterFacts
from fauxmon_collector.wire.names import Name
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.samplers import Sampling
from fauxmon_collector.wire.type_information import TypeInformation

_LOST = {
    "not_sent": "notSentFlowTotalCount",
    "not_sent_packets": "notSentPacketTotalCount",
    "not_sent_octets": "notSentOctetTotalCount",
}


def exporter_report(origins: Iterable[Origin]) -> dict[str, Any]:
    """`domains`: what each Transport Session (`port`) told in each Observation Domain, those that told anything.
    `not_sent`, `not_sent_packets` and `not_sent_octets`: flows that the exporter says it dropped, what they held."""
    told = [origin for origin in origins if origin.facts.tells]
    return {**not_sent(told), "domains": [_domain(origin) for origin in told]}


def not_sent(origins: Iterable[Origin]) -> dict[str, int]:
    """What the Exporting Processes say they did not send (RFC 7011 §4.3), summed."""
    statistics = [origin.facts.statistics for origin in origins]
    return {name: sum(one.total(element) for one in statistics) for name, element in _LOST.items()}


def _domain(origin: Origin) -> dict[str, Any]:
    facts: ExporterFacts = origin.facts
    return {
        "port": origin.session.port,
        "version": origin.version,
        "domain": origin.domain,
        "started_ms": facts.init_time_ms,
        "sampling": _sampling(facts.sampling),
        "interfaces": _named("number", facts.names.interfaces.entries),
        "vrfs": _named("number", facts.names.vrfs.entries),
        "applications": _named(
            "id", {f"0x{id_.hex()}": name for id_, name in facts.names.applications.entries.items()}
        ),
        "elements": _elements(facts.types),
        "statistics": _statistics(facts.statistics),
        "flow_keys": [
            {"template": template, "fields": [bit for bit in range(64) if keys >> bit & 1]}
            for template, keys in facts.statistics.flow_keys.entries.items()
        ],
        "refused": facts.refused,
    }


def _sampling(sampling: Sampling) -> list[dict[str, Any]]:
    return [
        {
            **{condition: value for condition, value in scope._asdict().items() if value is not None},
            "rate": sampling.rate(sampler),
            "algorithm": sampler.algorithm,
            "name": sampler.name,
            **({"selectors": list(sampler.selectors)} if sampler.selectors else {}),
        }
        for scope, sampler in sampling.told.entries.items()
    ]


def _named(key: str, names: Mapping[Any, Name]) -> list[dict[str, Any]]:
    return [{key: number, **name._asdict()} for number, name in names.items()]


def _elements(types: TypeInformation) -> list[dict[str, Any]]:
    return [{**element._asdict(), "type": str(element.type)} for element in types.told.entries.values()]


def _statistics(statistics: ExporterStatistics) -> list[dict[str, Any]]:
    return [
        {"process": process, "received_ms": counted.received_ms, **counted.values}
        for process, counted in statistics.processes.entries.items()
    ]
