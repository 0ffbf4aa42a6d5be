"""Outlets: where a mail goes."""

from __future__ import annotations

import contextlib
import itertools
import os
import smtplib
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fauxmon.runtime.mail.settings import MailAccess, MailServer, MailSettings

SPOOL_LIMIT = 10_000
"""Mails that may lie in a spool."""
TIMEOUT_S = 15.0
"""How long a mail server may take to answer one command."""


class DeliveryError(Exception):
    """The mail has not gone out, and may be tried again. One line."""


class UncertainError(Exception):
    """Nobody knows whether the mail has gone out. One line."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail and whom it is for; `key` tells it from all others."""

    octets: bytes
    sender: str
    recipients: tuple[str, ...]
    key: str


class Outlet(Protocol):
    """Takes mails, from any thread."""

    def start(self) -> None:
        """Make ready. Errors: OSError."""

    def deliver(self, mail: Outgoing) -> str:
        """Let it go; where it went, for people. Errors: DeliveryError, UncertainError."""


def outlet_of(settings: MailSettings) -> Outlet:
    """The one that is asked for. Errors: ValueError if none is."""
    if settings.spool is not None:
        return Spool(settings.spool)
    if settings.server is not None:
        return Smtp(settings.server, settings.access)
    raise ValueError("these settings send no mails")


class Spool:
    """A directory of `.eml` files. A file is there whole or not at all, as in a Maildir, and none is replaced."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.absolute()

    def start(self) -> None:
        """Create the directory. Errors: OSError."""
        self._directory.mkdir(parents=True, exist_ok=True)

    def deliver(self, mail: Outgoing) -> str:
        """Errors: DeliveryError."""
        try:
            if sum(1 for _ in self._directory.glob("*.eml")) >= SPOOL_LIMIT:
                raise DeliveryError(f"{self._directory} holds {SPOOL_LIMIT} mails already: take some away")
            return str(self._write(mail))
        except OSError as error:
            raise DeliveryError(f"{self._directory}: {error.strerror or error}") from error

    def _write(self, mail: Outgoing) -> Path:
        hidden = self._directory / f".{mail.key}.{os.getpid()}.tmp"
        try:
            with hidden.open("wb") as file:
                file.write(mail.octets)
                file.flush()
                os.fsync(file.fileno())
            for number in itertools.count(1):
                final = self._directory / (f"{mail.key}.eml" if number == 1 else f"{mail.key}-{number}.eml")
                with contextlib.suppress(FileExistsError):
                    final.hardlink_to(hidden)
                    return final
            raise AssertionError  # pragma: no cover - count does not end
        finally:
            hidden.unlink(missing_ok=True)


class Smtp:
    """A mail server (RFC 5321), by TLS and with a login (RFC 4954) where that is asked for."""

    def __init__(self, server: MailServer, access: MailAccess | None = None) -> None:
        self._server = server
        self._access = access or MailAccess()

    def start(self) -> None:
        """Only look at the file of certificates: a server that is not there yet may come. Errors: OSError."""
        try:
            self._trusted()
        except OSError as error:
            raise OSError(f"{self._access.ca} holds no certificates: {error.strerror or error}") from None

    def deliver(self, mail: Outgoing) -> str:
        """To all recipients that the server takes. Errors: DeliveryError, also if it takes none of them;
        UncertainError."""
        smtp = self._connected()
        try:
            refused = self._envelope(smtp, mail)
            self._data(smtp, mail)
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
        finally:
            smtp.close()
        taken = [each for each in mail.recipients if each not in refused]
        return f"{', '.join(taken)} by {self._server}" + (
            f"; not taken: {'; '.join(refused.values())}" if refused else ""
        )

    def _trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._access.ca)

    def _connected(self) -> smtplib.SMTP:
        """Errors: DeliveryError."""
        # Its own way to find this machine's name may wait for a name server.
        named = socket.gethostname()
        try:
            if self._access.tls == "implicit":
                return smtplib.SMTP_SSL(*self._server, named, timeout=TIMEOUT_S, context=self._trusted())
            return smtplib.SMTP(*self._server, named, timeout=TIMEOUT_S)
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            raise DeliveryError(f"{self._server}: {error}") from error

    def _envelope(self, smtp: smtplib.SMTP, mail: Outgoing) -> dict[str, str]:
        """Those whom the server does not take, and what it says to that."""
        try:
            self._enter(smtp)
            smtp.ehlo_or_helo_if_needed()
            _expect(smtp.mail(mail.sender))
            answers = {each: smtp.rcpt(each) for each in mail.recipients}
            refused = {each: f"{each}: {_said(said)}" for each, said in answers.items() if said[0] not in (250, 251)}
            if len(refused) == len(mail.recipients):
                raise DeliveryError(f"{self._server}: {'; '.join(refused.values())}")
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            raise DeliveryError(f"{self._server}: {error}") from error
        return refused

    def _enter(self, smtp: smtplib.SMTP) -> None:
        """Errors: DeliveryError, OSError, SMTPException."""
        if self._access.tls == "starttls":
            _expect(smtp.starttls(context=self._trusted()))
        if self._access.user is None:
            return
        try:
            smtp.login(self._access.user, self._access.password or "")
        except smtplib.SMTPAuthenticationError as error:
            # What a server says to a password may repeat it.
            raise DeliveryError(f"{self._server} refuses the login: {error.smtp_code}") from None

    def _data(self, smtp: smtplib.SMTP, mail: Outgoing) -> None:
        """From here on the server may have taken it although nobody hears so."""
        try:
            said = smtp.data(mail.octets)
        except smtplib.SMTPDataError as error:
            raise DeliveryError(f"{self._server}: {_said((error.smtp_code, error.smtp_error))}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise UncertainError(f"{self._server} took the mail or did not: {error}") from error
        if said[0] != 250:
            raise DeliveryError(f"{self._server}: {_said(said)}")


def _expect(said: tuple[int, bytes]) -> None:
    """Errors: SMTPResponseException."""
    if not 200 <= said[0] < 300:
        raise smtplib.SMTPResponseException(*said)


def _said(said: tuple[int, bytes | str]) -> str:
    code, words = said
    told = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(told.split())}"[:200]
