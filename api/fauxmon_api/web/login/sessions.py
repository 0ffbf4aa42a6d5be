"""Sessions: who is logged in to the pages. In memory, so a restart logs everybody out."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable

LIFE_MS = 12 * 3_600_000
LIMIT = 1000
"""Beyond it the oldest session ends."""


class Sessions:
    """Random tokens, each of one user, for `LIFE_MS` after the login. Used on the event loop only."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._sessions: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def open(self, user_id: int) -> str:
        """A new session; returns its token."""
        token = secrets.token_urlsafe(32)
        self._sessions[token] = (user_id, self._now_ms() + LIFE_MS)
        if len(self._sessions) > LIMIT:
            self._sessions.popitem(last=False)
        return token

    def user_id(self, token: str | None) -> int | None:
        """Whose session this is; None if it is none or over."""
        user_id, end_ms = self._sessions.get(token or "", (None, 0))
        return user_id if self._now_ms() < end_ms else None

    def close(self, token: str | None) -> None:
        """End a session."""
        self._sessions.pop(token or "", None)
