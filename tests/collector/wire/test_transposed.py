from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.wire.transposed import BLOCK, transposed

PLACES = [(0, 1), (1, 2), (3, 4), (7, 8), (11, 4)]


@pytest.mark.parametrize("count", [0, 1, BLOCK, 2 * BLOCK + 3])
def test_numbers_at_places_of_many_records(count: int) -> None:
    records = np.random.default_rng(1).integers(0, 256, (count, 15), np.uint8)
    columns = transposed(records, PLACES)
    assert list(columns) == PLACES
    for (offset, length), column in columns.items():
        assert column.dtype == f"u{length}"
        assert column.tolist() == [int.from_bytes(row[offset : offset + length].tobytes()) for row in records]
