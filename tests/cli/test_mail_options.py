"""Where mails go, as `fauxmon serve` is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from fauxmon.cli.mail_options import mail_options
from fauxmon.runtime.mail.settings import SENDER, MailServer, MailSettings

if TYPE_CHECKING:
    from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", MailSettings()),
        ("--mail-spool mails", MailSettings(spool=Path("mails"), sender=SENDER)),
        (
            "--smtp mail.lab.test:25 --mail-from f@lab.test --mail-to a@lab.test --mail-to b@lab.test",
            MailSettings(None, MailServer("mail.lab.test", 25), "f@lab.test", ("a@lab.test", "b@lab.test")),
        ),
    ],
)
def test_options_become_settings(arguments: str, expected: MailSettings) -> None:
    told = []

    @click.command()
    @mail_options
    def command(mail: MailSettings) -> None:
        told.append(mail)

    assert CliRunner().invoke(command, arguments.split()).exit_code == 0
    assert told == [expected]


@pytest.mark.parametrize("arguments", ["--smtp nowhere", "--mail-to nobody", "--mail-from <f@lab.test>"])
def test_what_makes_no_sense_is_wrong_usage(call: Call, arguments: str) -> None:
    assert call("serve", *arguments.split()).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("--smtp 127.0.0.1:25", "--mail-to"),
        ("--smtp 127.0.0.1:25 --mail-to a@b.test --mail-spool mails", "--mail-spool or --smtp"),
    ],
)
def test_a_server_must_know_one_way_and_to_whom(call: Call, arguments: str, why: str) -> None:
    result = call("serve", *arguments.split())
    assert result.exit_code == 1
    assert why in result.stderr
