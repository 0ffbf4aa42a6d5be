"""Told: what an exporter has told, bounded and immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

TEXT_LIMIT = 255
"""Longer names and descriptions are cut, in characters."""


@dataclass(frozen=True, slots=True)
class Told(Generic[K, V]):
    """`entries` in the order they were first told. `refused` counts tellings that found no room: what is known stays,
    so that an exporter that invents names without end cannot drive out the ones that its flows refer to."""

    entries: Mapping[K, V] = field(default_factory=lambda: MappingProxyType({}))
    refused: int = 0

    def add(self, told: Mapping[K, V], limit: int) -> Told[K, V]:
        """With what is told now, at most `limit` entries; the same object if it is nothing new."""
        new = {key: value for key, value in told.items() if self.entries.get(key) != value}
        if not new:
            return self
        room = limit - len(self.entries)
        refused = 0
        for key in [key for key in new if key not in self.entries]:
            if room > 0:
                room -= 1
            else:
                del new[key]
                refused += 1
        entries = MappingProxyType({**self.entries, **new}) if new else self.entries
        return Told(entries, self.refused + refused)
