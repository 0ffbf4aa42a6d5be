"""The statistics that there are: the ids of the contract (2.4, 2.5.7), of nfdump's -s, and ours."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from fauxmon_collector.analysis.masks import within
from fauxmon_collector.analysis.records import joint, of_routers
from fauxmon_collector.analysis.subjects import (
    Method,
    Side,
    Value,
    address_text,
    flags_text,
    mac_address_text,
    plain_text,
    protocol_text,
)
from fauxmon_model.columns.link import MPLS_LABELS
from fauxmon_model.entities.source import Source
from fauxmon_model.flow_columns import BY_NAME, FLOWS, Kind

RECORD = "record"
ROUTER = "router"
_EXP_BITS = 4
"""Bits of an entry of an MPLS stack that stand behind the label: EXP and the end of the stack."""
_ADDRESSES, _PORTS, _PROTOCOLS, _ROUTING = "IP addresses", "Ports", "Protocols", "Routing"
_INTERFACES, _LINK, _MPLS, _NAT, _FIREWALL = "Interfaces", "VLAN and MAC", "MPLS", "NAT", "Firewall"
_EXPORTER, _APPLICATIONS = "Exporter", "Applications"


def _by(title: str, group: str, *names: str) -> Method:
    """A statistic by any of these columns, which are of one kind."""
    text = address_text if BY_NAME[names[0]].kind is Kind.ADDRESS else plain_text
    return Method(title, group, tuple(_side(name) for name in names), text)


def _by_mac(title: str, *names: str) -> Method:
    return dataclasses.replace(_by(title, _LINK, *names), text=mac_address_text)


def _side(name: str) -> Side:
    return tuple(Value.of(column) for column in BY_NAME[name].physical)


def _by_network(title: str, end: str) -> Method:
    """By the network of an address, as long as the flow says."""
    prefix = f"{end}_mask"
    side = tuple(Value(prefix, half) for half in within(end, prefix))
    return Method(title, _ADDRESSES, (side,), address_text)


def _by_label(number: int) -> Method:
    column = f"mpls_{number}"
    label = Value(column, FLOWS.c[column].bitwise_rshift(_EXP_BITS))
    return Method(f"MPLS label {number}", _MPLS, ((label,),), plain_text)


_PLAIN: dict[str, Method] = {
    "ip": _by("Any IP address", _ADDRESSES, "src", "dst"),
    "srcip": _by("Source IP address", _ADDRESSES, "src"),
    "dstip": _by("Destination IP address", _ADDRESSES, "dst"),
    "srcnet": _by_network("Source network", "src"),
    "dstnet": _by_network("Destination network", "dst"),
    "srcgeo": _by("Source country", _ADDRESSES, "src_country"),
    "dstgeo": _by("Destination country", _ADDRESSES, "dst_country"),
    "port": _by("Any port", _PORTS, "src_port", "dst_port"),
    "srcport": _by("Source port", _PORTS, "src_port"),
    "dstport": _by("Destination port", _PORTS, "dst_port"),
    "tos": _by("Type of service", _PROTOCOLS, "tos"),
    "dsttos": _by("Type of service when it left", _PROTOCOLS, "dst_tos"),
    "flags": dataclasses.replace(_by("TCP flags", _PROTOCOLS, "tcp_flags"), text=flags_text),
    "dir": _by("Flow direction", _INTERFACES, "direction"),
    "as": _by("Any AS", _ROUTING, "src_as", "dst_as"),
    "srcas": _by("Source AS", _ROUTING, "src_as"),
    "dstas": _by("Destination AS", _ROUTING, "dst_as"),
    "prevas": _by("Previous AS", _ROUTING, "prev_as"),
    "nextas": _by("Next AS", _ROUTING, "next_as"),
    "nhip": _by("Next hop", _ROUTING, "next_hop"),
    "nhbip": _by("BGP next hop", _ROUTING, "bgp_next_hop"),
    "mask": _by("Any prefix length", _ROUTING, "src_mask", "dst_mask"),
    "srcmask": _by("Source prefix length", _ROUTING, "src_mask"),
    "dstmask": _by("Destination prefix length", _ROUTING, "dst_mask"),
    "ivrf": _by("Ingress VRF", _ROUTING, "ingress_vrf"),
    "evrf": _by("Egress VRF", _ROUTING, "egress_vrf"),
    "if": _by("Any interface", _INTERFACES, "input_if", "output_if"),
    "inif": _by("Input interface", _INTERFACES, "input_if"),
    "outif": _by("Output interface", _INTERFACES, "output_if"),
    "vlan": _by("Any VLAN", _LINK, "src_vlan", "dst_vlan"),
    "srcvlan": _by("Source VLAN", _LINK, "src_vlan"),
    "dstvlan": _by("Destination VLAN", _LINK, "dst_vlan"),
    "insrcmac": _by_mac("Input source MAC address", "in_src_mac"),
    "indstmac": _by_mac("Input destination MAC address", "in_dst_mac"),
    "outsrcmac": _by_mac("Output source MAC address", "out_src_mac"),
    "outdstmac": _by_mac("Output destination MAC address", "out_dst_mac"),
    "srcmac": _by_mac("Any source MAC address", "in_src_mac", "out_src_mac"),
    "dstmac": _by_mac("Any destination MAC address", "in_dst_mac", "out_dst_mac"),
    "inmac": _by_mac("Any input MAC address", "in_src_mac", "in_dst_mac"),
    "outmac": _by_mac("Any output MAC address", "out_src_mac", "out_dst_mac"),
    **{f"mpls{number}": _by_label(number) for number in range(1, MPLS_LABELS + 1)},
    "nsrcip": _by("Source IP address after NAT", _NAT, "nat_src"),
    "ndstip": _by("Destination IP address after NAT", _NAT, "nat_dst"),
    "nsrcport": _by("Source port after NAT", _NAT, "nat_src_port"),
    "ndstport": _by("Destination port after NAT", _NAT, "nat_dst_port"),
    "nevent": _by("NAT event", _NAT, "nat_event"),
    "event": _by("Firewall event", _FIREWALL, "firewall_event"),
    "xevent": _by("Extended firewall event", _FIREWALL, "firewall_ext_event"),
    ROUTER: Method("Router", _EXPORTER, ((Value.of("source_id"),),), plain_text),
    "odid": _by("Observation Domain", _EXPORTER, "observation_domain"),
    "opid": _by("Observation Point", _EXPORTER, "observation_point"),
    "nbar": _by("Application id", _APPLICATIONS, "application_id"),
    "application": _by("Application", _APPLICATIONS, "application"),
    "username": _by("User", _APPLICATIONS, "username"),
    "hhost": _by("HTTP host", _APPLICATIONS, "http_host"),
    "hurl": _by("HTTP URL", _APPLICATIONS, "http_url"),
    "hos": _by("Operating system", _APPLICATIONS, "http_os"),
    "dnsqname": _by("DNS question", _APPLICATIONS, "dns_qname"),
    "tlssni": _by("TLS server name", _APPLICATIONS, "tls_sni"),
    "ja3": _by("JA3 of the TLS client", _APPLICATIONS, "tls_ja3"),
}
_PROTO = Method("IP protocol", _PROTOCOLS, (_side("protocol"),), protocol_text, proto=0)
_PORT_BY_PROTOCOL = "portp"
"""What the product calls `port:p`."""
_FIVE_TUPLE = ("srcip", "srcport", "dstip", "dstport", "proto")
_ALIASES = {
    "srctos": "tos",
    "vrf": "ivrf",
    "next": "nhip",
    "bgpnext": "nhbip",
    "xsrcip": "nsrcip",
    "xdstip": "ndstip",
    "xsrcport": "nsrcport",
    "xdstport": "ndstport",
    "sa": "srcip",
    "da": "dstip",
    "sp": "srcport",
    "dp": "dstport",
    "pr": "proto",
    "flg": "flags",
    "sas": "srcas",
    "das": "dstas",
    "port:p": _PORT_BY_PROTOCOL,
}
"""Other names → ids: nfdump's, and those of columns."""


