"""What tells the traffic of a path in one direction (`channelSrcToDst` of the REST contract §2.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MBIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """A Channel of a Profile, and how much the line can carry, in Mb/s.

    Neither needs to exist: they may be deleted and come back.
    """

    speed: float
    profile_id: str
    channel_id: str

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Link:
        """From what `stored` gives."""
        return cls(stored["speed"], stored["profile"], stored["channel"])

    def stored(self) -> dict[str, Any]:
        """The contract's properties."""
        return {"speed": self.speed, "profile": self.profile_id, "channel": self.channel_id}

    def moved(self, old_id: str, new_id: str) -> Link:
        """With the Profile's new id, if it is this one that has another."""
        return replace(self, profile_id=new_id) if self.profile_id == old_id else self

    @property
    def series(self) -> str:
        """The Channel as Widgets name it."""
        return f"{self.profile_id}|{self.channel_id}"

    @property
    def bits_per_second(self) -> float:
        """What the line can carry."""
        return self.speed * MBIT
