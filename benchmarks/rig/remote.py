"""The sender in a process of its own, on its own processor."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from rig.sender import Job, Sent

PROGRAM = Path(__file__).resolve().parents[1] / "send.py"


class RemoteSender:
    """`send` waits for the job, `begin` and `finish` do it in two steps. A context manager."""

    def __init__(self, capture: Path, port: int, cpu: int, offload: bool = True) -> None:
        command = [sys.executable, str(PROGRAM), str(capture), "--port", str(port), "--cpu", str(cpu), "--jobs"]
        command += [] if offload else ["--no-offload"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()  # it has read the capture

    def __enter__(self) -> RemoteSender:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def send(self, job: Job) -> Sent:
        """Do a job."""
        self.begin(job)
        return self.finish()

    def begin(self, job: Job) -> None:
        """Start a job."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(job)) + "\n")
        self._process.stdin.flush()

    def finish(self) -> Sent:
        """Wait for the job that was begun."""
        return Sent(**json.loads(self._answer()))

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the sender ended with {self._process.wait()}")
        return line
