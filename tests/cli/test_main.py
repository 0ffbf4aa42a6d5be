"""The command itself: help, version, exit codes, and that it stays quick."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from fauxmon.cli.main import COMMANDS

if TYPE_CHECKING:
    from tests.cli.conftest import Call


def test_help_lists_every_command(call: Call) -> None:
    result = call("--help")
    assert result.exit_code == 0
    assert all(text in result.output for _, text in COMMANDS.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_with_examples_and_exit_codes(call: Call, command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert f"fauxmon {command}" in result.output.partition("Try it:")[2]
    assert "Exit codes:" in result.output


def test_version(call: Call) -> None:
    assert call("--version").output == f"fauxmon {version('fauxmon')}\n"


def test_wrong_usage_is_code_2(call: Call) -> None:
    assert call("no-such-command").exit_code == 2
    assert call("serve", "--udp", "nonsense").exit_code == 2


def test_help_imports_nothing_heavy() -> None:
    heavy = "numpy duckdb sqlalchemy fastapi uvicorn rich cryptography nicegui asyncio_dgram construct"
    program = (
        "import sys\nfrom fauxmon.cli.main import main\nmain(['--help'], standalone_mode=False)\n"
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "[]\n"


def test_a_server_without_pages_tls_and_mails_imports_none_of_them() -> None:
    heavy = "rich cryptography nicegui fauxmon_api.mail.content smtplib"
    program = (
        "import sys\nimport fauxmon.cli.serve, fauxmon.runtime.server, fauxmon_api.app\n"
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "[]\n"


def test_to_decode_takes_no_database() -> None:
    script = "import sys, fauxmon.cli.decode; print(sorted({'sqlalchemy', 'duckdb', 'lark'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
