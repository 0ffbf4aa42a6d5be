"""RefusedError: what the transport itself answers instead of calling a handler."""

from __future__ import annotations

from collections.abc import Mapping


class RefusedError(Exception):
    """The request is not let through: `status` and `message` become the error envelope, `headers` are added."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
