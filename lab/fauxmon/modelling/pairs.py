"""Which Widget of a file is which on a collector, where several of a Dashboard have the same title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from fauxmon.modelling.difference import changes

F = TypeVar("F")
Document = dict[str, Any]


def paired(wanted: Sequence[Document], found: Sequence[tuple[Document, F]]) -> list[F | None]:
    """For each one wanted, the one that it is; None for one that is new.

    First those that are as they are wanted, so that a file that has been applied finds its own again; then those at the
    same place; then whatever is left, in order."""
    left = list(found)
    pairs: dict[int, F] = {}

    def pair(number: int, index: int | None) -> None:
        if index is not None:
            pairs[number] = left.pop(index)[1]

    # One that may be anywhere must not take what another wants at its place.
    for number in sorted(range(len(wanted)), key=lambda each: _is_left(wanted[each])):
        pair(number, next((index for index, (there, _) in enumerate(left) if _is(wanted[number], there)), None))
    for number, document in enumerate(wanted):
        if number not in pairs:
            pair(number, next((index for index, (there, _) in enumerate(left) if _stands(document, there)), None))
    for number in range(len(wanted)):
        if number not in pairs:
            pair(number, 0 if left else None)
    return [pairs.get(number) for number in range(len(wanted))]


def _is_left(document: Document) -> bool:
    return document["place"] is None and document["layouts"] is None


def _is(wanted: Document, found: Document) -> bool:
    return not changes("widgets", wanted, found, prune=False)


def _stands(wanted: Document, found: Document) -> bool:
    return wanted["place"] is not None and wanted["place"] == found["place"]
