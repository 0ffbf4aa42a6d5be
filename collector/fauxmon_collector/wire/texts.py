"""The octets of one field in many records as texts: each different one is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.distinct import Words, distinct
from fauxmon_collector.wire.windows import windows

Octets = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp] | None

_WORD = 8
_END = 0x80
"""What stands behind the octets of a text, before NULs up to the end of a word: no two texts have the same words."""
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_WORD)], "<u8")
_ENDS = np.array([_END << 8 * size for size in range(_WORD)], "<u8")
"""Of the last word, by how many octets of the text are in it."""


def texts(
    count: int, groups: Iterable[tuple[Rows, Words]], read: Callable[[bytes], str]
) -> tuple[npt.NDArray[np.int32], list[str]]:
    """(index of each record's text, the texts); `groups` are the texts of some records as words, None for all records.

    Records in no group have the empty text.
    """
    codes = np.zeros(count, np.int32)
    numbers = {"": 0}
    for rows, words in groups:
        representative, different = distinct(words)
        joined, size = words[different].tobytes(), words.shape[1] * _WORD
        known = [
            numbers.setdefault(read(joined[start : start + size].rstrip(b"\0")[:-1]), len(numbers))
            for start in range(0, len(joined), size)
        ]
        number = np.zeros(len(words), np.int32)
        number[different] = known
        codes[slice(None) if rows is None else rows] = number[representative]
    return codes, list(numbers)


def words_of_one_length(octets: Octets) -> list[tuple[Rows, Words]]:
    """The texts in (records, length), as words."""
    count, length = octets.shape
    if not octets.size:
        return []
    words = np.zeros((count, length // _WORD + 1), "<u8")
    words.view(np.uint8)[:, :length] = octets
    words[:, -1] |= _ENDS[length % _WORD]
    return [(None, words)]


def words_by_size(octets: Octets, starts: Integers, lengths: Integers) -> list[tuple[Rows, Words]]:
    """The texts that begin at `starts` in `octets`, as words, those of as many words together; without empty ones.
    `lengths` are below 65536."""
    sizes = (lengths // _WORD + 1).astype(np.uint16)
    sizes[lengths == 0] = 0
    order = np.argsort(sizes, kind="stable")
    counts = np.bincount(sizes)
    groups: list[tuple[Rows, Words]] = []
    behind = np.cumsum(counts)
    for size in (np.flatnonzero(counts[1:]) + 1).tolist():
        rows = order[behind[size - 1] : behind[size]]
        words = _padded(octets, starts[rows], size * _WORD).view("<u8")
        left = lengths[rows] % _WORD
        words[:, -1] &= _KEPT[left]
        words[:, -1] |= _ENDS[left]
        groups.append((rows, words))
    return groups


def _padded(octets: Octets, starts: Integers, length: int) -> Octets:
    """Windows that may reach beyond the end, where NULs follow."""
    last = len(octets) - length
    beyond = np.flatnonzero(starts > last)
    if not beyond.size:
        return windows(octets, starts, length)
    found = np.zeros((len(starts), length), np.uint8)
    inside = np.flatnonzero(starts <= last)
    found[inside] = windows(octets, starts[inside], length)
    for row in beyond.tolist():
        rest = octets[starts[row] :]
        found[row, : len(rest)] = rest
    return found


def string(octets: bytes) -> str:
    """UTF-8 without its trailing NULs; what is none is replaced."""
    return octets.rstrip(b"\0").decode("utf-8", "replace")


def hexadecimal(octets: bytes) -> str:
    """`0x` and two digits an octet."""
    return f"0x{octets.hex()}"
