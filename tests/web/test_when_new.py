from __future__ import annotations

from collections.abc import Callable

from fauxmon_api.web.when_new import REST, WhenNew


class Slow:
    """A clock, and an answer that takes its time."""

    def __init__(self) -> None:
        self.now = 100.0
        self.asked = 0

    def clock(self) -> float:
        return self.now

    def taking(self, seconds: float) -> Callable[[], int]:
        def find() -> int:
            self.now += seconds
            self.asked += 1
            return self.asked

        return find


def test_without_news_nothing_is_asked_again() -> None:
    slow = Slow()
    known: WhenNew[int] = WhenNew(slow.clock)
    assert [known.get("a", 1, slow.taking(0)) for _ in range(3)] == [1, 1, 1]
    assert known.get("a", 2, slow.taking(0)) == 2, "news"
    assert known.get("b", 2, slow.taking(0)) == 3, "another question"


def test_what_took_no_time_is_asked_at_once() -> None:
    slow = Slow()
    known: WhenNew[int] = WhenNew(slow.clock)
    assert [known.get("a", news, slow.taking(0.1)) for news in range(3)] == [1, 2, 3]


def test_what_took_long_rests_unless_another_question_is_asked() -> None:
    slow = Slow()
    known: WhenNew[int] = WhenNew(slow.clock)
    assert known.get("a", 1, slow.taking(2)) == 1
    slow.now += 2 * REST - 0.5
    assert known.get("a", 2, slow.taking(2)) == 1
    slow.now += 1
    assert known.get("a", 2, slow.taking(2)) == 2
    assert known.get("b", 2, slow.taking(2)) == 3
