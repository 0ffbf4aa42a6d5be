"""Where mails go: real directories, and a real socket on which SMTP is spoken."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fauxmon.runtime.mail import outlets
from fauxmon.runtime.mail.outlets import DeliveryError, Outgoing, Smtp, Spool, UncertainError, outlet_of
from fauxmon.runtime.mail.settings import MailAccess, MailServer, MailSettings, Tls

if TYPE_CHECKING:
    from tests.runtime.mail.conftest import MailPeer

MAIL = Outgoing(b"Subject: x\r\n\r\n.a dot\r\nend\r\n", "from@lab.test", ("a@lab.test", "b@lab.test"), "report-1")


def test_nothing_is_sent_unless_somebody_says_where_to(tmp_path: Path) -> None:
    for settings, kind in (
        (MailSettings(spool=tmp_path), Spool),
        (MailSettings(server=MailServer("localhost", 25)), Smtp),
    ):
        assert settings.sends
        assert isinstance(outlet_of(settings), kind)
    assert not MailSettings().sends
    with pytest.raises(ValueError, match="send no mails"):
        outlet_of(MailSettings())


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    spool = Spool(tmp_path / "deep" / "spool")
    spool.start()
    return spool


def test_a_spooled_mail_is_a_file_of_its_octets_and_nothing_else_is_left(spool: Spool, tmp_path: Path) -> None:
    file = Path(spool.deliver(MAIL))
    assert file == tmp_path / "deep" / "spool" / "report-1.eml"
    assert file.read_bytes() == MAIL.octets
    assert list(file.parent.iterdir()) == [file]


def test_no_mail_replaces_another(spool: Spool) -> None:
    files = [Path(spool.deliver(MAIL)) for _ in range(3)]
    assert [file.name for file in files] == ["report-1.eml", "report-1-2.eml", "report-1-3.eml"]


def test_a_full_spool_takes_no_more(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlets, "SPOOL_LIMIT", 2)
    spool.deliver(MAIL)
    last = Path(spool.deliver(MAIL))
    with pytest.raises(DeliveryError, match="holds 2 mails already"):
        spool.deliver(MAIL)
    last.unlink()
    spool.deliver(MAIL)


def test_a_spool_that_is_gone_is_a_failure_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="No such file") as caught:
        Spool(tmp_path / "nowhere").deliver(MAIL)
    assert "\n" not in str(caught.value)


def test_a_mail_server_gets_the_mail(peer: MailPeer) -> None:
    assert Smtp(peer.server).deliver(MAIL) == f"a@lab.test, b@lab.test by {peer.server}"
    (mail,) = peer.mails
    assert (mail.sender, mail.recipients) == ("<from@lab.test>", ["<a@lab.test>", "<b@lab.test>"])
    assert mail.lines == [b"Subject: x", b"", b"..a dot", b"end"], "RFC 5321, section 4.5.2"


def test_who_is_not_taken_is_told_and_the_others_get_it(peer: MailPeer) -> None:
    peer.answers["rcpt TO:<a@lab.test>"] = "550 no such user"
    to = Smtp(peer.server).deliver(MAIL)
    assert to == f"b@lab.test by {peer.server}; not taken: a@lab.test: 550 no such user"
    assert [mail.recipients for mail in peer.mails] == [["<b@lab.test>"]]


def test_a_server_that_says_farewell_badly_has_taken_it(peer: MailPeer) -> None:
    peer.answers["QUIT"] = None
    assert Smtp(peer.server).deliver(MAIL).startswith("a@lab.test")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("<CONNECT>", "554 go away"),
        ("<CONNECT>", None),
        ("MAIL", "451 later"),
        ("RCPT", "550 nobody"),
        ("DATA", "421 closing"),
        ("<END>", "552 too large"),
    ],
)
def test_what_is_refused_has_surely_not_gone_out(peer: MailPeer, command: str, said: str | None) -> None:
    peer.answers[command] = said
    with pytest.raises(DeliveryError, match=str(peer.server)) as caught:
        Smtp(peer.server).deliver(MAIL)
    assert said is None or said.split(" ", 1)[1] in str(caught.value)


def test_after_the_mail_silence_leaves_nobody_sure(peer: MailPeer) -> None:
    peer.answers["<END>"] = None
    with pytest.raises(UncertainError, match="took the mail or did not"):
        Smtp(peer.server).deliver(MAIL)
    assert len(peer.mails) == 1


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        server = MailServer(*nobody.getsockname())
    with pytest.raises(DeliveryError, match="refused"):
        Smtp(server).deliver(MAIL)


def test_a_name_that_is_none_is_a_failure() -> None:
    with pytest.raises(DeliveryError):
        Smtp(MailServer("a..b", 25)).deliver(MAIL)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_by_tls_with_a_login(peer: MailPeer, mail_certificate: tuple[Path, Path], tls: Tls, mechanism: str) -> None:
    peer.speaks, peer.login, peer.mechanism = tls, ("flows", "pass word"), mechanism
    smtp = Smtp(peer.server, MailAccess(tls, mail_certificate[0], "flows", "pass word"))
    smtp.start()
    assert smtp.deliver(MAIL) == f"a@lab.test, b@lab.test by {peer.server}"
    (mail,) = peer.mails
    assert mail.login == ("flows", "pass word")
    assert mail.cipher


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_trusts_gets_no_mail(peer: MailPeer, tls: Tls) -> None:
    peer.speaks = tls
    with pytest.raises(DeliveryError, match=f"{peer.server}.*CERTIFICATE_VERIFY_FAILED"):
        Smtp(peer.server, MailAccess(tls)).deliver(MAIL)
    assert not peer.mails


def test_what_cannot_be_encrypted_is_not_sent(peer: MailPeer, mail_certificate: tuple[Path, Path]) -> None:
    with pytest.raises(DeliveryError, match="STARTTLS"):
        Smtp(peer.server, MailAccess("starttls", mail_certificate[0])).deliver(MAIL)
    assert not peer.mails


def test_a_server_that_knows_no_login_gets_no_password(peer: MailPeer, mail_certificate: tuple[Path, Path]) -> None:
    peer.speaks = "implicit"
    with pytest.raises(DeliveryError, match="AUTH"):
        Smtp(peer.server, MailAccess("implicit", mail_certificate[0], "flows", "secret")).deliver(MAIL)
    assert not peer.mails


def test_a_wrong_password_is_told_without_it(peer: MailPeer, mail_certificate: tuple[Path, Path]) -> None:
    peer.speaks, peer.login = "implicit", ("flows", "right")
    with pytest.raises(DeliveryError) as caught:
        Smtp(peer.server, MailAccess("implicit", mail_certificate[0], "flows", "guessed")).deliver(MAIL)
    assert str(caught.value) == f"{peer.server} refuses the login: 535"
    assert not peer.mails


def test_a_file_without_certificates_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("none")
    with pytest.raises(OSError, match=r"ca\.pem holds no certificates"):
        Smtp(MailServer("localhost", 465), MailAccess("implicit", tmp_path / "ca.pem")).start()
