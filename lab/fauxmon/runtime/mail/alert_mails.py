"""AlertMails: the letters of alerts, by the way of e-mail reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from fauxmon.runtime.mail.outlets import DeliveryError, Outgoing, Outlet, UncertainError
from fauxmon.runtime.mail.settings import MailSettings, parse_mailbox
from fauxmon_api.mail.charts import printable
from fauxmon_collector.alerts.reaction import NotSentError

_POLICY = policy.SMTP.clone(cte_type="7bit")


class AlertMails:
    """To those whom the alert names; to nobody else."""

    def __init__(self, settings: MailSettings, outlet: Outlet, now_ms: Callable[[], int]) -> None:
        self._settings = settings
        self._outlet = outlet
        self._now_ms = now_ms
        self._sent = 0

    def send(self, subject: str, to: Sequence[str], text: str) -> None:
        """Errors: NotSentError."""
        recipients = _checked(to)
        now_ms, sender = self._now_ms(), self._settings.sender
        self._sent += 1
        key = f"{datetime.fromtimestamp(now_ms // 1000, UTC):%Y%m%dT%H%M%SZ}-alert-{self._sent}"
        mail = EmailMessage(_POLICY)
        mail["From"] = sender
        mail["Subject"] = printable(subject)
        mail["Date"] = format_datetime(datetime.fromtimestamp(now_ms // 1000, UTC))
        mail["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["To"] = recipients
        mail.set_content(text)
        try:
            self._outlet.deliver(Outgoing(mail.as_bytes(), sender, recipients, key))
        except (DeliveryError, UncertainError) as error:
            raise NotSentError(str(error)) from None


def _checked(to: Sequence[str]) -> tuple[str, ...]:
    """Errors: NotSentError."""
    if not to:
        raise NotSentError("the alert names nobody whom to write to")
    try:
        return tuple(map(parse_mailbox, to))
    except ValueError as error:
        raise NotSentError(str(error)) from None
