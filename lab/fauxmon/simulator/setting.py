"""Setting: how the steps that change no state change a unit and its way to the collector."""

from __future__ import annotations

from fauxmon.simulator.network import Network
from fauxmon.simulator.reading import Endpoint
from fauxmon.simulator.step import Step
from fauxmon.simulator.unit import Unit

SHARED = frozenset({"endpoint", "interfaces", "nat"})
"""What is set on the shared address and propagated to both."""
NEW_SOCKET = frozenset({"endpoint", "nat", "route"})
"""What makes a unit send from another socket: its exporter starts afresh."""

_OF_UNIT = {
    "interfaces": "interfaces",
    "nat": "server_nat",
    "route": "route",
    "templates": "templates",
    "stuck": "stuck",
    "skew": "skew_s",
}
_OF_NETWORK = {"delay": "delay_s", "loss": "loss"}
KINDS = frozenset({"endpoint", *_OF_UNIT, *_OF_NETWORK})
"""The steps that `change` does."""


def change(unit: Unit, network: Network, collector: Endpoint, step: Step) -> None:
    """Give the unit, or its network, the value of the step. `collector` is what an endpoint of `true` means."""
    if step.do == "endpoint":
        unit.endpoint = _endpoint(step, collector)
    elif step.do in _OF_NETWORK:
        setattr(network, _OF_NETWORK[step.do], step.value)
    else:
        setattr(unit, _OF_UNIT[step.do], step.value)


def _endpoint(step: Step, collector: Endpoint) -> Endpoint | None:
    if isinstance(step.value, tuple):
        host, port = step.value
        return str(host), int(port)
    return collector if step.value else None
