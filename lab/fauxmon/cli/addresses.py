"""IP addresses on the command line."""

from __future__ import annotations

import ipaddress

import click


class IpAddress(click.ParamType[str]):
    """An address as Sources have it."""

    name = "IP"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return str(ipaddress.ip_address(str(value)))
        except ValueError:
            self.fail(f"{value!r} is not an IP address", param, ctx)


IP_ADDRESS = IpAddress()
