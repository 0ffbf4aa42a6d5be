"""Target: which collector to ask, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the collector."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A collector at `url`. `token` or `login` is what it is asked with; `insecure` accepts any certificate.

    Errors: ValueError for what is no HTTP URL.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    login: Login | None = None
    insecure: bool = False
    timeout_s: float = 30.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{self.url!r} is not an HTTP URL")

    @property
    def loopback(self) -> bool:
        """Whether it is on this machine: its certificate is then accepted, whoever signed it."""
        host = urlsplit(self.url).hostname or ""
        return host in ("localhost", "::1") or host.startswith("127.")
