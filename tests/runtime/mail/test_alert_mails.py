"""Letters of alerts in a real spool."""

from __future__ import annotations

import email
import socket
from email import policy
from pathlib import Path

import pytest

from fauxmon.runtime.mail.alert_mails import AlertMails
from fauxmon.runtime.mail.outlets import Smtp, Spool
from fauxmon.runtime.mail.settings import MailServer, MailSettings
from fauxmon_collector.alerts.reaction import NotSentError

NOW_MS = 1_772_366_400_000


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def mails(spool: Path) -> AlertMails:
    outlet = Spool(spool)
    outlet.start()
    return AlertMails(MailSettings(spool=spool, sender="from@lab.test"), outlet, lambda: NOW_MS)


def test_a_letter_goes_to_whom_the_alert_names(mails: AlertMails, spool: Path) -> None:
    mails.send("Too\nmuch traffic", ["ops@lab.test", "net@lab.test"], "1.2 Gb/s\nsince noon")
    mails.send("again", ["ops@lab.test"], "still")
    first, second = sorted(spool.iterdir())
    assert [first.name, second.name] == ["20260301T120000Z-alert-1.eml", "20260301T120000Z-alert-2.eml"]
    letter = email.message_from_bytes(first.read_bytes(), policy=policy.default)
    assert (letter["From"], letter["To"], letter["Subject"]) == (
        "from@lab.test",
        "ops@lab.test, net@lab.test",
        "Too much traffic",
    )
    assert letter["Date"] == "Sun, 01 Mar 2026 12:00:00 +0000"
    assert letter.get_content().splitlines() == ["1.2 Gb/s", "since noon"]


@pytest.mark.parametrize(
    ("to", "why"), [([], "names nobody"), (["ops@lab.test\nBcc: x@lab.test"], "is not an address")]
)
def test_without_a_proper_address_nothing_goes_out(mails: AlertMails, spool: Path, to: list[str], why: str) -> None:
    with pytest.raises(NotSentError, match=why):
        mails.send("x", to, "y")
    assert list(spool.iterdir()) == []


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        server = MailServer(*nobody.getsockname())
    mails = AlertMails(MailSettings(server=server), Smtp(server), lambda: NOW_MS)
    with pytest.raises(NotSentError, match="refused"):
        mails.send("x", ["ops@lab.test"], "y")
