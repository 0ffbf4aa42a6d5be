"""E-mail: a fired alert as a letter, through whatever sends letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import NotSentError, Reaction

_SEPARATORS = re.compile(r"[,;\s]+")


class Mailer(Protocol):
    """Sends letters. It returns within a bounded time."""

    def send(self, subject: str, to: Sequence[str], text: str) -> None:
        """A plain text to these addresses. Errors: NotSentError with a line for the user, OSError."""


class Mail(Reaction):
    """To whom the alert says, under its subject; without one, under its name."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    def react(self, fired: Outcome, options: Mapping[str, Any]) -> None:
        """Errors: NotSentError."""
        to = [address for address in _SEPARATORS.split(options["to"]) if address]
        try:
            self._mailer.send(options["subject"] or f"Alert {fired.alert}", to, fired.text())
        except OSError as error:
            raise NotSentError(f"the mail was not taken ({type(error).__name__})") from None
