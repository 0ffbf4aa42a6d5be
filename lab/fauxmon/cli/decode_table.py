"""The lines of `fauxmon decode --format table`."""

from __future__ import annotations

from typing import Any

from fauxmon.cli.tables import printable

_LINE = "{:>6} {:>3} {:>4}  {:<7} {:>5}  {:<18} {}"
HEADING = _LINE.format("FRAME", "SET", "REC", "KIND", "ID", "EXPORTER", "WHAT")

_SOURCES = ("sourceIPv4Address", "sourceIPv6Address")
_DESTINATIONS = ("destinationIPv4Address", "destinationIPv6Address")
_PROTOCOLS = {1: "ICMP", 2: "IGMP", 6: "TCP", 17: "UDP", 47: "GRE", 50: "ESP", 58: "ICMPv6", 89: "OSPF", 132: "SCTP"}


def row(one: dict[str, Any]) -> str:
    """A record or a Problem as one line."""
    if one["kind"] == "problem":
        what = f"{one['code']} at octet {one['offset']}: {one['detail']} ({one['spec']})"
        what += f"  {one['hex']}" if one["hex"] else ""
        line = _LINE.format(one["frame"], "", "", "problem", "", one["exporter"], what)
    else:
        what = _flow(one["fields"]) if one["kind"] == "data" else _options(one["fields"])
        line = _LINE.format(
            one["frame"], one["set"], one["rec"], one["kind"], one.get("set_id", "-"), one["exporter"], what
        )
    return f"{one['file']}: {line}" if "file" in one else line


def _flow(fields: dict[str, Any]) -> str:
    source, destination = _first(fields, _SOURCES), _first(fields, _DESTINATIONS)
    if source is None or destination is None:
        return _options(fields)
    protocol = fields.get("protocolIdentifier")
    ends = _end(source, fields.get("sourceTransportPort")), _end(destination, fields.get("destinationTransportPort"))
    parts = [
        " > ".join(ends),
        str(_PROTOCOLS.get(protocol, f"protocol {protocol}")) if isinstance(protocol, int) else "",
        _counted(fields, "packets", "packetDeltaCount", "packetTotalCount"),
        _counted(fields, "octets", "octetDeltaCount", "octetTotalCount"),
        _counted(fields, "packets back", "reversePacketDeltaCount", "reversePacketTotalCount"),
        _counted(fields, "octets back", "reverseOctetDeltaCount", "reverseOctetTotalCount"),
    ]
    return "  ".join(part for part in parts if part)


def _options(fields: dict[str, Any]) -> str:
    return " ".join(f"{name}={printable(str(value))}" for name, value in fields.items() if name[0] != "@")


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((str(fields[name]) for name in names if name in fields), None)


def _end(address: str, port: object) -> str:
    if not port:
        return address
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _counted(fields: dict[str, Any], unit: str, *names: str) -> str:
    return next((f"{fields[name]} {unit}" for name in names if name in fields), "")
