"""What a fresh Collector has: the predefined Profiles and Chapters and the dashboard of the first user.

The product's own names are kept exactly, clients look Chapters up by them. Which filters the product's factory Channels
have is not public; ours are the well-known ports and protocols. *Structure of Overall Traffic* reads *All Sources*, so
it has one row per exporter and shows a failover; the division into IPv4 and IPv6 is the Profile *Total traffic*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fauxmon_model.entities import LIVE
from fauxmon_model.widget_kinds import TIME_SERIES, TWO_PIES


@dataclass(frozen=True, slots=True)
class PredefinedProfile:
    """A shadow child of *All Sources*. `channels`: (id, name, filter), coloured in order."""

    id: str
    name: str
    description: str
    channels: tuple[tuple[str, str, str], ...]


PROFILES = (
    PredefinedProfile(
        "total",
        "Total traffic",
        "All traffic by version of IP",
        (("ipv4", "IPv4", "inet"), ("ipv6", "IPv6", "inet6")),
    ),
    PredefinedProfile(
        "services",
        "Services",
        "Traffic of common network services",
        (
            ("http", "HTTP", "proto tcp and port in [80, 8080]"),
            ("https", "HTTPS", "(proto tcp or proto udp) and port in [443, 8443]"),
            ("dns", "DNS", "(proto tcp or proto udp) and port 53"),
            ("ssh", "SSH", "proto tcp and port 22"),
            ("rdp", "RDP", "(proto tcp or proto udp) and port 3389"),
            ("ldap", "LDAP", "(proto tcp or proto udp) and port in [389, 636]"),
            ("files", "File sharing", "proto tcp and port in [20, 21, 139, 445, 2049]"),
            ("ntp", "NTP", "proto udp and port 123"),
            ("snmp", "SNMP", "proto udp and port in [161, 162]"),
        ),
    ),
    PredefinedProfile(
        "mail",
        "Email",
        "Traffic of electronic mail",
        (
            ("smtp", "SMTP", "proto tcp and port in [25, 465, 587]"),
            ("imap", "IMAP", "proto tcp and port in [143, 993]"),
            ("pop3", "POP3", "proto tcp and port in [110, 995]"),
        ),
    ),
    PredefinedProfile(
        "routing",
        "Routing protocols",
        "Traffic of routing protocols",
        (
            ("bgp", "BGP", "proto tcp and port 179"),
            ("ospf", "OSPF", "proto ospf"),
            ("rip", "RIP", "proto udp and port in [520, 521]"),
            ("eigrp", "EIGRP", "proto eigrp"),
            ("pim", "PIM", "proto pim"),
            ("vrrp", "VRRP", "proto vrrp"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PredefinedChapter:
    """A Chapter over all Channels of a Profile; `fields` are those in which it differs from the defaults."""

    name: str
    type: str
    profile_id: str
    fields: dict[str, Any]


STRUCTURE_OF_OVERALL_TRAFFIC = "Structure of Overall Traffic"
STRUCTURE_OF_SERVICE_TRAFFIC = "Structure of Service Traffic"
TOP_DATA_TRANSFERS = "Hosts with Top Data Transfers"
TOP_TCP_SERVICES = "Top Network Services over TCP"

FIXED_IDS = {STRUCTURE_OF_SERVICE_TRAFFIC: "330206dc-8bed-4bb4-b336-e6a5b0746cb3"}
"""A client names this Chapter by id without looking it up; the other ids follow from the names."""

CHAPTERS = (
    PredefinedChapter(
        STRUCTURE_OF_OVERALL_TRAFFIC,
        "traffic",
        LIVE,
        {"channel_column_name": "Channel", "show_percentile": True},
    ),
    PredefinedChapter(STRUCTURE_OF_SERVICE_TRAFFIC, "traffic", "services", {"channel_column_name": "Service"}),
    PredefinedChapter("Structure of Email Traffic", "traffic", "mail", {"channel_column_name": "Service"}),
    PredefinedChapter(
        "Structure of routing protocol traffic", "traffic", "routing", {"channel_column_name": "Protocol"}
    ),
    PredefinedChapter("Hosts with Top Flows", "top", LIVE, {"stats_by": "ip", "order_by": "flows"}),
    PredefinedChapter(TOP_DATA_TRANSFERS, "top", LIVE, {"stats_by": "ip", "order_by": "bytes"}),
    PredefinedChapter(
        "Hosts with Top Download Transfers in the Network",
        "top",
        LIVE,
        {"stats_by": "dstip", "order_by": "bytes", "middle_output_columns": ["bps"]},
    ),
    PredefinedChapter(
        "Hosts with Top Upload Transfers in the Network",
        "top",
        LIVE,
        {"stats_by": "srcip", "order_by": "bytes", "middle_output_columns": ["bps"]},
    ),
    PredefinedChapter(TOP_TCP_SERVICES, "top", LIVE, {"stats_by": "portp", "order_by": "bytes", "filter": "proto tcp"}),
    PredefinedChapter(
        "Top Network Services over UDP",
        "top",
        LIVE,
        {"stats_by": "portp", "order_by": "bytes", "filter": "proto udp"},
    ),
)

DASHBOARD = "Overview"


@dataclass(frozen=True, slots=True)
class PredefinedWidget:
    """A Widget of the dashboard: a Chapter drawn by a `clazz`, at (x, y, w, h) of a grid of 12 columns."""

    chapter: str
    clazz: str
    place: tuple[int, int, int, int]


WIDGETS = (
    PredefinedWidget(STRUCTURE_OF_OVERALL_TRAFFIC, TIME_SERIES, (0, 0, 8, 13)),
    PredefinedWidget(TOP_DATA_TRANSFERS, TWO_PIES, (8, 0, 4, 13)),
    PredefinedWidget(STRUCTURE_OF_SERVICE_TRAFFIC, TIME_SERIES, (0, 13, 8, 13)),
    PredefinedWidget(TOP_TCP_SERVICES, TWO_PIES, (8, 13, 4, 13)),
)
