"""Mails as the standard library's parser reads them."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from fauxmon_api.mail import message as mails
from fauxmon_api.mail.charts import Picture
from fauxmon_api.mail.content import Content, Section, Table
from fauxmon_api.mail.message import Envelope, message

if TYPE_CHECKING:
    from tests.api.mail.conftest import Reporting

    from fauxmon_api.mail.content import Contents

NOON_MS = 1_740_830_400_000
ENVELOPE = Envelope("fauxmon@lab.test", ("ops@lab.test", "noc@lab.test"), "report-7", NOON_MS)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PICTURE = Picture(SVG, "svg")


def content(title: str = "Přehled", *, picture: Picture = PICTURE, row: str = "a") -> Content:
    table = Table(["Channel", "Bytes"], [[row, "3 MiB"]], [["Total", "3 MiB"]])
    return Content(title, "en", ["Lab"], [Section("Nodes", tables=[table], picture=picture), Section("Empty")])


def parsed(octets: bytes) -> EmailMessage:
    mail = message_from_bytes(octets, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_headers() -> None:
    mail = parsed(message(content(), ENVELOPE))
    assert {name: mail[name] for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")} == {
        "From": "fauxmon@lab.test",
        "To": "ops@lab.test, noc@lab.test",
        "Subject": "Přehled",
        "Date": "Sat, 01 Mar 2025 12:00:00 +0000",
        "Message-ID": "<report-7@lab.test>",
        "Auto-Submitted": "auto-generated",
    }


def test_nobody_as_a_recipient_is_a_mail_too() -> None:
    assert parsed(message(content(), Envelope("a@b.test", (), "k", NOON_MS)))["To"] == "undisclosed-recipients:;"


def test_text_and_html_tell_the_same_and_the_picture_is_beside_the_html() -> None:
    mail = parsed(message(content(), ENVELOPE))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/svg+xml",
    ]
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    for told in ("Přehled", "1. Nodes", "3 MiB", "2. Empty"):
        assert told in plain.get_content()
        assert told in page.get_content()
    (image,) = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert f'src="cid:{image["Content-ID"].strip("<>")}"' in page.get_content()
    assert (image.get_filename(), image.get_content()) == ("chart1.svg", SVG)


def test_the_same_mail_has_the_same_octets_each_of_seven_bits() -> None:
    octets = message(content(), ENVELOPE)
    assert octets == message(content(), ENVELOPE)
    assert octets.isascii()
    assert max(map(len, octets.split(b"\r\n"))) < 998


def test_no_name_can_add_a_header() -> None:
    mail = parsed(message(content("Lab\r\nBcc: else@where.test"), ENVELOPE))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Lab  Bcc: else@where.test"


def test_no_name_becomes_a_tag() -> None:
    page = parsed(message(content("<script>", row='"><b>'), ENVELOPE)).get_body(("html",))
    assert page is not None
    assert "<script>" not in page.get_content()
    assert "&quot;&gt;&lt;b&gt;" in page.get_content()


def test_a_mail_that_is_too_large_goes_without_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Picture(bytes(10_000), "png")
    assert b"cid:" in message(content(picture=picture), ENVELOPE)
    monkeypatch.setattr(mails, "MAIL_LIMIT", 10_000)
    octets = message(content(picture=picture), ENVELOPE)
    assert b"image/png" not in octets
    assert b"cid:" not in octets
    assert b"3 MiB" in octets


def test_a_real_report_with_its_charts(contents: Contents, reporting: Reporting) -> None:
    email_report = reporting(({"type": "traffic"}, {}), ({"type": "top", "stats_by": "dstip"}, {}))
    mail = parsed(message(contents.of(email_report, NOON_MS, NOON_MS + 3_600_000), ENVELOPE))
    plain = mail.get_body(("plain",))
    assert plain is not None
    lines = plain.get_content().splitlines()
    assert lines[:3] == ["Lab", "===", "2025-03-01 12:00 to 2025-03-01 13:00 UTC"]
    assert "192.168.1.123  80 kb/s  6.15 kb/s    2.86 MiB" in lines
    images = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert len(images) == 2
