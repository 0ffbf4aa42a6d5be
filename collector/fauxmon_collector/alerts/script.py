"""Script: a program out of one folder of the server's settings, run for a fired alert.

Only what lies in that folder is run, never what a client has uploaded, and no shell sees any of it.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.reaction import NotSentError, Reaction


class Script(Reaction):
    """The arguments are the alert's `parameters`, parted as a shell would; on standard input the script gets JSON with
    `ALERT_NAME`, `ALERT_TIMESLOT` (`YYYYMMDDHHMM`, when the slot began) and what the webhook gets."""

    def __init__(self, folder: Path, timeout_s: float = 30.0) -> None:
        self._folder = folder.resolve()
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def react(self, fired: Outcome, options: Mapping[str, Any]) -> None:
        """Run it to its end; after the time it is killed with all that it has started. Errors: NotSentError."""
        command = [str(self._program(options["name"])), *shlex.split(options["parameters"])]
        told = {"ALERT_NAME": fired.alert, "ALERT_TIMESLOT": _time_slot(fired.from_ms), **fired.told()}
        try:
            process = subprocess.Popen(  # noqa: S603 - a program of the server's own folder, without a shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                env={"PATH": os.defpath},
                start_new_session=True,
            )
        except OSError as error:
            raise NotSentError(f"the script cannot be run: {error.strerror}") from None
        self._process = process
        try:
            process.communicate(json.dumps(told).encode(), self._timeout_s)
        except subprocess.TimeoutExpired:
            # It has not been waited for, so the number is still its own.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise NotSentError(f"the script was killed after {self._timeout_s:g} s") from None
        finally:
            self._process = None
        if process.returncode:
            raise NotSentError(f"the script ended with code {process.returncode}")

    def give_up(self) -> None:
        """Kill the one that runs, with all that it has started."""
        process = self._process
        if process is not None and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)

    def _program(self, name: str) -> Path:
        """Errors: NotSentError for what is not a program in the folder itself: links lead out of it."""
        path = self._folder / name
        if name in ("", ".", "..") or "/" in name or "\0" in name or path.is_symlink() or not path.is_file():
            raise NotSentError("there is no such script in the folder of scripts")
        return path


def _time_slot(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y%m%d%H%M")
