from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.alerts.mail import Mail
from fauxmon_collector.alerts.reaction import NotSentError

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome


class Sent:
    """Stands for a mail server, which there is none of here."""

    def __init__(self, error: OSError | None = None) -> None:
        self.letters: list[tuple[str, list[str], str]] = []
        self._error = error

    def send(self, subject: str, to: Sequence[str], text: str) -> None:
        if self._error is not None:
            raise self._error
        self.letters.append((subject, list(to), text))


def test_a_letter_to_each_address(fired: Outcome) -> None:
    sent = Sent()
    Mail(sent).react(fired, {"to": "a@example.org, b@example.org;c@example.org ", "subject": "Much"})
    to = ["a@example.org", "b@example.org", "c@example.org"]
    assert sent.letters == [("Much", to, fired.text())]


def test_without_a_subject_it_is_the_name(fired: Outcome) -> None:
    sent = Sent()
    Mail(sent).react(fired, {"to": "a@example.org", "subject": ""})
    assert sent.letters[0][0] == "Alert Much traffic"


def test_a_server_that_refuses(fired: Outcome) -> None:
    with pytest.raises(NotSentError, match=r"^the mail was not taken \(ConnectionRefusedError\)$"):
        Mail(Sent(ConnectionRefusedError("with a secret"))).react(fired, {"to": "a@example.org", "subject": ""})
