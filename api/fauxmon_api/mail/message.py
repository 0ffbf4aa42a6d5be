"""A Report as a mail (RFC 5322, MIME): text, HTML, and the pictures of the HTML beside it (RFC 2387)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Group
from email.message import EmailMessage
from email.utils import format_datetime

from fauxmon_api.mail.charts import printable
from fauxmon_api.mail.content import Content
from fauxmon_api.mail.html import html
from fauxmon_api.mail.text import text

MAIL_LIMIT = 16 << 20
"""Octets of one mail. A larger one is sent without its pictures."""
_POLICY = policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends it to whom, what tells it from all others, and when that is, in ms since 1970."""

    sender: str
    recipients: Sequence[str]
    key: str
    now_ms: int


def message(content: Content, envelope: Envelope) -> bytes:
    """The mail, of 7 bits, its lines ended by CR LF."""
    octets = _message(content, envelope, with_pictures=True)
    return octets if len(octets) <= MAIL_LIMIT else _message(content, envelope, with_pictures=False)


def _message(content: Content, envelope: Envelope, *, with_pictures: bool) -> bytes:
    domain = envelope.sender.rpartition("@")[2]
    pictures = {
        place: (section.picture, f"chart{place + 1}.{envelope.key}@{domain}")
        for place, section in enumerate(content.sections)
        if with_pictures and section.picture is not None
    }
    mail = EmailMessage(_POLICY)
    mail["From"] = envelope.sender
    mail["To"] = list(envelope.recipients) or Group("undisclosed-recipients")
    mail["Subject"] = printable(content.title)
    mail["Date"] = format_datetime(datetime.fromtimestamp(envelope.now_ms // 1000, UTC))
    mail["Message-ID"] = f"<{envelope.key}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text(content))
    mail.add_alternative(html(content, {place: cid for place, (_, cid) in pictures.items()}), subtype="html")
    page = mail.get_payload(1)
    assert isinstance(page, EmailMessage)  # noqa: S101 - added above
    for place, (picture, cid) in pictures.items():
        page.add_related(
            picture.octets,
            "image",
            "svg+xml" if picture.kind == "svg" else picture.kind,
            cid=f"<{cid}>",
            filename=f"chart{place + 1}.{picture.kind}",
            disposition="inline",
        )
    _bound(mail, envelope.key)
    return mail.as_bytes()


def _bound(mail: EmailMessage, key: str) -> None:
    """Boundaries that are the same each time: else random ones would be made."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}.{key}")
