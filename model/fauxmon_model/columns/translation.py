"""Columns about address translation, firewalls and users."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

TRANSLATION: tuple[FlowColumn, ...] = (
    optional(
        "nat_src",
        Kind.ADDRESS,
        "Source IP after NAT",
        "postNATSourceIPv4Address",
        "postNATSourceIPv6Address",
        "xlateSrcAddrIpv4",
        "ciscoPostNatSourceIPv4Address",
        filters=("src nat ip", "nat ip"),
    ),
    optional(
        "nat_dst",
        Kind.ADDRESS,
        "Destination IP after NAT",
        "postNATDestinationIPv4Address",
        "postNATDestinationIPv6Address",
        "xlateDstAddrIpv4",
        "ciscoPostNatDestinationIPv4Address",
        filters=("dst nat ip", "nat ip"),
    ),
    optional(
        "nat_src_port",
        Kind.U16,
        "Source port after NAT",
        "postNAPTSourceTransportPort",
        "xlateSrcPort",
        "ciscoPostNatSourceTransportPort",
        filters=("src nat port", "nat port"),
    ),
    optional(
        "nat_dst_port",
        Kind.U16,
        "Destination port after NAT",
        "postNAPTDestinationTransportPort",
        "xlateDstPort",
        "ciscoPostNatDestinationTransportPort",
        filters=("dst nat port", "nat port"),
    ),
    optional("nat_event", Kind.U8, "NAT event", "natEvent", filters=("nat event",)),
    optional("nat_type", Kind.U8, "NAT type", "natType", filters=("nat-type",)),
    optional("nat_realm", Kind.U8, "NAT originating realm", "natOriginatingAddressRealm"),
    optional("nat_pool", Kind.U32, "NAT pool", "natPoolId", filters=("nat-pool",)),
    optional("nat_pool_name", Kind.TEXT, "NAT pool name", "natPoolName"),
    optional("nat_instance", Kind.U32, "NAT instance", "natInstanceID"),
    optional("port_block_start", Kind.U16, "Port block start", "portRangeStart", filters=("pblock start",)),
    optional("port_block_end", Kind.U16, "Port block end", "portRangeEnd", filters=("pblock end",)),
    optional("port_block_step", Kind.U16, "Port block step", "portRangeStepSize", filters=("pblock step",)),
    optional("port_block_size", Kind.U16, "Port block size", "portRangeNumPorts", unit="ports"),
    optional(
        "firewall_event", Kind.U8, "Firewall event", "firewallEvent", "ciscoFirewallEvent", filters=("asa event",)
    ),
    optional(
        "firewall_ext_event",
        Kind.U16,
        "Extended firewall event",
        "ciscoExtendedFirewallEvent",
        "fwExtEvent",
        filters=("asa xevent",),
    ),
    optional("ingress_acl", Kind.TEXT, "Ingress ACL, hexadecimal", "ciscoIngressAclId", "ingressAclId"),
    optional("egress_acl", Kind.TEXT, "Egress ACL, hexadecimal", "ciscoEgressAclId", "egressAclId"),
    optional(
        "username",
        Kind.TEXT,
        "User",
        "userName",
        "username",
        "ciscoUserName",
        "paloAltoUserId",
        "netscalerAaaUserName",
        filters=("username",),
    ),
)
