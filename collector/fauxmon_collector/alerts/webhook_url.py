"""Where a webhook is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class WebhookUrl:
    """Where to: the whole of it may be a secret, so nothing but its host is ever told."""

    https: bool
    host: str
    port: int | None
    target: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """Errors: ValueError, without the text."""
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ValueError("a webhook is a URL like https://example.org/hook, without a user in it")
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        if not target.isascii() or any(one.isspace() or not one.isprintable() for one in target):
            raise ValueError("the path of a webhook must be percent-encoded")
        return cls(parts.scheme == "https", parts.hostname, parts.port, target)
