"""A whole server that sends through a mail server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx

from fauxmon.runtime.mail.settings import MailSettings
from fauxmon.runtime.server import running
from fauxmon.runtime.settings import Address, Settings
from fauxmon_model.repository import EmailReportDraft, ReportDraft

if TYPE_CHECKING:
    from tests.runtime.mail.conftest import MailPeer

LOOPBACK = Address("127.0.0.1", 0)


def test_what_is_asked_for_over_http_arrives_at_the_mail_server(peer: MailPeer) -> None:
    mail = MailSettings(server=peer.server, sender="flows@lab.test", recipients=("ops@lab.test",))

    async def main() -> httpx.Response:
        settings = Settings(udp=(LOOPBACK,), http=LOOPBACK, tls=False, ui=False, mail=mail)
        async with running(settings) as server, httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            repository = server.collector.context.repository
            chapters = repository.reports.create(ReportDraft(name="Lab"))
            made = repository.email_reports.create(EmailReportDraft(report_id=chapters.id))
            return await client.post(f"/_fauxmon/emailreports/{made.id}/send", timeout=60)

    answer = asyncio.run(main())
    assert answer.json()["to"] == f"ops@lab.test by {peer.server}"
    (received,) = peer.mails
    assert (received.sender, received.recipients) == ("<flows@lab.test>", ["<ops@lab.test>"])
    assert b"Subject: Lab" in received.lines
