"""When is looked again, by a clock and a collector that are made up: nothing waits here."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from fauxmon.cli import expecting
from fauxmon.cli.expecting import Seen, keep, wait


class Made:
    """Time passes while a request is held and between two looks. Things come in at `comes`, in seconds."""

    def __init__(self, *comes: float) -> None:
        self.now_s = 0.0
        self.looks: list[float] = []
        self.comes = comes
        self.client: Any = SimpleNamespace(control=SimpleNamespace(progress=self.progress))

    def monotonic(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def progress(self, since: int = 0, wait_s: float = 0.0) -> int:
        ends_s = self.now_s + wait_s
        self.now_s = max(self.now_s, min([ends_s, *self.comes[since : since + 1]]))
        return sum(at_s <= self.now_s for at_s in self.comes)

    def met(self, when: Callable[[float], bool]) -> Callable[[], Seen]:
        def look() -> Seen:
            self.looks.append(round(self.now_s, 3))
            return Seen(when(self.now_s), f"second {self.now_s:.2f}")

        return look


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Made]:
    def make(*comes: float) -> Made:
        one = Made(*comes)
        monkeypatch.setattr(expecting, "time", one)
        return one

    return make


def test_what_is_there_is_seen_at_once(made: Callable[..., Made]) -> None:
    one = made()
    assert wait(one.client, one.met(lambda _: True), 30) == Seen(True, "second 0.00")
    assert one.looks == [0]


def test_without_a_time_it_is_looked_once(made: Callable[..., Made]) -> None:
    one = made()
    assert not wait(one.client, one.met(lambda _: False), 0).met
    assert one.looks == [0]


def test_it_is_looked_again_when_something_has_come_in_and_not_in_between(made: Callable[..., Made]) -> None:
    one = made(3, 7)
    assert wait(one.client, one.met(lambda now_s: now_s >= 7), 30).met
    assert one.looks == [0, 3, 7]


def test_what_comes_fast_is_not_looked_at_each_time(made: Callable[..., Made]) -> None:
    one = made(*(number / 100 for number in range(1, 12)))
    assert wait(one.client, one.met(lambda now_s: now_s >= 0.11), 30).met
    assert one.looks == [0, 0.05, 0.1, 0.15]


def test_what_comes_while_is_looked_is_not_missed(made: Callable[..., Made]) -> None:
    one = made(2)

    def look() -> Seen:
        one.looks.append(one.now_s)
        there = one.now_s >= 2
        one.now_s = max(one.now_s, 2)
        return Seen(there, "")

    assert wait(one.client, look, 30).met
    assert one.looks == [0, 2.05]


def test_a_request_is_held_for_some_time_and_the_last_one_to_the_end(made: Callable[..., Made]) -> None:
    one = made()
    assert not wait(one.client, one.met(lambda _: False), 25).met
    assert one.looks == [0, 10.05, 20.1, 25.05]


def test_what_has_to_stay_is_looked_at_until_it_is_gone(made: Callable[..., Made]) -> None:
    one = made(3, 7, 9)
    assert not keep(one.client, one.met(lambda now_s: now_s < 7), 30).met
    assert one.looks == [0, 3, 7]


def test_what_has_stayed_for_the_time_is_kept(made: Callable[..., Made]) -> None:
    one = made(3)
    assert keep(one.client, one.met(lambda _: True), 5).met
    assert one.looks == [0, 3, 5.05]
