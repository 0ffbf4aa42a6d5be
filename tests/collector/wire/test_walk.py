from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template
from fauxmon_collector.wire.walk import Measured, Walk, measure, walk

TEXT = Template(10, 256, (FieldSpecifier(1, 2), FieldSpecifier(82, VARIABLE_LENGTH), FieldSpecifier(2, 1)))
SHORT = b"ab\1xz"
LONG = b"cd\xff\1\0" + b"y" * 256 + b"z"
MANY = 9
"""So many bodies are walked together."""


def walked(*bodies: bytes) -> tuple[Measured, Walk]:
    size = np.array([len(body) for body in bodies], np.int64)
    ends = np.cumsum(size)
    octets = np.frombuffer(b"".join(bodies), np.uint8)
    return measure(TEXT, octets, ends - size, ends), walk(TEXT, octets, ends - size, ends)


@pytest.mark.parametrize("bodies", [1, MANY])
def test_runs_and_lengths_of_records(bodies: int) -> None:
    body = SHORT + LONG + b"ef\0g"
    measured, found = walked(*[body] * bodies)
    assert measured.counts.tolist() == [3] * bodies
    assert measured.broken.tolist() == [False] * bodies
    last = len(body) * (bodies - 1)
    assert measured.ends.tolist()[-1] == last + len(body)
    assert found.lengths[:, -3:].tolist() == [[1, 256, 0]]
    starts = [0, len(SHORT), len(SHORT) + len(LONG)]
    behind = [starts[0] + 4, starts[1] + 5 + 256, starts[2] + 3]
    assert (found.runs[:, -3:] - last).tolist() == [starts, behind]


@pytest.mark.parametrize("bodies", [1, MANY])
@pytest.mark.parametrize(
    ("rest", "broken"),
    [(b"", False), (bytes(3), False), (bytes(4), False), (b"ab\5x", True), (b"ab\xff\0", True), (b"ab\xff\0\1x", True)],
)
def test_what_follows_the_last_whole_record(bodies: int, rest: bytes, broken: bool) -> None:
    found, _ = walked(*[SHORT + rest] * bodies)
    whole = 2 if rest == bytes(4) else 1
    assert found.counts.tolist() == [whole] * bodies
    assert found.broken.tolist() == [broken] * bodies
    assert found.ends[-1] == len(SHORT + rest) * bodies - (len(rest) if whole == 1 else 0)


def test_no_record_reaches_into_the_next_body() -> None:
    found, records = walked(*[b"ab\2x"] * MANY, SHORT)
    assert records.runs.tolist() == [[4 * MANY], [4 * MANY + 4]]
    assert found.counts.tolist() == [0] * MANY + [1]
    assert found.broken.tolist() == [True] * MANY + [False]


def test_no_bodies() -> None:
    _, found = walked()
    assert found.runs.shape == (2, 0)
    assert found.lengths.shape == (1, 0)
