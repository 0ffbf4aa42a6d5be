"""Columns about tunnels: their ids, and the flow inside.

Where a Template has an element twice, the second one, `name#2`, is of the inner packet (RFC 7011 §8)."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

TUNNELS: tuple[FlowColumn, ...] = (
    optional(
        "tunnel_src",
        Kind.ADDRESS,
        "Source IP inside the tunnel",
        "vmwareTenantSourceIPv4Address",
        "vmwareTenantSourceIPv6Address",
        "sourceIPv4Address#2",
        "sourceIPv6Address#2",
        filters=("src tun ip", "tun ip"),
    ),
    optional(
        "tunnel_dst",
        Kind.ADDRESS,
        "Destination IP inside the tunnel",
        "vmwareTenantDestinationIPv4Address",
        "vmwareTenantDestinationIPv6Address",
        "destinationIPv4Address#2",
        "destinationIPv6Address#2",
        filters=("dst tun ip", "tun ip"),
    ),
    optional(
        "tunnel_src_port",
        Kind.U16,
        "Source port inside the tunnel",
        "vmwareTenantSourceTransportPort",
        "sourceTransportPort#2",
    ),
    optional(
        "tunnel_dst_port",
        Kind.U16,
        "Destination port inside the tunnel",
        "vmwareTenantDestinationTransportPort",
        "destinationTransportPort#2",
    ),
    optional(
        "tunnel_protocol",
        Kind.U8,
        "Protocol inside the tunnel",
        "vmwareTenantProtocol",
        "protocolIdentifier#2",
        filters=("tun proto",),
    ),
    optional("vxlan_vni", Kind.U32, "VXLAN network id", "vxlanVNI", filters=("vxlan",)),
    optional(
        "segment_id", Kind.U64, "Layer 2 segment (type and VXLAN, NVGRE … id)", "layer2SegmentId", filters=("segment",)
    ),
    optional("gre_key", Kind.U32, "GRE key", "greKey", filters=("gre-key",)),
    optional("ipsec_spi", Kind.U32, "IPsec SPI", "IPSecSPI", filters=("ipsec-spi",)),
    optional("pseudo_wire", Kind.U32, "Pseudowire id", "pseudoWireId"),
    optional("gtp_teid", Kind.U32, "GTP-U tunnel endpoint id", "gtpuTEid", filters=("gtp-teid",)),
    optional("gtp_flags", Kind.U8, "GTP-U flags", "gtpuFlags"),
    optional("gtp_type", Kind.U8, "GTP-U message type", "gtpuMsgType"),
    optional("gtp_qfi", Kind.U8, "GTP-U QoS flow id", "gtpuQFI", filters=("gtp-qfi",)),
    optional("gtp_pdu_type", Kind.U8, "GTP-U PDU type", "gtpuPduType"),
    optional("imsi", Kind.TEXT, "Subscriber's IMSI", "mobileIMSI", "ixiaImsi", filters=("imsi",)),
    optional("msisdn", Kind.TEXT, "Subscriber's MSISDN", "mobileMSISDN", filters=("msisdn",)),
    optional("vpn_id", Kind.U32, "VPN of Viptela", "viptelaVpnId", filters=("vpn",)),
)
