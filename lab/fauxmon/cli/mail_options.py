"""Where e-mail reports go: the options of `fauxmon serve`."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from fauxmon.runtime.mail.settings import (
    PASSWORD_VARIABLE,
    SENDER,
    MailAccess,
    MailServer,
    MailSettings,
    Tls,
    parse_mailbox,
    parse_server,
)

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
        smtp_tls: Tls,
        smtp_ca: Path | None,
        smtp_user: str | None,
        **kwargs: Any,
    ) -> None:
        password = None if smtp_user is None else os.environ.get(PASSWORD_VARIABLE)
        access = MailAccess(smtp_tls, smtp_ca, smtp_user, password)
        command(*args, mail=MailSettings(mail_spool, smtp, mail_from, mail_to, access), **kwargs)

    for option in (
        click.option("--mail-to", type=_MAILBOX, multiple=True, help="Who gets e-mail reports; may be repeated."),
        click.option("--mail-from", type=_MAILBOX, default=SENDER, show_default=True, help="Who sends e-mail reports."),
        click.option(
            "--smtp-user",
            metavar="NAME",
            help=f"Log in to the mail server, with the password of the environment variable {PASSWORD_VARIABLE}.",
        ),
        click.option(
            "--smtp-ca",
            type=click.Path(dir_okay=False, exists=True, path_type=Path),
            help="Trust the certificates of this PEM file for the mail server, instead of those of this machine.",
        ),
        click.option(
            "--smtp-tls",
            type=click.Choice(["none", "starttls", "implicit"]),
            default="none",
            show_default=True,
            help="Encrypt what goes to the mail server: by STARTTLS (as on port 587), or from the start (as on 465).",
        ),
        click.option("--smtp", type=_SERVER, help="Send e-mail reports through this mail server."),
        click.option(
            "--mail-spool",
            type=click.Path(file_okay=False, path_type=Path),
            help="Write e-mail reports into this directory instead, as *.eml. Without either, none are sent.",
        ),
    ):
        with_mail = option(with_mail)
    return with_mail
