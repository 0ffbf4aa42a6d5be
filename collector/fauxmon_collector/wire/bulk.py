"""The frames of many messages at once: headers and the places of Data Sets, by numpy.

Only plain messages are read here: v5, v9 or IPFIX, every length right, nothing but Data Sets, nothing left over. All
others, templates among them, are left to `framing.py`, which tells what is wrong; a property test holds both equal.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire import framing
from fauxmon_collector.wire.datagrams import Datagrams
from fauxmon_collector.wire.windows import windows

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HEAD = 24
"""As many octets hold the header of each version. An IPFIX message that is shorter has 3 octets of data or fewer."""
_MOST_SETS = 32
"""Messages with more sets are read one by one."""
NO_UPTIME = -1


class Frames(NamedTuple):
    """`plain` tells the rows that could be read; what the other header columns say of other rows means nothing.

    `uptime` is in ms, NO_UPTIME in IPFIX. `set_*` have one entry a Data Set of a plain message, by message and by place
    in it: its row, which set of the message it is (from 1; 0 in v5), its Set ID (0 in v5), from where to where its body
    goes in the datagrams' octets.
    """

    plain: Flags
    version: Integers
    domain: Integers
    sequence: Integers
    export_time: Integers
    uptime: Integers
    nanoseconds: Integers
    sampling: Integers
    set_row: Integers
    set_index: Integers
    set_id: Integers
    set_start: Integers
    set_end: Integers


def frame_all(datagrams: Datagrams) -> Frames:
    """The frames of all rows (RFC 7011 §3.1, §3.3; RFC 3954 §5)."""
    rows = np.flatnonzero(datagrams.length >= _HEAD)
    head = windows(datagrams.octets, datagrams.start[rows], _HEAD)
    half, word = head.view(">u2").astype(np.int64), head.view(">u4").astype(np.int64)
    version = half[:, 0]
    is_v5, is_v9, is_ipfix = version == 5, version == 9, version == 10
    length = datagrams.length[rows]
    plain = (
        is_v9
        | (is_ipfix & (half[:, 1] == length))
        | (is_v5 & (half[:, 1] > 0) & (length == framing.V5_HEADER.size + half[:, 1] * framing.V5_RECORD_LENGTH))
    )
    zero = np.zeros_like(version)
    kinds = [is_v5, is_v9]
    columns = {
        "version": version,
        "domain": np.select(kinds, [half[:, 10], word[:, 4]], word[:, 3]),
        "sequence": np.select(kinds, [word[:, 4], word[:, 3]], word[:, 2]),
        "export_time": np.where(is_ipfix, word[:, 1], word[:, 2]),
        "uptime": np.where(is_ipfix, NO_UPTIME, word[:, 1]),
        "nanoseconds": np.where(is_v5, word[:, 3], zero),
        "sampling": np.where(is_v5, half[:, 11], zero),
    }
    sizes = np.select(kinds, [framing.V5_HEADER.size, framing.V9_HEADER.size], framing.IPFIX_HEADER.size)
    v5 = np.flatnonzero(plain & is_v5)
    sets = _sets(datagrams, rows, plain, sizes, np.flatnonzero(plain & ~is_v5))
    begin = datagrams.start[rows]
    sets.append((v5, np.zeros_like(v5), np.zeros_like(v5), (begin + sizes)[v5], (begin + length)[v5]))
    at, index, ids, start, end = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    kept = plain[at]
    order = np.argsort(at[kept], kind="stable")
    at, index, ids, start, end = (part[kept][order] for part in (at, index, ids, start, end))
    all_plain = np.zeros(len(datagrams.length), np.bool_)
    all_plain[rows] = plain
    spread = {name: _spread(column, rows, len(datagrams.length)) for name, column in columns.items()}
    return Frames(all_plain, set_row=rows[at], set_index=index, set_id=ids, set_start=start, set_end=end, **spread)


def _sets(
    datagrams: Datagrams, rows: Integers, plain: Flags, sizes: Integers, reading: Integers
) -> list[tuple[Integers, Integers, Integers, Integers, Integers]]:
    """The sets of the messages at `reading` (indices into `rows`), a round for each place in the message; who has
    anything but Data Sets that fit is no longer `plain`."""
    found: list[tuple[Integers, Integers, Integers, Integers, Integers]] = []
    position = datagrams.start[rows] + sizes
    end = datagrams.start[rows] + datagrams.length[rows]
    for index in range(1, _MOST_SETS + 1):
        if not reading.size:
            return found
        start, left = position[reading], end[reading] - position[reading]
        fits = left >= framing.SET_HEADER.size
        plain[reading[~fits]] = False
        reading, start, left = reading[fits], start[fits], left[fits]
        header = windows(datagrams.octets, start, framing.SET_HEADER.size).view(">u2").astype(np.int64)
        set_id, length = header[:, 0], header[:, 1]
        fits = (set_id >= framing.FIRST_DATA_SET_ID) & (length >= framing.SET_HEADER.size) & (length <= left)
        plain[reading[~fits]] = False
        reading, start, set_id, length = reading[fits], start[fits], set_id[fits], length[fits]
        found.append((reading, np.full_like(reading, index), set_id, start + framing.SET_HEADER.size, start + length))
        position[reading] = start + length
        reading = reading[position[reading] < end[reading]]
    plain[reading] = False
    return found


def _spread(column: Integers, rows: Integers, count: int) -> Integers:
    """The values of `rows` among `count`, zero elsewhere."""
    if len(rows) == count:
        return column
    whole = np.zeros(count, column.dtype)
    whole[rows] = column
    return whole
