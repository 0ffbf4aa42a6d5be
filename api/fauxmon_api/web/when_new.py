"""WhenNew: what is costly to find out is found out anew only when there is something new."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")

QUICK_S = 0.2
REST = 4
"""What took longer than that is left at for so many times as long, however much comes in."""


class WhenNew(Generic[T]):
    """Of one view, which asks again and again."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._found: tuple[Hashable, Hashable, T] | None = None
        self._rests_until = 0.0

    def get(self, asked: Hashable, news: Hashable, find: Callable[[], T]) -> T:
        """What `find` gives. It is not called again while the question `asked` is the same and `news` is, too, nor so
        soon that a page would do little else."""
        if self._found is not None:
            known, knew, found = self._found
            if known == asked and (knew == news or self._clock() < self._rests_until):
                return found
        began = self._clock()
        found = find()
        took = self._clock() - began
        self._rests_until = self._clock() + REST * took if took > QUICK_S else 0.0
        self._found = (asked, news, found)
        return found
