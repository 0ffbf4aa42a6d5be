"""Columns about the layers below IP: VLAN, MAC addresses, MPLS, wireless."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

MPLS_LABELS = 10

LINK: tuple[FlowColumn, ...] = (
    optional("src_vlan", Kind.U16, "VLAN it came in by", "vlanId", "dot1qVlanId", filters=("src vlan", "vlan")),
    optional("dst_vlan", Kind.U16, "VLAN it left by", "postVlanId", "postDot1qVlanId", filters=("dst vlan", "vlan")),
    optional("src_customer_vlan", Kind.U16, "Customer VLAN", "dot1qCustomerVlanId", filters=("customer-vlan",)),
    optional("dst_customer_vlan", Kind.U16, "Customer VLAN it left by", "postDot1qCustomerVlanId"),
    optional("vlan_priority", Kind.U8, "802.1Q priority", "dot1qPriority", filters=("vlan-priority",)),
    optional("customer_vlan_priority", Kind.U8, "802.1Q customer priority", "dot1qCustomerPriority"),
    optional("ethertype", Kind.U16, "EtherType", "ethernetType", filters=("ethertype",)),
    optional(
        "in_src_mac",
        Kind.U64,
        "Source MAC address it came in with",
        "sourceMacAddress",
        "staMacAddress",
        filters=("in src mac", "in mac", "src mac", "mac"),
    ),
    optional(
        "in_dst_mac",
        Kind.U64,
        "Destination MAC address it came in with",
        "destinationMacAddress",
        filters=("in dst mac", "in mac", "dst mac", "mac"),
    ),
    optional(
        "out_src_mac",
        Kind.U64,
        "Source MAC address it left with",
        "postSourceMacAddress",
        filters=("out src mac", "out mac", "src mac", "mac"),
    ),
    optional(
        "out_dst_mac",
        Kind.U64,
        "Destination MAC address it left with",
        "postDestinationMacAddress",
        filters=("out dst mac", "out mac", "dst mac", "mac"),
    ),
    *(
        optional(
            f"mpls_{number}",
            Kind.U32,
            f"MPLS stack entry {number}: label × 16 + EXP × 2 + end of stack",
            "mplsTopLabelStackSection" if number == 1 else f"mplsLabelStackSection{number}",
            filters=(f"mpls label{number}", f"mpls exp{number}", "mpls eos"),
        )
        for number in range(1, MPLS_LABELS + 1)
    ),
    optional("mpls_stack", Kind.TEXT, "MPLS label stack, hexadecimal", "mplsLabelStackSection"),
    optional("mpls_depth", Kind.U32, "MPLS stack depth", "mplsLabelStackDepth", unit="labels"),
    optional("mpls_top_type", Kind.U8, "MPLS top label type", "mplsTopLabelType", filters=("mpls-type",)),
    optional(
        "mpls_top",
        Kind.ADDRESS,
        "Address that the MPLS top label leads to",
        "mplsTopLabelIPv4Address",
        "mplsTopLabelIPv6Address",
        filters=("mpls ip",),
    ),
    optional("mpls_top_ttl", Kind.U8, "MPLS top label TTL", "mplsTopLabelTTL"),
    optional("mpls_rd", Kind.U64, "MPLS VPN route distinguisher", "mplsVpnRouteDistinguisher"),
    optional("wlan_ssid", Kind.TEXT, "WLAN SSID", "wlanSSID", filters=("wlan-ssid",)),
)
