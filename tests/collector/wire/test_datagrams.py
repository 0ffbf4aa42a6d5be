from __future__ import annotations

from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.messages import Session

ONE, OTHER = Session("192.0.2.1", 1, 2055), Session("192.0.2.2", 1, 2055)
ROWS = [(b"first", ONE, 1.0), (b"", OTHER, 2.0), (b"last", ONE, 3.5)]


def test_rows_come_back_with_their_frames() -> None:
    made = datagrams(ROWS, frame=7)
    assert [made.row(row) for row in range(3)] == [(*row, frame) for frame, row in enumerate(ROWS, 7)]
    assert list(made.sessions) == [ONE, OTHER]


def test_no_rows() -> None:
    assert len(datagrams([]).length) == 0
