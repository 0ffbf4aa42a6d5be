"""Scripts, run for real out of a folder."""

from __future__ import annotations

import json
import os
import select
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.alerts.reaction import NotSentError
from fauxmon_collector.alerts.script import Script

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scripts"
    folder.mkdir()
    return folder


def write(path: Path, body: str, mode: int = 0o700) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(mode)


def test_gets_its_arguments_as_they_are_and_json(folder: Path, fired: Outcome) -> None:
    write(folder / "mail.sh", 'printf "%s\\n" "$@" > arguments; cat > input; env > environment; echo noise')
    parameters = "-v 'a b' $HOME `id` ;ls *"
    Script(folder).react(fired, {"name": "mail.sh", "parameters": parameters, "file": {"name": "mail.sh", "data": ""}})
    assert (folder / "arguments").read_text().splitlines() == ["-v", "a b", "$HOME", "`id`", ";ls", "*"]
    told = json.loads((folder / "input").read_text())
    assert told == {"ALERT_NAME": "Much traffic", "ALERT_TIMESLOT": "202503011200", **fired.told()}
    environment = dict(line.split("=", 1) for line in (folder / "environment").read_text().splitlines())
    assert environment.keys() <= {"PATH", "PWD", "OLDPWD", "SHLVL", "_"}, "no secret of the server's"


@pytest.mark.parametrize("name", ["", ".", "..", "none.sh", "../outside.sh", "below/in.sh", "link.sh", "below", "a\0b"])
def test_nothing_is_run_but_what_lies_in_the_folder(folder: Path, fired: Outcome, name: str) -> None:
    write(folder.parent / "outside.sh", "touch ran")
    (folder / "below").mkdir()
    write(folder / "below" / "in.sh", "touch ran")
    (folder / "link.sh").symlink_to(folder.parent / "outside.sh")
    absolute = str(folder.parent / "outside.sh")
    for each in (name, absolute):
        with pytest.raises(NotSentError, match=r"^there is no such script in the folder of scripts$"):
            Script(folder).react(fired, {"name": each, "parameters": ""})
    assert not list(folder.parent.rglob("ran"))


def test_one_that_fails_or_cannot_be_run(folder: Path, fired: Outcome) -> None:
    write(folder / "fails.sh", "exit 3")
    write(folder / "text.sh", "true", 0o600)
    with pytest.raises(NotSentError, match=r"^the script ended with code 3$"):
        Script(folder).react(fired, {"name": "fails.sh", "parameters": ""})
    with pytest.raises(NotSentError, match=r"^the script cannot be run: Permission denied$"):
        Script(folder).react(fired, {"name": "text.sh", "parameters": ""})


def test_one_that_reads_nothing_may_end_at_once(folder: Path, fired: Outcome) -> None:
    write(folder / "quick.sh", "exit 0")
    Script(folder).react(fired, {"name": "quick.sh", "parameters": ""})


def test_one_that_does_not_end_is_killed_with_all_that_it_has_started(folder: Path, fired: Outcome) -> None:
    write(folder / "long.sh", "sleep 600 & echo $! > child; sleep 600")
    with pytest.raises(NotSentError, match=r"^the script was killed after 0\.5 s$"):
        Script(folder, timeout_s=0.5).react(fired, {"name": "long.sh", "parameters": ""})
    child = int((folder / "child").read_text())
    assert ended(child)


def test_one_that_runs_when_the_server_ends_is_killed(folder: Path, fired: Outcome) -> None:
    os.mkfifo(folder / "begun")
    write(folder / "long.sh", "sleep 600 & echo $! > begun; sleep 600")
    script, said = Script(folder), []

    def react() -> None:
        try:
            script.react(fired, {"name": "long.sh", "parameters": ""})
        except NotSentError as error:
            said.append(str(error))

    thread = threading.Thread(target=react)
    thread.start()
    child = int((folder / "begun").read_text())
    script.give_up()
    thread.join(10)
    assert said == ["the script ended with code -9"]
    assert ended(child)
    script.give_up()


def ended(pid: int) -> bool:
    """Whether a process is gone, or goes soon; it is ended if not."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        if select.select([watched], [], [], 10)[0]:
            return True
        signal.pidfd_send_signal(watched, signal.SIGKILL)
        return False
    finally:
        os.close(watched)
