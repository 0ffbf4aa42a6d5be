"""Find the records and fields of many bodies at once where records differ in length (RFC 7011 §7).

A record starts where the one before ends, so each body has to be walked; but all bodies are walked together, a record
of each in one step.
"""

from __future__ import annotations

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


class Walk(NamedTuple):
    """Of each body: `counts` of whole records, where the last one `ends`, and whether a `broken` one follows.

    In columns of one entry a record, by body and place in it: where each of the template's runs of fixed fields starts
    (`runs`, one more than there are fields of variable length) and how long each field of variable length is
    (`lengths`).
    """

    counts: Integers
    ends: Integers
    broken: npt.NDArray[np.bool_]
    runs: Integers
    lengths: Integers


def walk(template: Template, octets: Octets, starts: Integers, ends: Integers) -> Walk:
    """Walk the bodies that go from `starts` to `ends` in `octets`; the template has fields of variable length."""
    position = starts.copy()
    counts = np.zeros_like(starts)
    broken = np.zeros(len(starts), np.bool_)
    bodies: list[Integers] = []
    runs: list[Integers] = []
    lengths: list[Integers] = []
    active = np.flatnonzero(ends - position >= template.min_length)
    while len(active) >= _FEW:
        run, length, end = _step(template, octets, position[active], ends[active])
        whole = end >= 0
        for body in active[~whole].tolist():
            broken[body] = octets[position[body] : ends[body]].any()
        active, end = active[whole], end[whole]
        position[active] = end
        counts[active] += 1
        bodies.append(active)
        runs.append(run[:, whole])
        lengths.append(length[:, whole])
        active = active[ends[active] - end >= template.min_length]
    alone: list[tuple[int, Integers, Integers]] = []
    for body in active.tolist():
        run, length, position[body], broken[body] = _walk_one(template, octets, int(position[body]), int(ends[body]))
        counts[body] += run.shape[1]
        alone.append((body, run, length))
    # A record's place: those of the bodies before, and of its own body those of the rounds before.
    following = np.cumsum(counts) - counts
    variable = len(template.runs) - 1
    walked = Walk(
        counts,
        position,
        broken,
        np.empty((variable + 1, int(counts.sum())), np.int64),
        np.empty((variable, int(counts.sum())), np.int64),
    )
    for body, run, length in zip(bodies, runs, lengths, strict=True):
        places = following[body]
        following[body] += 1
        walked.runs[:, places] = run
        walked.lengths[:, places] = length
    for body, run, length in alone:
        places = slice(int(following[body]), int(following[body]) + run.shape[1])
        walked.runs[:, places] = run
        walked.lengths[:, places] = length
    return walked


def _step(
    template: Template, octets: Octets, position: Integers, limit: Integers
) -> tuple[Integers, Integers, Integers]:
    """One record from each position: its runs, its lengths, where it ends (-1 if that is beyond the limit)."""
    *fixed, tail = template.runs
    runs = np.empty((len(fixed) + 1, len(position)), np.int64)
    lengths = np.empty((len(fixed), len(position)), np.int64)
    last = len(octets) - 1
    for number, size in enumerate(fixed):
        runs[number] = position
        position = position + size
        length = octets[np.minimum(position, last)].astype(np.int64)
        position = position + 1
        long = length == _LONG_FORM
        if long.any():
            upper = octets[np.minimum(position, last)].astype(np.int64)
            length = np.where(long, upper << 8 | octets[np.minimum(position + 1, last)], length)
            position = position + 2 * long
        lengths[number] = length
        position = position + length
    runs[-1] = position
    position = position + tail
    # Who has read a length beyond the limit has moved on beyond it.
    return runs, lengths, np.where(position <= limit, position, -1)


def _walk_one(template: Template, octets: Octets, start: int, end: int) -> tuple[Integers, Integers, int, bool]:
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
    return runs.T + start, lengths.T, start + size, broken
