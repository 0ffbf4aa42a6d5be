"""Find the records and fields of many bodies at once where records differ in length (RFC 7011 §7).

A record starts where the one before ends, so each body has to be walked; but all bodies are walked together, a record
of each in one step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.places import field_places, whole_records
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

Integers = npt.NDArray[np.int64]
Octets = npt.NDArray[np.uint8]

_LONG_FORM = 255
_FEW = 8
"""So few bodies are walked quicker one by one."""


class Measured(NamedTuple):
    """Of each body: `counts` of whole records, where the last one `ends`, and whether a `broken` one follows."""

    counts: Integers
    ends: Integers
    broken: npt.NDArray[np.bool_]


class Walk(NamedTuple):
    """In columns of one entry a record, by body and place in it: where each of the template's runs of fixed fields
    starts (`runs`, one more than there are fields of variable length) and how long each field of variable length is
    (`lengths`).
    """

    runs: Integers
    lengths: Integers


Places = tuple[list[Integers], list[Integers]]
"""The runs and lengths of one record of each of some bodies, or of the records of one body."""


def measure(template: Template, octets: Octets, starts: Integers, ends: Integers) -> Measured:
    """Walk the bodies that go from `starts` to `ends` in `octets`; the template has fields of variable length."""
    return _walk(template, octets, starts, ends, lambda body, places: None)


def walk(template: Template, octets: Octets, starts: Integers, ends: Integers) -> Walk:
    """The same, to find the fields of their records."""
    found: list[tuple[Integers, Places]] = []
    counts = _walk(template, octets, starts, ends, lambda bodies, places: found.append((bodies, places))).counts
    count, variable = int(counts.sum()), len(template.runs) - 1
    walked = Walk(np.empty((variable + 1, count), np.int64), np.empty((variable, count), np.int64))
    # A record's place: behind those of the bodies before, and those of its own body that were found before.
    following = np.cumsum(counts) - counts
    for bodies, (runs, lengths) in found:
        places = following[bodies]
        if len(bodies) < len(runs[0]):
            places = places + np.arange(len(runs[0]))
        else:
            following[bodies] += 1
        for row, values in zip((*walked.runs, *walked.lengths), (*runs, *lengths), strict=True):
            row[places] = values
    return walked


def _walk(
    template: Template, octets: Octets, starts: Integers, ends: Integers, found: Callable[[Integers, Places], None]
) -> Measured:
    """Tell what is `found`: a record of each of many bodies, at last all that is left of one body."""
    position = starts.copy()
    counts = np.zeros_like(starts)
    broken = np.zeros(len(starts), np.bool_)
    active = np.flatnonzero(ends - starts >= template.min_length)
    at, limit = starts[active], ends[active]
    while len(active) >= _FEW:
        places, end = _step(template, octets, at)
        # Who has read a length beyond the limit has moved on beyond it.
        whole = end <= limit
        if not whole.all():
            for body in active[~whole].tolist():
                broken[body] = octets[position[body] : ends[body]].any()
            active, limit, end = active[whole], limit[whole], end[whole]
            places = [run[whole] for run in places[0]], [length[whole] for length in places[1]]
        found(active, places)
        position[active] = end
        counts[active] += 1
        goes_on = limit - end >= template.min_length
        active, at, limit = active[goes_on], end[goes_on], limit[goes_on]
    for body in active.tolist():
        places, position[body], broken[body] = _walk_one(template, octets, int(position[body]), int(ends[body]))
        if count := len(places[0][0]):
            counts[body] += count
            found(np.array([body]), places)
    return Measured(counts, position, broken)


def _step(template: Template, octets: Octets, position: Integers) -> tuple[Places, Integers]:
    """One record from each position: its runs, its lengths, and where it ends."""
    *fixed, tail = template.runs
    runs, lengths = [position], []
    for size in fixed:
        position = position + size
        length = octets.take(position, mode="clip").astype(np.int64)
        long = length == _LONG_FORM
        position = position + 1
        if long.any():
            upper = octets.take(position, mode="clip").astype(np.int64)
            length = np.where(long, upper << 8 | octets.take(position + 1, mode="clip"), length)
            position = position + 2 * long
        position = position + length
        lengths.append(length)
        runs.append(position)
    return (runs, lengths), position + tail


def _walk_one(template: Template, octets: Octets, start: int, end: int) -> tuple[Places, int, bool]:
    """The rest of one body: its records' runs and lengths, where the last one ends, whether a broken one follows."""
    body = octets[start:end].tobytes()
    count, size, broken = whole_records(template, body)
    variable = [number for number, field in enumerate(template.fields) if field.length == VARIABLE_LENGTH]
    runs = np.empty((count, len(variable) + 1), np.int64)
    lengths = np.empty((count, len(variable)), np.int64)
    at = 0
    for record in range(count):
        places, following = field_places(template, body, at)
        runs[record] = [at, *(places[number][0] + places[number][1] for number in variable)]
        lengths[record] = [places[number][1] for number in variable]
        at = following
    return (list(runs.T + start), list(lengths.T)), start + size, broken
