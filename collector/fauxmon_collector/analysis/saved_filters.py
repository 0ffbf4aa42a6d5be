"""Filters for people to choose from: their own, and those that come with the product (contract 2.4)."""

from __future__ import annotations

from fauxmon_model.repository import Repository

SAVED_FILTERS: dict[str, str] = {
    "Web": "proto tcp and port in [80 443]",
    "DNS": "port 53",
    "E-mail": "proto tcp and port in [25 110 143 465 587 993 995]",
    "SSH": "proto tcp and port 22",
    "Remote desktop": "proto tcp and port 3389",
    "ICMP": "proto icmp or proto icmp6",
    "TCP connections that were opened": "proto tcp and flags S and not flags ARFPU",
    "TCP connections that were refused": "proto tcp and flags AR and not flags SFPU",
    "IPv6": "ipv6",
    "Private addresses": "net 10.0.0.0/8 or net 172.16.0.0/12 or net 192.168.0.0/16",
}
"""Name → text; clients put the text into a filter of theirs."""


def offered(repository: Repository) -> dict[str, str]:
    """Name → text of what a user may choose from: their own first, which hide the product's of the same name."""
    own = {kept.name: kept.text for kept in repository.saved_filters.all()}
    return own | {name: text for name, text in SAVED_FILTERS.items() if name not in own}
