from __future__ import annotations

from pathlib import Path

import pytest

from fauxmon.runtime.mail.settings import MailAccess, MailServer, MailSettings, parse_mailbox, parse_server
from fauxmon.runtime.settings import Settings, SettingsError


@pytest.mark.parametrize("text", ["mail.example.com:25", "127.0.0.1:1025", "[::1]:65535"])
def test_a_server_and_back(text: str) -> None:
    assert str(parse_server(text)) == text


@pytest.mark.parametrize("text", ["", "mail", "mail:", ":25", "mail:0", "mail:65536", "mail:x", "::1:25", "[mail]:25"])
def test_what_is_no_server(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as mail\.example\.com:25"):
        parse_server(text)


@pytest.mark.parametrize("text", ["ops@example.com", "fauxmon@localhost", "a+b.c@d-e.test"])
def test_a_mailbox(text: str) -> None:
    assert parse_mailbox(text) == text


@pytest.mark.parametrize(
    "text", ["", "ops", "@example.com", "ops@", "a@b@c", "a b@c", "<a@b>", "a@b,c@d", "é@b", "a@b\nc", "a@b\r\nRCPT"]
)
def test_what_is_no_mailbox(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as ops@example\.com"):
        parse_mailbox(text)


def test_one_way_only_and_to_somebody() -> None:
    spool, server, to = Path("spool"), MailServer("mail", 25), ("ops@example.com",)
    for fine in (MailSettings(), MailSettings(spool=spool), MailSettings(server=server, recipients=to)):
        Settings(mail=fine).check()
    for wrong, why in (
        (MailSettings(spool=spool, server=server, recipients=to), "--mail-spool or --smtp"),
        (MailSettings(server=server), "--mail-to"),
    ):
        with pytest.raises(SettingsError, match=why):
            Settings(mail=wrong).check()


@pytest.mark.parametrize(
    ("access", "why"),
    [
        (MailAccess("starttls", user="a"), "FAUXMON_SMTP_PASSWORD"),
        (MailAccess("none", user="a", password="secret"), "unencrypted"),
        (MailAccess("none", ca=Path("ca.pem")), "--smtp-tls"),
        (MailAccess("implicit", user="a", password="sécret"), "printable ASCII"),
        (MailAccess("implicit", user="a\n", password="secret"), "printable ASCII"),
    ],
)
def test_a_login_that_will_not_do(access: MailAccess, why: str) -> None:
    to = MailSettings(server=MailServer("mail", 25), recipients=("ops@example.com",), access=access)
    with pytest.raises(SettingsError, match=why) as caught:
        Settings(mail=to).check()
    assert "secret" not in f"{caught.value} {access!r}"


def test_a_login_is_of_a_server() -> None:
    access = MailAccess("implicit", Path("ca.pem"), "a", "secret")
    Settings(mail=MailSettings(server=MailServer("mail", 465), recipients=("ops@example.com",), access=access)).check()
    with pytest.raises(SettingsError, match="give --smtp, too"):
        Settings(mail=MailSettings(spool=Path("spool"), access=access)).check()
