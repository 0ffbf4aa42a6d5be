"""A mail server on a real socket that answers as a test wants (RFC 5321), by TLS and to a login if it wants."""

from __future__ import annotations

import base64
import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fauxmon.runtime.mail.settings import MailServer, Tls
from fauxmon_api.tls import ensure_certificate


@dataclass
class Received:
    """A mail as it came, its lines without CR LF; `cipher` is that of TLS, `login` who had logged in."""

    sender: str
    recipients: list[str]
    lines: list[bytes]
    cipher: str = ""
    login: tuple[str, str] | None = None


@dataclass
class MailPeer:
    """`answers` replaces what is answered to a command, `<end>` being the end of the mail; None closes instead. It
    takes the `login` only by TLS, and knows `mechanism` alone."""

    server: MailServer
    tls: ssl.SSLContext
    answers: dict[str, str | None] = field(default_factory=dict)
    mails: list[Received] = field(default_factory=list)
    speaks: Tls = "none"
    login: tuple[str, str] | None = None
    mechanism: str = "PLAIN"

    def said_to(self, command: str) -> str | None:
        verb = command.split(" ")[0].upper()
        usual = {"<CONNECT>": "220 here", "QUIT": "221 bye", "DATA": "354 go on"}.get(verb, "250 ok")
        return self.answers.get(command, self.answers.get(verb, usual))


class Conversation:
    """Of one connection."""

    def __init__(self, peer: MailPeer, connection: socket.socket) -> None:
        self._peer = peer
        self._mail = Received("", [], [])
        self._opened = contextlib.ExitStack()
        self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        self._connection = self._opened.enter_context(connection)
        self._lines = self._opened.enter_context(connection.makefile("rb"))
        self._out = self._opened.enter_context(connection.makefile("wb", buffering=0))

    def hold(self) -> None:
        with self._opened:
            self._converse()

    def _converse(self) -> None:
        if self._peer.speaks == "implicit":
            self._encrypt()
        command = "<CONNECT>"
        while command:
            verb, _, argument = command.partition(":")
            if not self._answer(verb.upper(), argument, command):
                return
            command = self._lines.readline().decode().strip()

    def _answer(self, verb: str, argument: str, command: str) -> bool:
        """Whether the conversation goes on."""
        if verb.startswith("EHLO"):
            self._write("\r\n".join(f"250-{word}" for word in ("here", *self._offers())) + "\r\n250 8BITMIME")
            return True
        if verb.startswith("AUTH "):
            return self._log_in(command.split(" "))
        if verb == "STARTTLS":
            self._write("220 go on")
            self._encrypt()
            return True
        said = self._say(command)
        if said is None:
            return False
        if verb == "MAIL FROM":
            self._mail.sender = argument
        elif verb == "RCPT TO" and said.startswith("250"):
            self._mail.recipients.append(argument)
        return not said.startswith("354") or self._data()

    def _offers(self) -> list[str]:
        encrypted = isinstance(self._connection, ssl.SSLSocket)
        starttls = ["STARTTLS"] if self._peer.speaks == "starttls" and not encrypted else []
        return [*starttls, *([f"AUTH {self._peer.mechanism}"] if self._peer.login and encrypted else [])]

    def _encrypt(self) -> None:
        encrypted = self._peer.tls.wrap_socket(self._connection, server_side=True)
        self._take(encrypted)
        cipher = encrypted.cipher()
        self._mail.cipher = cipher[0] if cipher else ""

    def _log_in(self, words: list[str]) -> bool:
        _, mechanism, *initial = words
        if mechanism == "PLAIN":
            _, user, password = base64.b64decode(initial[0]).decode().split("\0")
        else:
            user = base64.b64decode(initial[0]).decode()
            self._write(f"334 {base64.b64encode(b'Password:').decode()}")
            password = base64.b64decode(self._lines.readline()).decode()
        if (user, password) != self._peer.login:
            self._write(f"535 {password} is wrong")
            return True
        self._mail.login = (user, password)
        self._write("235 welcome")
        return True

    def _data(self) -> bool:
        while (line := self._lines.readline()) not in (b".\r\n", b""):
            self._mail.lines.append(line.removesuffix(b"\r\n"))
        self._peer.mails.append(self._mail)
        return self._say("<END>") is not None

    def _say(self, command: str) -> str | None:
        said = self._peer.said_to(command)
        if said is not None:
            self._write(said)
        return said

    def _write(self, said: str) -> None:
        self._out.write(said.encode() + b"\r\n")


@pytest.fixture(scope="session")
def mail_certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Certificate and key of the mail server, which nobody has signed."""
    return ensure_certificate(tmp_path_factory.mktemp("mail"), ["127.0.0.1"])


@pytest.fixture
def peer(mail_certificate: tuple[Path, Path]) -> Iterator[MailPeer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*mail_certificate)
    found = MailPeer(MailServer("127.0.0.1", 0), context)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):  # who does not trust the certificate hangs up
                Conversation(found, self.request).hold()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        found.server = MailServer("127.0.0.1", server.server_address[1])
        yield found
        server.shutdown()
        thread.join(10)
