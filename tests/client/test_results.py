from __future__ import annotations

import pytest

from fauxmon.client import LateError
from fauxmon.client.results import COMPUTING, LONGEST_PAUSE_S, Patience
from fauxmon.client.transport import Answer


class Clock:
    """Time passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def test_what_is_there_is_not_waited_for() -> None:
    clock = Clock()
    assert Patience(10, clock, clock.sleep).wait(lambda: Answer(200, [])) == Answer(200, [])
    assert clock.pauses == []


def test_pauses_grow_up_to_the_longest() -> None:
    clock = Clock()
    answers = [Answer(COMPUTING, {})] * 14 + [Answer(204, None)]
    assert Patience(300, clock, clock.sleep).wait(lambda: answers.pop(0)).status == 204
    assert clock.pauses[:3] == pytest.approx([0.1, 0.15, 0.225])
    assert clock.pauses[-1] == LONGEST_PAUSE_S
    assert clock.pauses == sorted(clock.pauses)


def test_the_deadline_is_kept_to_the_second() -> None:
    clock = Clock()
    with pytest.raises(LateError, match="still computing after 3 s"):
        Patience(3, clock, clock.sleep).wait(lambda: Answer(COMPUTING, {}))
    assert sum(clock.pauses) == pytest.approx(3)
