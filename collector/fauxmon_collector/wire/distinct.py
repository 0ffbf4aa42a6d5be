"""Which rows of a table of words are alike, without sorting them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.intp]

_ODD = np.uint64(0x9E37_79B9_7F4A_7C15)
"""2^64 divided by the golden ratio: multiplying by it spreads what differs in low bits over the high ones."""
_HALF = np.uint64(32)
_ROUNDS = 4
_FEWEST_BITS = 8


def distinct(words: Words) -> tuple[Rows, Rows]:
    """(of each row its representative among those alike, which rows represent); `words` are (rows, words a row).

    Rows that hash alike meet in one place of a table; the one that stays there represents those that are equal to it,
    the others try again in other places. What is left after some rounds, whoever chose it, is sorted.
    """
    count = len(words)
    representative = np.zeros(count, np.intp)
    rest, left, hashed = np.arange(count), words, _hash(words)
    for _ in range(_ROUNDS):
        bits = max(_FEWEST_BITS, len(rest).bit_length() + 1)
        table = np.empty(1 << bits, np.intp)
        place = (hashed >> np.uint64(64 - bits)).view(np.intp)
        table[place] = rest
        found = table[place]
        representative[rest] = found
        differ = words[found, 0] != left[:, 0]
        for column in range(1, words.shape[1]):
            differ |= words[found, column] != left[:, column]
        again = np.flatnonzero(differ)
        rest, left, hashed = rest[again], left[again], _mixed(hashed[again])
        if not rest.size:
            break
    if rest.size:
        rows = np.ascontiguousarray(left).view(f"V{words.shape[1] * 8}")[:, 0]
        _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
        representative[rest] = rest[first[inverse]]
    return representative, np.flatnonzero(representative == np.arange(count))


def _hash(words: Words) -> Words:
    hashed = _mixed(words[:, 0])
    for column in range(1, words.shape[1]):
        hashed = _mixed(hashed ^ words[:, column])
    return hashed


def _mixed(words: Words) -> Words:
    spread: Words = words * _ODD
    spread ^= spread >> _HALF
    spread *= _ODD
    return spread