def find(id_: str, sources: Callable[[], Sequence[Source]]) -> Method:
    """The statistic of an id or of another name of it. `sources` tells all Sources: routers are told by their
    addresses. Errors: KeyError."""
    id_ = canonical(id_)
    if plain(id_) != ROUTER:
        return METHODS[id_]
    method = of_routers(METHODS[ROUTER], sources())
    return method if id_ == ROUTER else method.by_protocol()


def canonical(id_: str) -> str:
    """The id of `METHODS` that an id or another name of it stands for; what is neither stays."""
    by_protocol = id_.endswith(":p") and plain(id_) not in (RECORD, "proto")
    return _ALIASES.get(id_) or plain(id_) + ":p" * by_protocol


def plain(id_: str) -> str:
    """The same without `:p`."""
    id_ = id_.removesuffix(":p")
    return _ALIASES.get(id_, id_)


def puts_together(id_: str) -> bool:
    """Whether records can be told apart by an id."""
    return plain(id_) in _SINGLE


def record(by: Sequence[str] = _FIVE_TUPLE) -> Method:
    """Flows put together by what several single-sided statistics count by: by default their 5-tuple. `:p` behind an id
    changes nothing here. Errors: KeyError for what does not put flows together."""
    return joint("IP Conversations", "Conversations", {id_: _SINGLE[id_] for id_ in map(plain, by)})


SINGLE: dict[str, Method] = {
    "proto": _PROTO,
    **{id_: method for id_, method in _PLAIN.items() if len(method.sides) == 1},
}
"""Statistics of one subject a flow. Those of routers are to be had from `find`."""
_SINGLE = {id_: method for id_, method in SINGLE.items() if id_ != ROUTER}
METHODS: dict[str, Method] = {
    RECORD: record(),
    **_PLAIN,
    "proto": _PROTO,
    _PORT_BY_PROTOCOL: _PLAIN["port"].by_protocol(),
    **{f"{id_}:p": method.by_protocol() for id_, method in _PLAIN.items() if id_ != "port"},
}
"""By the id that Chapters and REST use: Flowmon's where it is known, else nfdump's, else ours. With `:p` behind it each
protocol counts for itself."""
