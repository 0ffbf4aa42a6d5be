"""The names that options data gives to numbers in flow records: interfaces, VRFs, applications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from fauxmon_collector.wire.options import OptionsRecord
from fauxmon_collector.wire.told import Told

INTERFACES_LIMIT = 4096
VRFS_LIMIT = 1024
APPLICATIONS_LIMIT = 4096
"""Of one Observation Domain. Cisco's NBAR2 knows some 1,500 applications."""

ELEMENTS = frozenset({"interfaceName", "interfaceDescription", "VRFname", "applicationName", "applicationDescription"})
"""Options that have none of these name nothing."""

_INTERFACES = (
    "scope:interface",
    "ingressInterface",
    "egressInterface",
    "ingressPhysicalInterface",
    "egressPhysicalInterface",
)
_VRFS = ("ingressVRFID", "egressVRFID")


class Name(NamedTuple):
    """Either text is empty where only the other one is told."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What one Observation Domain has told. `applications` go by the octets of applicationId: Classification Engine
    and selector (RFC 6759 §4)."""

    interfaces: Told[int, Name] = field(default_factory=Told)
    vrfs: Told[int, Name] = field(default_factory=Told)
    applications: Told[bytes, Name] = field(default_factory=Told)

    def learn(self, records: Iterable[OptionsRecord]) -> Names:
        """With what these records tell; itself if that is nothing new."""
        interfaces: dict[int, Name] = {}
        vrfs: dict[int, Name] = {}
        applications: dict[bytes, Name] = {}
        for record in records:
            if name := _name(record, "interfaceName", "interfaceDescription"):
                interfaces |= dict.fromkeys(_numbers(record, _INTERFACES), name)
            if name := _name(record, "VRFname"):
                vrfs |= dict.fromkeys(_numbers(record, _VRFS), name)
            application = record.octets("applicationId")
            if application and (name := _name(record, "applicationName", "applicationDescription")):
                applications[application] = name
        known = Names(
            self.interfaces.add(interfaces, INTERFACES_LIMIT),
            self.vrfs.add(vrfs, VRFS_LIMIT),
            self.applications.add(applications, APPLICATIONS_LIMIT),
        )
        unchanged = (
            known.interfaces is self.interfaces and known.vrfs is self.vrfs and known.applications is self.applications
        )
        return self if unchanged else known


def _name(record: OptionsRecord, *keys: str) -> Name | None:
    texts = [record.text(key) or "" for key in keys]
    return Name(*texts) if any(texts) else None


def _numbers(record: OptionsRecord, keys: Iterable[str]) -> set[int]:
    """IOS-XR gives one number for both directions, Cisco's IOS for one."""
    return {number for key in keys if (number := record.unsigned(key)) is not None}
