from __future__ import annotations

import itertools

import pytest

from fauxmon.client import LateError
from fauxmon.client.patience import LONGEST_PAUSE_S, Patience


class Clock:
    """Time passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def slept(patience: Patience, clock: Clock) -> list[float]:
    """The pauses up to the deadline, each of them slept. Errors: LateError, at the deadline."""
    pauses = []
    for pause in patience.pauses():
        pauses.append(pause)
        clock.now += pause
    return pauses


def test_pauses_grow_up_to_the_longest() -> None:
    pauses = list(itertools.islice(Patience(300, Clock()).pauses(), 20))
    assert pauses[:3] == pytest.approx([0.1, 0.15, 0.225])
    assert pauses[-1] == LONGEST_PAUSE_S
    assert pauses == sorted(pauses)


def test_the_deadline_is_kept_to_the_second() -> None:
    clock = Clock()
    with pytest.raises(LateError, match="still computing after 3 s"):
        slept(Patience(3, clock), clock)
    assert clock.now == pytest.approx(1003)
