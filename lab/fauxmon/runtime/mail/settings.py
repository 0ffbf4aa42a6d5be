"""Where mails go, from whom and to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

_ADDRESS = re.compile(r"[!-~]+@[0-9A-Za-z.-]+")
_NOT_IN_ADDRESS = frozenset('<>()[],;:\\"')
SENDER = "fauxmon@localhost"
PASSWORD_VARIABLE = "FAUXMON_SMTP_PASSWORD"  # noqa: S105 - the name of a variable

Tls = Literal["none", "starttls", "implicit"]
"""Not at all, from the command STARTTLS on (RFC 3207), or from the first octet on (RFC 8314)."""


class MailServer(NamedTuple):
    """An SMTP server; the host may be a name."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_server(text: str) -> MailServer:
    """`mail.example.com:25`, `127.0.0.1:1025`, `[::1]:25`. Errors: ValueError, with an example."""
    host, colon, port = text.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    number = int(port) if port.isascii() and port.isdigit() else 0
    if not (colon and host and 1 <= number <= 65535) or (":" in host) is not bracketed or not host.isprintable():
        raise ValueError(f"{text!r} is not HOST:PORT, such as mail.example.com:25")
    return MailServer(host, number)


def parse_mailbox(text: str) -> str:
    """`ops@example.com`, in ASCII. Errors: ValueError, with an example."""
    if not _ADDRESS.fullmatch(text) or _NOT_IN_ADDRESS & set(text) or text.count("@") != 1 or len(text) > 254:
        raise ValueError(f"{text!r} is not an address such as ops@example.com")
    return text


@dataclass(frozen=True, slots=True)
class MailAccess:
    """How a mail server is spoken to. Its certificate is checked, against those of the file `ca` if there is one, else
    against those that this machine trusts."""

    tls: Tls = "none"
    ca: Path | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def problem(self) -> str:
        """Why that will not do, in one line; empty if it will."""
        if self.ca is not None and self.tls == "none":
            return "--smtp-ca is of no use without TLS: give --smtp-tls, too"
        if self.user is None:
            return ""
        if self.tls == "none":
            return "the password would go unencrypted: give --smtp-tls, too"
        if not self.password:
            return f"--smtp-user needs a password, in the environment variable {PASSWORD_VARIABLE}"
        if not all(text.isascii() and text.isprintable() for text in (self.user, self.password)):
            return f"--smtp-user and {PASSWORD_VARIABLE} must be printable ASCII"
        return ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Neither `spool` nor `server`: nothing is sent."""

    spool: Path | None = None
    """Directory of `.eml` files."""
    server: MailServer | None = None
    sender: str = SENDER
    recipients: tuple[str, ...] = ()
    access: MailAccess = field(default_factory=MailAccess)

    @property
    def sends(self) -> bool:
        """Whether mails go anywhere."""
        return self.spool is not None or self.server is not None

    def problem(self) -> str:
        """Why that will not do, in one line; empty if it will."""
        if self.spool is not None and self.server is not None:
            return "mails go either into a spool or to a server: give --mail-spool or --smtp"
        if self.server is not None and not self.recipients:
            return "nobody would get the mails: give --mail-to, too"
        if self.server is None and self.access != MailAccess():
            return "--smtp-tls, --smtp-ca and --smtp-user are about a mail server: give --smtp, too"
        return self.access.problem()
