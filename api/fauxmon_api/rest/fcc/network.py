"""Interfaces and exporters (contract 2.2.2)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.machine import Interface
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Device")

MANAGEMENT = 1
_TYPES = {MANAGEMENT: "management", 2: "monitoring", 3: "export"}
_STATES = ("running", "stopped", "error_stopped", "error_running", "not_licensed")
_PROTOCOLS = {"ipfix": "IPFIX", "v9": "NetFlow v9", "v5": "NetFlow v5"}


def interface_object(interface: Interface) -> dict[str, Any]:
    """An interface as the contract has it. None of a collector's watches traffic or exports flows."""
    return {
        "id": interface.name,
        "type": MANAGEMENT,
        "linkDetected": int(interface.link),
        "mac": interface.mac,
        "ip": interface.ip,
        "speed": interface.speed,
        "rxBytes": interface.rx_octets,
        "txBytes": interface.tx_octets,
        "mtu": interface.mtu,
    }


@ENDPOINTS.on(
    "GET",
    "/rest/fcc/interfaces",
    Known.DOCUMENTED,
    "guide; that all are for management is inferred, since a collector has no monitoring port",
    answers={200: "Interfaces by name", 204: "The machine has none but the loopback"},
)
def interfaces(call: Bearer) -> Response:
    """The network interfaces of the machine, without the loopback."""
    return listing([interface_object(interface) for interface in call.context.machine.interfaces()])


@ENDPOINTS.on("GET", "/rest/fcc/interfaces/types", Known.DOCUMENTED, "guide")
def types(call: Bearer) -> Response:
    """What an interface may be for."""
    return answer([{"id": number, "label": label} for number, label in _TYPES.items()])


@ENDPOINTS.on(
    "GET",
    "/rest/fcc/exporters",
    Known.INFERRED,
    "exporters are a probe's; a collector has none, and 204 for none is the rule of all lists",
    answers={204: "There are none: this is a collector, not a probe"},
)
def exporters(call: Bearer) -> Response:
    """The exporters of the appliance itself. Who sends flows to it are its Sources."""
    return nothing("A collector exports no flows")


@ENDPOINTS.on("GET", "/rest/fcc/exporters/states", Known.DOCUMENTED, "guide")
def states(call: Bearer) -> Response:
    """What state an exporter may be in."""
    return answer([{"id": number, "label": label} for number, label in enumerate(_STATES)])


@ENDPOINTS.on("GET", "/rest/fcc/exporters/protocols", Known.DOCUMENTED, "guide; the keys are those of the other lists")
def protocols(call: Bearer) -> Response:
    """What an exporter may send."""
    return answer([{"id": id_, "label": label} for id_, label in _PROTOCOLS.items()])
