"""What a server can be told, and which of it is refused."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from fauxmon.runtime.mail.settings import MailSettings
from fauxmon_collector.alerts.webhook_url import WebhookUrl
from fauxmon_collector.store.retention import Retention

DEFAULT_PORTS = (2055, 3000, 4739)
"""Flowmon's second and first listening port, and IPFIX's own."""
PASSWORD_VARIABLE = "FAUXMON_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable


_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


class SettingsError(Exception):
    """These settings cannot be met. The text is for the user: one line, with what to do."""


class Address(NamedTuple):
    """Host and port; a host with a colon is IPv6."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback


def parse_address(text: str) -> Address:
    """`127.0.0.1:2055`, `[::1]:2055`, `localhost:2055`. Errors: ValueError, with an example."""
    host, colon, port = text.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    try:
        if not colon or (":" in host) is not bracketed:
            raise ValueError
        if host == "localhost":
            host = "127.0.0.1"
        number = int(port)
        ipaddress.ip_address(host)
    except ValueError:
        raise ValueError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:2055 or [::1]:2055") from None
    if not 0 <= number <= 65535:
        raise ValueError(f"port {number} is not between 0 and 65535")
    return Address(host, number)


def parse_origin(text: str) -> str:
    """`https://portal.example`, `http://localhost:3000`, or `*` for any. Errors: ValueError, with an example."""
    origin = text.rstrip("/").lower()
    if origin != "*" and not _ORIGIN.fullmatch(origin):
        raise ValueError(f"{text!r} is no origin, such as https://portal.example or http://localhost:3000, and not *")
    return origin


Engine = Literal[12, 13]
"""Of Flowmon's: in charts and ranges a flow counts when it was received (12) or when it began (13)."""
RETENTION = Retention(rows=5_000_000)
"""What is kept unless told otherwise."""
DEFAULT_HTTP = Address("127.0.0.1", 8443)


@dataclass(frozen=True, slots=True)
class Settings:
    """One server. `udp` empty: the default ports on all addresses, IPv4 and, if the machine has it, IPv6."""

    udp: tuple[Address, ...] = ()
    http: Address = DEFAULT_HTTP
    tls: bool = True
    ui: bool = True
    data: Path | None = None
    """Directory of everything that is kept; None keeps nothing."""
    ready_file: Path | None = None
    admin_password: str | None = field(default=None, repr=False)
    receive_buffer: int = 16 * 1024 * 1024
    inbox_datagrams: int = 65_536
    retention: Retention = RETENTION
    """What is kept, in files, without `data` in temporary ones; the oldest flows go first."""
    silent_after_s: float = 10.0
    engine: Engine = 12
    mail: MailSettings = field(default_factory=MailSettings)
    alert_step_ms: int = 300_000
    """How often alerts are evaluated; it parts five minutes."""
    alert_webhook: WebhookUrl | None = None
    alert_syslog: Address | None = None
    alert_scripts: Path | None = None
    """What alerts may do when they fire; None: nothing of that kind."""
    token_life_s: int = 86_400
    """How long an access token is good for."""
    active_devices_typed: bool = False
    """Whether REST answers active devices as the guide defines their type, instead of as in its sample."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may ask."""

    def check(self) -> None:
        """Errors: SettingsError."""
        if not self.http.loopback and self.admin_password is None:
            raise SettingsError(
                f"refusing to serve HTTP on {self.http} with the default password admin/admin: "
                f"set the environment variable {PASSWORD_VARIABLE}, or use --http 127.0.0.1:{self.http.port}"
            )
        if problem := self.mail.problem():
            raise SettingsError(problem)
