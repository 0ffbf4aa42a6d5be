"""Alerts of a real process: seen by their command, told to those outside."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.main import main

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

CONDITION = {"metric": "total bytes", "comparator": ">", "number": 1000}
SCRIPT = "#!/bin/sh\ncat > told.json\n"


@pytest.fixture(scope="module")
def syslog() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(20)
        yield receiver


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "tell.sh").write_text(SCRIPT)
    (folder / "tell.sh").chmod(0o700)
    return folder


@pytest.fixture(scope="module")
def server(start_in_module: Start, v5: Callable[..., bytes], syslog: socket.socket, scripts: Path) -> Running:
    """Alerts may tell syslog and run scripts; one exporter has sent 5,000 octets, which is much."""
    server = start_in_module("--alert-syslog", f"127.0.0.1:{syslog.getsockname()[1]}", "--alert-scripts", str(scripts))
    create(server, "Much traffic", {"syslog": {"enabled": 1}, "script": {"enabled": 1, "name": "tell.sh"}})
    create(server, "Quiet", {"email": {"enabled": 1, "to": "me@example.org"}}, filter="port 1")
    server.send(v5(octets=5000))
    assert server.settle()["settled"]
    return server


def create(server: Running, name: str, reactions: dict[str, Any], **definition: Any) -> None:
    definition |= {"conditionType": "Total flows", "conditions": [CONDITION], "reactions": reactions}
    answer = server.rest("POST", "/rest/fmc/alerts", json={"entity": {"name": name, "definition": definition}})
    assert answer.status_code == 201, answer.text


def ask(server: Running, *arguments: str) -> Result:
    token = server.rest("GET", "/rest/version").request.headers["Authorization"].removeprefix("bearer ")
    environment = {"FAUXMON_URL": server.ready["http"], "FAUXMON_TOKEN": token}
    return CliRunner().invoke(main, ["alerts", *arguments], env=environment)


def test_what_fires_is_told(server: Running, syslog: socket.socket, scripts: Path) -> None:
    found = server.http.post("/_fauxmon/alerts/evaluate").json()
    assert [(one["alert"], one["fired"]) for one in found] == [("Much traffic", True), ("Quiet", False)]
    (event,) = [one for one in server.events() if one["kind"] == "alert_fired"]
    assert (event["alert"], event["bytes"]) == ("Much traffic", 5000)
    assert syslog.recv(4096).endswith(b" fauxmon - alert - " + event["text"].encode())
    assert json.loads((scripts / "told.json").read_text())["ALERT_NAME"] == "Much traffic"
    reactions = server.control("alerts")["reactions"]
    assert (reactions["syslog"]["sent"], reactions["script"]["sent"], reactions["email"]["failed"]) == (1, 1, 0)


def test_the_command_lists_them_and_how_they_stand(server: Running) -> None:
    server.http.post("/_fauxmon/alerts/evaluate")
    listed = ask(server, "list")
    assert listed.exit_code == 0
    title, _, heading, _, much, quiet, *_ = listed.stdout.splitlines()
    assert (title, heading.split()[:3]) == ("Alerts", ["Name", "State", "Profile"])
    assert much.split()[:5] == ["Much", "traffic", "fired", "All", "Sources"]
    assert "total bytes > 1000" in much
    assert quiet.split()[:2] == ["Quiet", "armed"]
    assert "never" in quiet
    answer = server.rest("GET", "/rest/fmc/alerts").json()
    assert json.loads(ask(server, "list", "--json").stdout) == answer
    assert json.loads(ask(server, "show", "Quiet", "--json").stdout) == answer[1]


def test_the_command_shows_one(server: Running) -> None:
    shown = dict(line.split("  ", 1) for line in ask(server, "show", "Much traffic").stdout.splitlines())
    fields = {name.strip(): value.strip() for name, value in shown.items()}
    assert (fields["profile"], fields["channels"], fields["filter"]) == ("All Sources", "*", "any")
    assert (fields["conditions"], fields["reactions"]) == ("total bytes > 1000", "script, syslog")
    assert fields["trigger"] == "each time, after 1 in a row, then blocked for 0"
    assert fields["bytes"].split(", ")[0] == "5000"
    missing = ask(server, "show", "Nix")
    assert (missing.exit_code, missing.stderr.startswith("Error: there is no alert 'Nix'; there are: ")) == (1, True)


def test_options_that_make_no_sense(fauxmon: Callable[..., Any], tmp_path: Path) -> None:
    for option, value in (
        ("--alert-scripts", tmp_path / "nowhere"),
        ("--alert-webhook", "ftp://me:secret@example.org"),
        ("--alert-every", "7"),
        ("--alert-syslog", "example.org"),
    ):
        done = fauxmon("serve", option, value)
        assert (done.returncode, option in done.stderr, "secret" in done.stderr) == (2, True, False), done.stderr
