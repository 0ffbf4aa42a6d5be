"""Reaction: something that is done when an alert fires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from fauxmon_collector.alerts.outcome import Outcome


class NotSentError(Exception):
    """It could not be done. One line for the user, without anything secret."""


class Reaction(Protocol):
    """Called in the thread of the Reactor, one at a time. It returns within a bounded time."""

    def react(self, fired: Outcome, options: Mapping[str, Any]) -> None:
        """Do it, as the alert's own `options` want it. Errors: NotSentError."""

    def give_up(self) -> None:
        """From another thread: the server ends, so what outlives the process is to end now."""
        return


class Missing(Reaction):
    """Stands for one that this server cannot do."""

    def __init__(self, why: str) -> None:
        self._why = why

    def react(self, _fired: Outcome, _options: Mapping[str, Any]) -> None:
        """Errors: NotSentError, always."""
        raise NotSentError(self._why)
