"""Datagrams: many datagrams at once, in columns, as they are handed to the decoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.messages import Session


class Datagrams(NamedTuple):
    """Rows of datagrams in one buffer; all arrays have one entry a datagram.

    `start` and `length` give where its octets are in `octets` (uint8). `session` is an index into `sessions`.
    `received` is in s since 1970. `frame` is the caller's number for the first row; the rows count on from there.
    """

    octets: npt.NDArray[np.uint8]
    start: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    session: npt.NDArray[np.int64]
    sessions: Sequence[Session]
    received: npt.NDArray[np.float64]
    frame: int = 0

    def datagram(self, row: int) -> bytes:
        """The octets of one row."""
        start = int(self.start[row])
        return self.octets[start : start + int(self.length[row])].tobytes()

    def row(self, row: int) -> tuple[bytes, Session, float, int]:
        """Octets, session, time received and frame of one row."""
        return self.datagram(row), self.sessions[self.session[row]], float(self.received[row]), self.frame + row


def datagrams(rows: Sequence[tuple[bytes, Session, float]], frame: int = 0) -> Datagrams:
    """Datagrams from (octets, session, received) one by one."""
    length = np.fromiter((len(octets) for octets, _, _ in rows), np.int64, len(rows))
    number: dict[Session, int] = {}
    session = np.fromiter((number.setdefault(row[1], len(number)) for row in rows), np.int64, len(rows))
    return Datagrams(
        octets=np.frombuffer(b"".join(octets for octets, _, _ in rows), np.uint8),
        start=np.cumsum(length) - length,
        length=length,
        session=session,
        sessions=list(number),
        received=np.fromiter((received for _, _, received in rows), np.float64, len(rows)),
        frame=frame,
    )
