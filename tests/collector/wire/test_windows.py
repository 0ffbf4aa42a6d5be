from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.wire.windows import pieces, windows

OCTETS = np.arange(10, dtype=np.uint8)


@pytest.mark.parametrize("length", [1, 2, 3, 10])
def test_pieces_may_overlap_and_reach_the_end(length: int) -> None:
    starts = np.array([10 - length, 0, 0], np.int64)
    expected = [[start + place for place in range(length)] for start in starts.tolist()]
    assert windows(OCTETS, starts, length).tolist() == expected


def test_a_piece_beyond_the_end_is_never_read() -> None:
    with pytest.raises(IndexError):
        windows(OCTETS, np.array([8], np.int64), 3)


def test_no_pieces_and_no_length() -> None:
    assert windows(OCTETS, np.zeros(0, np.int64), 20).shape == (0, 20)
    assert windows(OCTETS, np.array([10, 3], np.int64), 0).shape == (2, 0)


@pytest.mark.parametrize("sizes", [[], [0, 1, 3], [2] * 20, [1] * 9 + [2] * 9])
def test_pieces_one_after_the_other(sizes: list[int]) -> None:
    starts = [number % 7 for number in range(len(sizes))]
    expected = [start + place for start, size in zip(starts, sizes, strict=True) for place in range(size)]
    assert pieces(OCTETS, np.array(starts, np.int64), np.array(sizes, np.int64)).tolist() == expected
