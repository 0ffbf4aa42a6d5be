"""Types of columns."""

from __future__ import annotations

import pytest

from fauxmon_collector.analysis.column_types import COLUMN_TYPES, hint
from fauxmon_collector.analysis.outputs import OUTPUTS


@pytest.mark.parametrize(
    ("id_", "type_"),
    [
        ("ts", "Datetime"),
        ("td", "TimeInterval"),
        ("byt", "Bytes"),
        ("bpp", "Bytes"),
        ("bps", "Bits"),
        ("pkt", "Packets"),
        ("pps", "Packets"),
        ("direction", "Dir"),
        ("nrtt", "Microseconds"),
        ("nretr", "Packets"),
        ("router", "IP"),
        ("in_src_mac", "MAC"),
        ("dp", "Number"),
        ("hhost", "Text"),
    ],
)
def test_a_hint(id_: str, type_: str) -> None:
    assert hint(OUTPUTS[id_]) == type_


def test_every_column_has_a_type_and_every_type_a_column() -> None:
    assert {hint(column) for column in OUTPUTS.values()} == COLUMN_TYPES.keys()
