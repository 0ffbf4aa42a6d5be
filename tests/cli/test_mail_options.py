"""Where mails go, as `fauxmon serve` is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from fauxmon.cli.mail_options import mail_options
from fauxmon.runtime.mail.settings import SENDER, MailAccess, MailServer, MailSettings

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
    assert _told(arguments) == expected


def test_the_password_of_a_login_is_one_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    login = f"--smtp mail.lab.test:587 --smtp-tls starttls --smtp-ca {tmp_path / 'ca.pem'} --smtp-user flows"
    environment = {"FAUXMON_SMTP_PASSWORD": "secret"}
    told = _told(f"{login} --mail-to a@lab.test", environment)
    assert told.access == MailAccess("starttls", tmp_path / "ca.pem", "flows", "secret")
    assert "secret" not in repr(told)
    assert _told("--mail-spool mails", environment).access == MailAccess()


def _told(arguments: str, environment: Mapping[str, str] | None = None) -> MailSettings:
    told = []

    @click.command()
    @mail_options
    def command(mail: MailSettings) -> None:
        told.append(mail)

    assert CliRunner().invoke(command, arguments.split(), env=environment).exit_code == 0
    (one,) = told
    return one


@pytest.mark.parametrize(
    "arguments", ["--smtp nowhere", "--mail-to nobody", "--mail-from <f@lab.test>", "--smtp-tls on"]
)
def test_what_makes_no_sense_is_wrong_usage(call: Call, arguments: str) -> None:
    assert call("serve", *arguments.split()).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("--smtp 127.0.0.1:25", "--mail-to"),
        ("--smtp 127.0.0.1:25 --mail-to a@b.test --mail-spool mails", "--mail-spool or --smtp"),
        ("--smtp 127.0.0.1:25 --mail-to a@b.test --smtp-user flows", "--smtp-tls"),
    ],
)
def test_a_server_must_know_one_way_and_to_whom(call: Call, arguments: str, why: str) -> None:
    result = call("serve", *arguments.split())
    assert result.exit_code == 1
    assert why in result.stderr
