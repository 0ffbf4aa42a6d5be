"""Control: steps by hand. A pair listens on a socket file of its user; request and answer are a line of JSON each.

`{"do": "status"}` asks for the status; anything else is a step (`step.parse_step`). The answer is `{"status": …}`,
`{"at_s": …}`, the second at which the step is done, or `{"error": …}`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import stat
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from fauxmon.simulator.step import Step, StepError, parse_step

LONGEST_LINE = 65_536
"""Octets."""
_TOO_LONG = f"a line has at most {LONGEST_LINE} octets"
MOST_CALLERS = 32
ANSWER_S = 10.0
DEFAULT_NAME = "ha-pair"


class ControlError(Exception):
    """The pair cannot be reached, or does not do it. One line that says why."""


class Controlled(Protocol):
    """What is steered (`live.Live`)."""

    def do(self, step: Step) -> int: ...

    def status(self) -> dict[str, Any]: ...


def socket_path(name: str, environment: Mapping[str, str]) -> Path:
    """Where the pair of this name listens: in `$XDG_RUNTIME_DIR/fauxmon`, else in `fauxmon-<uid>` where temporary files
    are. The directory is made, for its user only. Errors: ControlError."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name):
        raise ControlError(f"{name!r} is not a name: up to 64 letters, digits, dots, dashes and underscores")
    runtime = environment.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / "fauxmon" if runtime else Path(tempfile.gettempdir()) / f"fauxmon-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise ControlError(f"cannot make {folder}: {error.strerror}") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise ControlError(f"{folder} is not a directory of yours with mode 0700")
    return folder / f"{name}.sock"


@contextlib.asynccontextmanager
async def listening(controlled: Controlled, path: Path) -> AsyncIterator[None]:
    """Answer requests for the time of the block. Errors: ControlError, if another pair listens there."""
    if _somebody_listens(path):
        raise ControlError(f"another pair is up as {path.stem}: end it, or give this one another --name")
    _remove(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        try:
            listener.bind(os.fspath(path))
            listener.listen()
        except OSError as error:
            raise ControlError(f"cannot listen on {path}: {error}") from error
        listener.setblocking(False)
        async with _accepting(controlled, listener):
            try:
                yield
            finally:
                _remove(path)


def ask(path: Path, request: Mapping[str, object]) -> dict[str, Any]:
    """One request to the pair that listens there. Errors: ControlError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(ANSWER_S)
        try:
            caller.connect(os.fspath(path))
            caller.sendall(json.dumps(request).encode() + b"\n")
            with caller.makefile("rb") as lines:
                line = lines.readline()
        except (FileNotFoundError, ConnectionRefusedError):
            raise ControlError(f"no pair is up as {path.stem}: start one with fauxmon lab ha-pair up") from None
        except OSError as error:
            raise ControlError(f"the pair {path.stem} does not answer: {error}") from error
    if not line:
        raise ControlError(f"the pair {path.stem} does not answer: it may have ended")
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        raise ControlError(answer["error"])
    return answer


@contextlib.asynccontextmanager
async def _accepting(controlled: Controlled, listener: socket.socket) -> AsyncIterator[None]:
    """For the time of the block; whoever is connected then is let go. Accepted in a callback: a coroutine that accepts
    and is cancelled at that moment would leave a connection that nobody closes."""
    loop = asyncio.get_running_loop()
    callers: dict[asyncio.Future[None], socket.socket] = {}

    def accept() -> None:
        try:
            caller, _ = listener.accept()
        except OSError:  # who called has gone again
            return
        if len(callers) == MOST_CALLERS:
            caller.close()
            return
        caller.setblocking(False)
        serving = asyncio.ensure_future(_serve(controlled, caller))
        callers[serving] = caller
        serving.add_done_callback(lambda done: callers.pop(done).close())

    loop.add_reader(listener, accept)
    try:
        yield
    finally:
        loop.remove_reader(listener)
        for one in callers:
            one.cancel()
        await asyncio.gather(*callers, return_exceptions=True)


async def _serve(controlled: Controlled, caller: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    waiting = b""
    with contextlib.suppress(ConnectionError):  # the caller has gone
        while octets := await loop.sock_recv(caller, LONGEST_LINE):
            *lines, waiting = (waiting + octets).split(b"\n")
            for line in lines:
                await loop.sock_sendall(caller, json.dumps(_answer(controlled, line)).encode() + b"\n")
            if len(waiting) > LONGEST_LINE:
                await loop.sock_sendall(caller, json.dumps(_answer(controlled, waiting)).encode() + b"\n")
                break


def _answer(controlled: Controlled, line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        return {"error": _TOO_LONG}
    try:
        request = json.loads(line)
    except ValueError:
        return {"error": "not a line of JSON"}
    if not isinstance(request, dict):
        return {"error": "not a JSON object"}
    if request == {"do": "status"}:
        return {"status": controlled.status()}
    try:
        return {"at_s": controlled.do(parse_step(request))}
    except StepError as error:
        return {"error": str(error)}


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _somebody_listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(ANSWER_S)
        try:
            probe.connect(os.fspath(path))
        except OSError:
            return False
        return True
