from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fauxmon_model.conditions import Condition

conditions = st.builds(
    Condition,
    metric=st.integers(1, 6),
    comparator=st.integers(1, 3),
    number=st.floats(0, 1e18),
    operator=st.integers(1, 2),
    time_span=st.integers(1, 8),
    percentual=st.booleans(),
    subject=st.none() | st.integers(1, 13),
)


@given(conditions)
def test_what_is_stored_is_what_is_read(condition: Condition) -> None:
    assert Condition.of(json.loads(json.dumps(condition.stored()))) == condition
