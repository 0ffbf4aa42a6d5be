"""A mail server on a real socket that answers as a test wants (RFC 5321)."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

import pytest

from fauxmon.runtime.mail.settings import MailServer


@dataclass
class Received:
    """A mail as it came, its lines without CR LF."""

    sender: str
    recipients: list[str]
    lines: list[bytes]


@dataclass
class MailPeer:
    """`answers` replaces what is answered to a command, `<end>` being the end of the mail; None closes instead."""

    server: MailServer
    answers: dict[str, str | None] = field(default_factory=dict)
    mails: list[Received] = field(default_factory=list)

    def said_to(self, command: str) -> str | None:
        verb = command.split(" ")[0].upper()
        usual = {"<CONNECT>": "220 here", "QUIT": "221 bye", "DATA": "354 go on"}.get(verb, "250 ok")
        return self.answers.get(command, self.answers.get(verb, usual))


class Conversation:
    """Of one connection."""

    def __init__(self, peer: MailPeer, lines: IO[bytes], out: IO[bytes]) -> None:
        self._peer = peer
        self._lines = lines
        self._out = out
        self._mail = Received("", [], [])

    def hold(self) -> None:
        command = "<CONNECT>"
        while command:
            said = self._say(command)
            if said is None:
                return
            verb, _, argument = command.partition(":")
            if verb.upper() == "MAIL FROM":
                self._mail.sender = argument
            elif verb.upper() == "RCPT TO" and said.startswith("250"):
                self._mail.recipients.append(argument)
            elif said.startswith("354") and not self._data():
                return
            command = self._lines.readline().decode().strip()

    def _data(self) -> bool:
        while (line := self._lines.readline()) not in (b".\r\n", b""):
            self._mail.lines.append(line.removesuffix(b"\r\n"))
        self._peer.mails.append(self._mail)
        return self._say("<END>") is not None

    def _say(self, command: str) -> str | None:
        said = self._peer.said_to(command)
        if said is not None:
            self._out.write(said.encode() + b"\r\n")
        return said


@pytest.fixture
def peer() -> Iterator[MailPeer]:
    found = MailPeer(MailServer("127.0.0.1", 0))

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            Conversation(found, self.rfile, self.wfile).hold()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        found.server = MailServer("127.0.0.1", server.server_address[1])
        yield found
        server.shutdown()
        thread.join(10)
