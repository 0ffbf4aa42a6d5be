"""Columns about the headers of a flow's packets."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

PACKET: tuple[FlowColumn, ...] = (
    optional("ttl", Kind.U8, "TTL", "ipTTL", filters=("ttl",)),
    optional("min_ttl", Kind.U8, "Lowest TTL", "minimumTTL", filters=("min ttl", "ttl")),
    optional("max_ttl", Kind.U8, "Highest TTL", "maximumTTL", filters=("max ttl", "ttl")),
    optional("min_length", Kind.U64, "Shortest packet", "minimumIpTotalLength", unit="octets"),
    optional("max_length", Kind.U64, "Longest packet", "maximumIpTotalLength", unit="octets"),
    optional("dscp", Kind.U8, "DSCP", "ipDiffServCodePoint", filters=("dscp",)),
    optional("post_dscp", Kind.U8, "DSCP when it left", "postIpDiffServCodePoint"),
    optional("igmp_type", Kind.U8, "IGMP type", "igmpType"),
    optional("flow_label", Kind.U32, "IPv6 flow label", "flowLabelIPv6", filters=("flow-label",)),
    optional("ip_options", Kind.U32, "IPv4 options", "ipv4Options"),
    optional("ipv6_headers", Kind.U32, "IPv6 extension headers", "ipv6ExtensionHeaders"),
    optional("fragment_id", Kind.U32, "Fragment identification", "fragmentIdentification"),
    optional("fragment_offset", Kind.U16, "Fragment offset", "fragmentOffset", unit="8 octets"),
    optional("fragment_flags", Kind.U8, "Fragment flags", "fragmentFlags"),
    optional("multicast", Kind.U8, "Multicast", "isMulticast"),
    optional("reverse_tcp_flags", Kind.U16, "TCP flags back", "reverseTcpControlBits", "reverseUnionTCPFlags"),
    optional("reverse_tos", Kind.U8, "TOS back", "reverseIpClassOfService"),
    optional("initial_tcp_flags", Kind.U8, "TCP flags of the first packet", "initialTCPFlags"),
    optional(
        "tcp_window",
        Kind.U16,
        "TCP window",
        "tcpWindowSize",
        unit="octets",
        flowmon_id="tcpwinsize",
        filters=("tcp-window",),
    ),
    optional("tcp_options", Kind.U64, "TCP options", "tcpOptions"),
    optional("tcp_sequence", Kind.U32, "TCP sequence number", "tcpSequenceNumber"),
    optional(
        "tcp_syn_size",
        Kind.U8,
        "Size of the TCP SYN packet",
        "tcpSynSize",
        unit="octets",
        flowmon_id="tcpsynsize",
        filters=("tcp-syn-size",),
    ),
    optional(
        "tcp_syn_ttl", Kind.U8, "TTL of the TCP SYN packet", "tcpSynTtl", flowmon_id="tcpttl", filters=("tcp-ttl",)
    ),
    optional("arp_hardware", Kind.U16, "ARP hardware type", "arpHrd"),
    optional("arp_operation", Kind.U16, "ARP operation", "arpOp", filters=("arp-op",)),
)
