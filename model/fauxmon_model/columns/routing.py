"""Columns about the way a flow took: next hops, autonomous systems, masks, what became of its packets."""

from __future__ import annotations

from fauxmon_model.columns.column import FlowColumn, Kind, optional

ROUTING: tuple[FlowColumn, ...] = (
    optional(
        "next_hop", Kind.ADDRESS, "Next hop", "ipNextHopIPv4Address", "ipNextHopIPv6Address", filters=("next ip",)
    ),
    optional(
        "bgp_next_hop",
        Kind.ADDRESS,
        "BGP next hop",
        "bgpNextHopIPv4Address",
        "bgpNextHopIPv6Address",
        filters=("bgp next ip",),
    ),
    optional("prev_as", Kind.U32, "Previous AS", "bgpPrevAdjacentAsNumber", filters=("prev as",)),
    optional("next_as", Kind.U32, "Next AS", "bgpNextAdjacentAsNumber", filters=("next as",)),
    optional(
        "src_mask",
        Kind.U8,
        "Source prefix length",
        "sourceIPv4PrefixLength",
        "sourceIPv6PrefixLength",
        unit="bits",
        filters=("src mask", "mask"),
    ),
    optional(
        "dst_mask",
        Kind.U8,
        "Destination prefix length",
        "destinationIPv4PrefixLength",
        "destinationIPv6PrefixLength",
        unit="bits",
        filters=("dst mask", "mask"),
    ),
    optional("direction", Kind.U8, "Flow direction", "flowDirection", filters=("flowdir",)),
    optional("biflow_direction", Kind.U8, "Biflow direction", "biflowDirection", filters=("biflowdir",)),
    optional("forwarding_status", Kind.U32, "Forwarding status", "forwardingStatus", filters=("fwdstat",)),
    optional("end_reason", Kind.U8, "Flow end reason", "flowEndReason", filters=("end-reason",)),
    optional("ingress_vrf", Kind.U32, "Ingress VRF", "ingressVRFID", filters=("ingress vrf",)),
    optional("egress_vrf", Kind.U32, "Egress VRF", "egressVRFID", filters=("egress vrf",)),
    optional("vrf_name", Kind.TEXT, "VRF name", "VRFname", filters=("vrf-name",)),
    optional("input_physical_if", Kind.U32, "Physical input interface", "ingressPhysicalInterface"),
    optional("output_physical_if", Kind.U32, "Physical output interface", "egressPhysicalInterface"),
    optional("dst_tos", Kind.U8, "TOS when it left", "postIpClassOfService", filters=("dst tos",)),
    optional(
        "post_packets",
        Kind.U64,
        "Packets when it left",
        "postPacketDeltaCount",
        "postPacketTotalCount",
        unit="packets",
    ),
    optional(
        "post_octets", Kind.U64, "Bytes when it left", "postOctetDeltaCount", "postOctetTotalCount", unit="octets"
    ),
    optional(
        "dropped_packets",
        Kind.U64,
        "Packets dropped",
        "droppedPacketDeltaCount",
        "droppedPacketTotalCount",
        unit="packets",
    ),
    optional(
        "dropped_octets", Kind.U64, "Bytes dropped", "droppedOctetDeltaCount", "droppedOctetTotalCount", unit="octets"
    ),
)
