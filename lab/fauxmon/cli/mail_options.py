"""Where e-mail reports go: the options of `fauxmon serve`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fauxmon.runtime.mail.settings import SENDER, MailServer, MailSettings, parse_mailbox, parse_server

Value = TypeVar("Value")


class _Parsed(click.ParamType[Value]):
    """Text through a function whose ValueError says what is wrong."""

    def __init__(self, name: str, parse: Callable[[str], Value]) -> None:
        self.name = name
        self._parse = parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Value:
        try:
            return self._parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


_SERVER = _Parsed("HOST:PORT", parse_server)
_MAILBOX = _Parsed("ADDRESS", parse_mailbox)


def mail_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, which become its argument `mail`."""

    @functools.wraps(command)
    def with_mail(
        *args: Any,
        mail_spool: Path | None,
        smtp: MailServer | None,
        mail_from: str,
        mail_to: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        command(*args, mail=MailSettings(mail_spool, smtp, mail_from, mail_to), **kwargs)

    for option in (
        click.option("--mail-to", type=_MAILBOX, multiple=True, help="Who gets e-mail reports; may be repeated."),
        click.option("--mail-from", type=_MAILBOX, default=SENDER, show_default=True, help="Who sends e-mail reports."),
        click.option("--smtp", type=_SERVER, help="Send e-mail reports through this mail server, by plain SMTP."),
        click.option(
            "--mail-spool",
            type=click.Path(file_okay=False, path_type=Path),
            help="Write e-mail reports into this directory instead, as *.eml. Without either, none are sent.",
        ),
    ):
        with_mail = option(with_mail)
    return with_mail
