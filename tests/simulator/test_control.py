"""The socket file by which a pair is steered."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fauxmon.simulator.control import LONGEST_LINE, MOST_CALLERS, ControlError, ask, listening, socket_path
from fauxmon.simulator.step import Step


class Pair:
    """Stands at second 7."""

    def __init__(self) -> None:
        self.done: list[Step] = []

    def do(self, step: Step) -> int:
        self.done.append(step)
        return 8

    def status(self) -> dict[str, Any]:
        return {"now_s": 7}


def during(pair: Pair, path: Path, call: Callable[[], Any]) -> Any:
    async def run() -> Any:
        async with listening(pair, path):
            return await asyncio.to_thread(call)

    return asyncio.run(run())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return socket_path("lab", {"XDG_RUNTIME_DIR": str(tmp_path)})


def test_steps_and_status_over_the_socket(path: Path) -> None:
    pair = Pair()
    assert during(pair, path, lambda: ask(path, {"do": "status"})) == {"status": {"now_s": 7}}
    assert during(pair, path, lambda: ask(path, {"do": "reboot", "unit": "a"})) == {"at_s": 8}
    assert pair.done == [Step("reboot", "a")]
    assert not path.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"nonsense", "not a line of JSON"),
        (b"[]", "not a JSON object"),
        (b'{"do": "reboot"}', "reboot: say which unit, a or b"),
        (b"\xff", "not a line of JSON"),
        (b"x" * (LONGEST_LINE + 1), f"a line has at most {LONGEST_LINE} octets"),
    ],
)
def test_what_makes_no_sense_is_answered(path: Path, line: bytes, said: str) -> None:
    def call() -> Any:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
            caller.connect(str(path))
            caller.sendall(line + b"\n")
            return json.loads(caller.makefile("rb").readline())

    assert during(Pair(), path, call) == {"error": said}


def test_an_error_is_raised_where_it_was_asked(path: Path) -> None:
    with pytest.raises(ControlError, match="loss: 200 is not a number"):
        during(Pair(), path, lambda: ask(path, {"do": "loss", "unit": "a", "value": 200}))


def test_without_a_pair_it_says_how_to_start_one(path: Path) -> None:
    with pytest.raises(ControlError, match="no pair is up as lab: start one with fauxmon lab ha-pair up"):
        ask(path, {"do": "status"})


def test_who_is_still_connected_when_the_pair_ends_is_let_go(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:

        def call() -> Any:
            caller.connect(str(path))
            caller.sendall(b'{"do": "status"}\n')
            return json.loads(caller.recv(1000))

        assert during(Pair(), path, call) == {"status": {"now_s": 7}}
        caller.settimeout(10)
        assert caller.recv(1000) == b""


def test_more_callers_than_are_allowed_are_turned_away(path: Path) -> None:
    def call() -> bytes:
        with contextlib.ExitStack() as stack:
            callers = [
                stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) for _ in range(MOST_CALLERS + 1)
            ]
            for caller in callers:
                caller.settimeout(10)
                caller.connect(str(path))
                if caller is not callers[-1]:
                    caller.sendall(b'{"do": "status"}\n')
                    assert caller.recv(1000)
            return callers[-1].recv(1000)

    assert during(Pair(), path, call) == b""


def test_two_pairs_need_two_names(path: Path) -> None:
    def second() -> None:
        asyncio.run(_listen(path))

    with pytest.raises(ControlError, match="another pair is up as lab"):
        during(Pair(), path, second)


def test_a_socket_that_a_dead_process_left_is_in_nobodys_way(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(path))
    assert path.exists()
    assert during(Pair(), path, lambda: ask(path, {"do": "status"}))["status"] == {"now_s": 7}


def test_the_directory_is_for_its_user_only(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path)}
    folder = socket_path("lab", environment).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    with pytest.raises(ControlError, match="is not a directory of yours with mode 0700"):
        socket_path("lab", environment)
    (tmp_path / "file").touch()
    with pytest.raises(ControlError, match="cannot make"):
        socket_path("lab", {"XDG_RUNTIME_DIR": str(tmp_path / "file")})


@pytest.mark.parametrize("name", ["", "../up", "a/b", "x" * 65])
def test_a_name_is_no_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(ControlError, match="is not a name"):
        socket_path(name, {"XDG_RUNTIME_DIR": str(tmp_path)})


async def _listen(path: Path) -> None:
    async with listening(Pair(), path):
        pass
