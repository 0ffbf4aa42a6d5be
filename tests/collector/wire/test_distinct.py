from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_collector.wire import distinct as module
from fauxmon_collector.wire.distinct import distinct


def check(words: npt.NDArray[np.uint64]) -> None:
    representative, different = distinct(words)
    rows = [tuple(row) for row in words.tolist()]
    assert [rows[row] for row in representative.tolist()] == rows
    assert len(different) == len({rows[row] for row in different.tolist()}) == len(set(rows))
    assert set(representative.tolist()) == set(different.tolist())


@pytest.mark.parametrize("width", [1, 2, 5])
@pytest.mark.parametrize("values", [1, 3, 1000, 1 << 63])
def test_rows_are_represented_by_one_that_is_equal(width: int, values: int) -> None:
    check(np.random.default_rng(1).integers(0, values, (5000, width)).astype(np.uint64))


def test_rows_that_hash_alike_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_hash", lambda words: np.zeros(len(words), np.uint64))
    check(np.random.default_rng(2).integers(0, 50, (500, 2)).astype(np.uint64))


def test_no_rows() -> None:
    representative, different = distinct(np.zeros((0, 3), np.uint64))
    assert representative.size == different.size == 0
