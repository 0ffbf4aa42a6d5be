"""Pieces out of a long row of octets, many at a time."""

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


_FEW = 8
"""Of so many pieces of one length it pays to copy them together."""


def pieces(octets: Octets, starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> Octets:
    """The pieces that begin at `starts`, one after the other. `sizes` have to be in ascending order."""
    lengths, firsts = np.unique(sizes, return_index=True)
    if len(lengths) == 1:
        return windows(octets, starts, int(lengths[0])).ravel()
    if len(lengths) * _FEW < len(sizes):
        ends = [*firsts[1:].tolist(), len(sizes)]
        spans = zip(lengths.tolist(), firsts.tolist(), ends, strict=True)
        return np.concatenate([windows(octets, starts[first:end], length).ravel() for length, first, end in spans])
    view = octets.data
    joined = b"".join([view[start:end] for start, end in zip(starts.tolist(), (starts + sizes).tolist(), strict=True)])
    return np.frombuffer(joined, np.uint8)
