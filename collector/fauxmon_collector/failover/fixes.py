"""Fixes: what each finding is, and what to do about it in the words of the LoadMaster's and the collector's screens."""

from __future__ import annotations

from fauxmon_collector.failover.report import Code

TITLES: dict[Code, str] = {
    Code.CLOCK_PACE: "The exporters' clocks run faster than ours",
    Code.SERVER_NAT_ON: "Server NAT is left on",
    Code.WRONG_INTERFACE_ADDRESS: "Flows come from another address than was named",
    Code.NOTHING_ARRIVES: "Nothing arrives from the first node",
    Code.SPLIT_BRAIN: "Both nodes are active at the same time",
    Code.TEMPLATES_MISSING: "Flows wait for their Templates",
    Code.STANDBY_SILENT: "The second node does not export",
    Code.RECORDS_LOST: "Flow records are lost on the way",
    Code.CLOCK_SKEW: "The clock of a node is off",
    Code.LATE_RECORDS: "Flows came long after the switch",
    Code.SEQUENCE_RESET: "An exporter began anew without a failover",
}
"""Each finding in a few words."""

FIXES: dict[Code, str] = {
    Code.CLOCK_PACE: (
        "What a simulator or a replay sends fast is judged by the exporters' clocks: fauxmon verify failover "
        '--exporter-clock, or "clock": "exporters" in the request.'
    ),
    Code.SERVER_NAT_ON: (
        "On the shared address of the pair: Network Options > Enable Server NAT: untick. Then each unit exports from "
        "the address of its own interface."
    ),
    Code.WRONG_INTERFACE_ADDRESS: (
        "The unit sends from the interface that its route to the collector leads over: expect that address, or change "
        "the route under Network Setup > Additional Routes. If it is the shared address, give it with --shared."
    ),
    Code.NOTHING_ARRIVES: (
        "On the shared address: Network Telemetry > Collector Endpoint: this machine and a port that it listens on, "
        "Set Remote Address; tick the interfaces under Activate Export of Application Flow Data Per Interface. It "
        "takes firmware 7.2.53 or LTS 7.2.48.4, Network Telemetry > Install after an upgrade, and client traffic; "
        "UDP must not be filtered on the way."
    ),
    Code.SPLIT_BRAIN: (
        "Both units are active: HA Parameters on both must have the same HA Virtual ID and HA Timeout, Use for HA "
        "checks has to be ticked on an interface that both reach each other by, and the switch has to pass "
        "CARP (224.0.0.18)."
    ),
    Code.TEMPLATES_MISSING: (
        "Templates are sent once at the start and then on schedule, and UDP may lose them: wait for the next ones, "
        "or untick and tick the interface under Network Telemetry > Activate Export of Application Flow Data Per "
        "Interface."
    ),
    Code.STANDBY_SILENT: (
        "Look at the HA status icons of the unit: unless it shows A it has not taken over (HA Parameters > HA Timeout, "
        "Switch to Preferred Server). If it has, Network Telemetry there lacks the Collector Endpoint or the ticked "
        "interfaces: set them on the shared address, so that both units have them."
    ),
    Code.RECORDS_LOST: (
        "See kernel_dropped and inbox_dropped in /_fauxmon/ledger: if they are 0 the network or the exporter lost them."
    ),
    Code.CLOCK_SKEW: "On the unit: System Administration > Date/Time: set NTP host(s), the same on both units.",
    Code.LATE_RECORDS: (
        "The unit kept flows back, or they were held up on the way: they count when they came (engine 12), so look at "
        "charts by the start of flows (--engine 13)."
    ),
    Code.SEQUENCE_RESET: (
        "The exporter was started anew without a failover: see System Configuration > Logging Options > System Log "
        "Files of the unit; what it held at that moment is lost."
    ),
}
