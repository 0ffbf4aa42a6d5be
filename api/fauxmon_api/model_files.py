"""Models as files, as the pages see them; what reads and writes them is injected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


class ModelFileError(Exception):
    """A file that cannot be taken, or not be made: a line for each thing that is wrong."""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What becomes of one thing, called like `chapter Both nodes`; `details` say what changes, or why it cannot be."""

    action: Literal["create", "update", "waits", "refused"]
    what: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedModel:
    """What applying a file would do. `dashboards` are the names of those in it."""

    changes: tuple[PlannedChange, ...]
    dashboards: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of it can be done."""
        return any(change.action == "refused" for change in self.changes)

    @property
    def to_do(self) -> int:
        """How many things are created or changed."""
        return sum(change.action in {"create", "update"} for change in self.changes)


class ModelFiles(Protocol):
    """Reads and writes the files of `fauxmon model`, for a user and with no more rights than theirs. Nothing is ever
    deleted. Errors of all: ModelFileError."""

    def exported(self, user_id: int, dashboards: Sequence[str]) -> str:
        """A file with these Dashboards, by name, and what they need."""

    def planned(self, user_id: int, text: str) -> PlannedModel:
        """What applying a file would do now."""

    def apply(self, user_id: int, text: str, plan: PlannedModel) -> None:
        """Do what was planned for it; nothing, if the plan would be another one by now."""
