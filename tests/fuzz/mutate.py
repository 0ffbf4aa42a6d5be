"""Mutations that know where the lengths, numbers and counts of a message stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

One = TypeVar("One")

TELLING = (
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    15,
    16,
    20,
    24,
    48,
    127,
    128,
    254,
    255,
    256,
    257,
    999,
    1024,
    32767,
    32768,
    65534,
    65535,
)
HEADERS = {1: 16, 5: 24, 7: 24, 9: 20, 10: 16}
ELEMENTS = (1, 2, 4, 7, 8, 10, 21, 22, 27, 34, 56, 70, 82, 95, 130, 150, 152, 154, 156, 160, 210, 276, 291, 292, 293)
ELEMENTS_MORE = (311, 313, 315, 346, 434, 513, 32767)
PENS = (0, 9, 6871, 29305, 39499, 55555)


class Dice:
    """All chance there is, from one seed."""

    def __init__(self, *seed: int) -> None:
        self._numbers = np.random.default_rng(seed)

    def below(self, end: int) -> int:
        return int(self._numbers.integers(end))

    def chance(self, one_in: int) -> bool:
        return self.below(one_in) == 0

    def pick(self, ones: Sequence[One]) -> One:
        return ones[self.below(len(ones))]

    def octets(self, count: int) -> bytes:
        return self._numbers.bytes(count)


class Mutator:
    """Makes other datagrams out of those of a corpus."""

    def __init__(self, dice: Dice, corpus: Sequence[bytes]) -> None:
        self._dice = dice
        self._corpus = corpus
        self._ways: tuple[Callable[[bytes], bytes], ...] = (
            self._number,
            self._number,
            self._number,
            self._flip,
            self._truncate,
            self._insert,
            self._remove,
            self._splice,
            self._repeat_a_set,
            self._drop_a_set,
            self._resize_a_set,
            self._resize_a_set,
            self._churn,
            self._churn,
            self._with_length,
        )

    def mutate(self, datagram: bytes) -> bytes:
        """The datagram after a few mutations, or now and then as it was."""
        for _ in range(self._dice.below(4)):
            datagram = self._dice.pick(self._ways)(datagram)[:65_507]
        return self._with_length(datagram) if self._dice.chance(2) else datagram

    def _number(self, datagram: bytes) -> bytes:
        """Another value for a number of 16 bits, mostly one with a meaning for the layout."""
        spots = numbers(datagram)
        if len(datagram) < 2:
            return datagram
        spot = self._dice.pick(spots) if spots and not self._dice.chance(5) else self._dice.below(len(datagram) - 1)
        old = int.from_bytes(datagram[spot : spot + 2], "big")
        new = self._dice.pick(TELLING) if self._dice.chance(2) else (old + self._dice.below(9) - 4) % 65536
        return datagram[:spot] + new.to_bytes(2, "big") + datagram[spot + 2 :]

    def _flip(self, datagram: bytes) -> bytes:
        if not datagram:
            return datagram
        spot = self._dice.below(len(datagram))
        return datagram[:spot] + bytes([datagram[spot] ^ 1 << self._dice.below(8)]) + datagram[spot + 1 :]

    def _truncate(self, datagram: bytes) -> bytes:
        return datagram[: self._dice.below(len(datagram) + 1)]

    def _insert(self, datagram: bytes) -> bytes:
        spot = self._dice.below(len(datagram) + 1)
        count = self._dice.below(9)
        return datagram[:spot] + (self._dice.octets(count) if self._dice.chance(2) else bytes(count)) + datagram[spot:]

    def _remove(self, datagram: bytes) -> bytes:
        spot = self._dice.below(len(datagram) + 1)
        return datagram[:spot] + datagram[spot + self._dice.below(9) :]

    def _splice(self, datagram: bytes) -> bytes:
        """The header of this one, the sets of another."""
        other = self._dice.pick(self._corpus)
        places, others = sets(datagram), sets(other)
        if not places or not others:
            return datagram
        start, _ = others[self._dice.below(len(others))]
        _, end = places[self._dice.below(len(places))]
        return datagram[:end] + other[start:]

    def _repeat_a_set(self, datagram: bytes) -> bytes:
        places = sets(datagram)
        if not places:
            return datagram
        start, end = self._dice.pick(places)
        return datagram + datagram[start:end] * (1 + self._dice.below(3))

    def _drop_a_set(self, datagram: bytes) -> bytes:
        places = sets(datagram)
        if not places:
            return datagram
        start, end = self._dice.pick(places)
        return datagram[:start] + datagram[end:]

    def _resize_a_set(self, datagram: bytes) -> bytes:
        """Octets less or more at the end of a set, which says so: records end where the set does not."""
        places = sets(datagram)
        if not places:
            return datagram
        start, end = self._dice.pick(places)
        body = datagram[start + 4 : end][: -self._dice.below(6) or None] + self._dice.octets(self._dice.below(4))
        return datagram[: start + 2] + (4 + len(body)).to_bytes(2, "big") + body + datagram[end:]

    def _churn(self, datagram: bytes) -> bytes:
        """A made-up template under an id that the message uses, and data for it or for what was before."""
        places = sets(datagram)
        if not places or datagram[1] not in (9, 10):
            return datagram
        start, _ = self._dice.pick(places)
        ids = [int.from_bytes(datagram[at : at + 2], "big") for at, _ in places]
        set_id = self._dice.pick([one for one in ids if one > 255] or [256 + self._dice.below(4)])
        made = self._template(datagram[1], set_id) if not self._dice.chance(4) else b""
        octets = self._dice.octets(self._dice.below(60)) if self._dice.chance(2) else bytes(self._dice.below(60))
        data = set_id.to_bytes(2, "big") + (4 + len(octets)).to_bytes(2, "big") + octets
        return datagram[:start] + made + data + datagram[start:]

    def _template(self, version: int, set_id: int) -> bytes:
        fields = []
        for _ in range(1 + self._dice.below(6)):
            number = self._dice.pick(ELEMENTS + ELEMENTS_MORE)
            length = self._dice.pick((0, 1, 2, 3, 4, 5, 6, 8, 16, 17, 65535, 65535))
            pen = self._dice.pick(PENS) if self._dice.chance(4) and version == 10 else None
            bit = 0x8000 if pen is not None else 0
            fields.append((number | bit).to_bytes(2, "big") + length.to_bytes(2, "big"))
            fields.append(b"" if pen is None else pen.to_bytes(4, "big"))
        count, scope = len(fields) // 2, self._dice.below(3)
        options = self._dice.chance(3)
        if version == 9:
            lengths = (4 * scope, 4 * max(0, count - scope)) if options else (count,)
        else:
            lengths = (count, scope) if options else (count,)
        body = b"".join(number.to_bytes(2, "big") for number in (set_id, *lengths)) + b"".join(fields)
        kind = (0 if version == 9 else 2) + options
        return kind.to_bytes(2, "big") + (4 + len(body)).to_bytes(2, "big") + body

    def _with_length(self, datagram: bytes) -> bytes:
        """The length of an IPFIX message put right, so that what was changed is looked at."""
        if datagram[:2] != b"\0\x0a":
            return datagram
        return datagram[:2] + len(datagram).to_bytes(2, "big") + datagram[4:]


def sets(datagram: bytes) -> list[tuple[int, int]]:
    """Where the sets stand, with their headers, as far as their lengths can be followed."""
    if len(datagram) < 2 or datagram[1] not in (9, 10):
        return []
    start, places = HEADERS[datagram[1]], []
    while start + 4 <= len(datagram):
        length = int.from_bytes(datagram[start + 2 : start + 4], "big")
        if length < 4:
            break
        places.append((start, min(start + length, len(datagram))))
        start += length
    return places


def numbers(datagram: bytes) -> list[int]:
    """Where numbers of 16 bits stand that the layout hangs on: header, set headers, all of a Template Set."""
    if datagram.startswith(b"\0\0\0\x05"):
        return [*range(2, min(len(datagram) - 1, 120), 4), *range(120, len(datagram) - 1, 2)]
    spots = [0, 2] if len(datagram) >= 4 else []
    for start, end in sets(datagram):
        spots += [start, start + 2]
        if datagram[start] == 0 and datagram[start + 1] < 4:
            spots += range(start + 4, end - 1, 2)
        else:
            spots += range(start + 4, min(end - 1, start + 12), 2)
    return spots
