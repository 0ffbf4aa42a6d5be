"""The appliance: what there is to tell of the machine that the collector runs on (contract 2.2.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.machine import Machine, Usage
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Device")

_DAY_S = 86_400
_MEGABYTE = 1 << 20


def info_object(machine: Machine) -> dict[str, Any]:
    """DeviceInfo. Whether a disk fails is not asked: that takes root."""
    return {
        "deviceName": machine.name(),
        "onlineTime": int(machine.uptime_s() // _DAY_S),
        "disks": [{"name": name, "isSmart": 0, "smartError": 0} for name in machine.disks()],
    }


def cpu_object(machine: Machine) -> dict[str, Any]:
    """Loads as texts."""
    names = ("avg1Min", "avg5Min", "avg15Min")
    return {name: f"{load:.2f}" for name, load in zip(names, machine.load(), strict=True)}


def ram_object(machine: Machine) -> dict[str, Any]:
    """In megabytes."""
    usage = machine.memory()
    return {"total": usage.total // _MEGABYTE, "used": usage.used // _MEGABYTE}


def data_disk_object(machine: Machine) -> dict[str, Any]:
    """With who uses it. There are no plugins to use any."""
    usage, ours = machine.data_disk(), machine.data_octets()
    others = max(0, usage.used - ours)
    consumers = [{"name": "Monitoring center", "used": ours}, {"name": "Others", "used": others}]
    return {**_usage(usage), "consumers": consumers}


def _usage(usage: Usage) -> dict[str, Any]:
    return {"total": usage.total, "used": usage.used}


_PARTS: dict[str, Callable[[Machine], dict[str, Any]]] = {
    "deviceInfo": info_object,
    "cpuLoad": cpu_object,
    "ramUsage": ram_object,
    "dataDiskUsage": data_disk_object,
    "systemDiskUsage": lambda machine: _usage(machine.system_disk()),
    "bootDiskUsage": lambda machine: _usage(machine.boot_disk()),
}


@ENDPOINTS.on("GET", "/rest/fcc/device", Known.READ, "NTM reads name, days, disks, memory and disk usage; guide")
def device(call: Bearer) -> Response:
    """All there is to tell of the machine: name, days online, load, memory, disks."""
    machine = call.context.machine
    return answer({name: make(machine) for name, make in _PARTS.items()})


@ENDPOINTS.on("GET", "/rest/fcc/device/info", Known.READ, "AGX reads deviceName")
def info(call: Bearer) -> Response:
    """Host name, days online and disks."""
    return answer(info_object(call.context.machine))


@ENDPOINTS.on("GET", "/rest/fcc/device/cpu", Known.DOCUMENTED, "guide")
def cpu(call: Bearer) -> Response:
    """Load over 1, 5 and 15 minutes, as texts."""
    return answer(cpu_object(call.context.machine))


@ENDPOINTS.on("GET", "/rest/fcc/device/ram", Known.DOCUMENTED, "guide")
def ram(call: Bearer) -> Response:
    """Memory in megabytes."""
    return answer(ram_object(call.context.machine))


@ENDPOINTS.on("GET", "/rest/fcc/device/datadisk", Known.DOCUMENTED, "guide")
def data_disk(call: Bearer) -> Response:
    """The file system that holds the flows, in octets, and who uses it."""
    return answer(data_disk_object(call.context.machine))


@ENDPOINTS.on("GET", "/rest/fcc/device/systemdisk", Known.DOCUMENTED, "guide")
def system_disk(call: Bearer) -> Response:
    """The file system of the system, in octets."""
    return answer(_usage(call.context.machine.system_disk()))


@ENDPOINTS.on("GET", "/rest/fcc/device/bootdisk", Known.DOCUMENTED, "guide")
def boot_disk(call: Bearer) -> Response:
    """The file system that it starts from, in octets."""
    return answer(_usage(call.context.machine.boot_disk()))
