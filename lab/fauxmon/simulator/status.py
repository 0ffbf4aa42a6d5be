"""Status: what a pair is like at a moment, as JSON has it."""

from __future__ import annotations

from typing import Any

from fauxmon.simulator.pair import Pair
from fauxmon.simulator.reading import Endpoint
from fauxmon.simulator.sender import Sender
from fauxmon.simulator.unit import Unit


def status(pair: Pair, sender: Sender) -> dict[str, Any]:
    """Of the pair and of both units. Amounts are what has been sent since it was switched on, flows also of the last
    second; times are seconds since then."""
    return {
        "now_s": pair.now_s,
        "shared": pair.settings.shared,
        "active": [unit.name for unit in pair.active()],
        "split": pair.split,
        "propagation": pair.propagation,
        "connections": pair.traffic.connections,
        "unserved": pair.truth.unserved,
        "unobserved": pair.truth.unobserved,
        "died": pair.truth.died,
        "units": [_unit(pair, sender, unit) for unit in pair.units.values()],
    }


def text_of(endpoint: Endpoint | None) -> str:
    """As the product's screen shows it."""
    return "" if endpoint is None else f"{endpoint[0]}:{endpoint[1]}"


def _unit(pair: Pair, sender: Sender, unit: Unit) -> dict[str, Any]:
    sends_from = unit.sends_from(pair.settings.shared)
    network = pair.networks[unit.name]
    sent = [one for one in pair.truth.sent.values() if one.unit == unit.name]
    last_second = [one.by_second[pair.now_s].flows for one in sent if pair.now_s in one.by_second]
    return {
        "name": unit.name,
        "state": unit.state.value,
        "since_s": unit.since_s,
        "address": unit.address,
        "sends_from": sends_from,
        "source_port": sender.port(unit.name, sends_from),
        "domain": unit.exporter.domain,
        "sequence": unit.exporter.sequence,
        "endpoint": text_of(unit.endpoint),
        "interfaces": list(unit.interfaces),
        "server_nat": unit.server_nat,
        "templates": unit.templates,
        "stuck": unit.stuck,
        "skew_s": unit.skew_s,
        "delay_s": network.delay_s,
        "loss": network.loss,
        "flows_last_second": sum(last_second),
        "messages": sum(one.total.messages for one in sent),
        "flows": sum(one.total.flows for one in sent),
        "packets": sum(one.total.packets for one in sent),
        "octets": sum(one.total.octets for one in sent),
        "messages_lost": sum(one.lost.messages for one in sent),
    }
