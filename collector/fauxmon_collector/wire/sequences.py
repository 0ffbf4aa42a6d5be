"""Sequence numbers of many messages at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.sequence import COUNTING, Numbered, SequenceTracker, step

Integers = npt.NDArray[np.int64]

_MODULUS = 1 << 32
_UNKNOWN = -1


class Seen(NamedTuple):
    """A message: its row, and what `SequenceTracker.see` wants of it."""

    row: int
    tracker: SequenceTracker
    header: Numbered
    flows: int | None
    options: int = 0


class Numbers(NamedTuple):
    """Messages in columns, with nothing in them but flows; `tracker` is an index into `trackers`.

    `seen` makes the same of the message at an index here.
    """

    row: Integers
    version: Integers
    tracker: Integers
    trackers: Sequence[SequenceTracker]
    sequence: Integers
    flows: Integers
    seen: Callable[[int], Seen]


def account(numbers: Numbers, singles: Sequence[Seen]) -> None:
    """Account for all these messages, those of each domain in the order of their rows.

    Of messages whose numbers go on from each other, as they nearly always do, only the first and the last matter.
    """
    singles = [one for one in singles if one.header.version in COUNTING]
    number: dict[SequenceTracker, int] = {}
    tracker_of = np.array([number.setdefault(one, len(number)) for one in numbers.trackers], np.int64)
    rest = [(one.row, number.setdefault(one.tracker, len(number)), one.header.sequence, _step(one)) for one in singles]
    trackers = list(number)
    count = len(numbers.row)
    steps = np.where(numbers.version == 9, 1, numbers.flows)
    table = np.concatenate(
        [
            np.array([numbers.row, tracker_of[numbers.tracker], numbers.sequence, steps]).reshape(4, count),
            np.array(rest, np.int64).reshape(-1, 4).T,
        ],
        axis=1,
    )
    order = np.lexsort((table[0], table[1]))
    _, tracker, sequence, steps = table[:, order]
    follows = np.zeros(len(order), np.bool_)
    follows[1:] = (
        (tracker[1:] == tracker[:-1])
        & (sequence[1:] == (sequence[:-1] + steps[:-1]) % _MODULUS)
        & (steps[:-1] != _UNKNOWN)
    )
    # Runs of messages of one domain that go on from each other, and of those that besides have as many flows.
    bounds = [*np.flatnonzero(~follows).tolist(), len(order)]
    even = follows & (order < count)
    even[1:] &= (steps[1:] == steps[:-1]) & (order[:-1] < count)
    even_ends = np.append(np.flatnonzero(~even), len(order))

    def seen(position: int) -> Seen:
        at = int(order[position])
        return numbers.seen(at) if at < count else singles[at - count]

    for position, end in itertools.pairwise(bounds):
        one = trackers[tracker[position]]
        while position < end:
            if one.expects(int(sequence[position])):
                last = int(steps[end - 1])
                one.advance(seen(end - 1).header, None if last == _UNKNOWN else last)
                break
            flows = int(steps[position])
            if order[position] < count and one.expects_either_way(int(sequence[position]), flows):
                position = int(even_ends[np.searchsorted(even_ends, position, "right")])
                one.advance_either_way(seen(position - 1).header, flows)
            else:
                _, _, *message = seen(position)
                one.see(*message)
                position += 1


def _step(one: Seen) -> int:
    known = step(one.header.version, one.flows, one.options)
    return _UNKNOWN if known is None else known
