"""Segments: flows that will not change, each lot of them in a Parquet file that other tools can read too."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from fauxmon_collector.store.base import StoreError

_FILE = re.compile(r"(\d+)\.parquet")


class Segment(NamedTuple):
    """What the store remembers of a file; the fields are the columns of the table of segments."""

    number: int
    rows: int
    octets: int
    """The size of the file."""
    oldest_ms: int
    newest_ms: int
    """The first and the last `received_ms`."""
    columns: list[str]
    """Those that the file has."""


class SegmentFiles:
    """The directory of the files. None: a temporary one, which exists from the first file on until `close`."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._last = 0
        self._left: dict[int, str] = {}

    @property
    def left(self) -> int:
        """How many files could not be removed yet."""
        return len(self._left)

    def path(self, number: int) -> Path:
        """The file of a segment."""
        directory = Path(self._temporary.name) if self._temporary is not None else self._directory
        if directory is None:
            raise StoreError("the flow store in memory has no segments")
        return directory / f"{number}.parquet"

    def held(self, segments: Iterable[Segment]) -> dict[Path, list[str]]:
        """The files of segments, with their columns."""
        return {self.path(segment.number): segment.columns for segment in segments}

    def new(self) -> int:
        """A number that no segment had. Errors: StoreError (its directory cannot be made)."""
        try:
            if self._directory is not None:
                self._directory.mkdir(parents=True, exist_ok=True)
            elif self._temporary is None:
                self._temporary = tempfile.TemporaryDirectory(prefix="fauxmon-flows-")
        except OSError as error:
            raise StoreError(f"the directory of the flow store's segments cannot be made: {error}") from error
        self._last += 1
        return self._last

    def secure(self, number: int) -> int:
        """See to it that a written file outlives the machine; its size. Errors: StoreError."""
        try:
            if self._directory is not None:
                for path in (self.path(number), self._directory):
                    _sync(path)
            return self.path(number).stat().st_size
        except OSError as error:
            raise StoreError(f"{self.path(number)} cannot be written: {error}") from error

    def verify(self, segments: Iterable[Segment]) -> None:
        """Errors: StoreError if a file is missing or not as long as it was."""
        for segment in segments:
            path = self.path(segment.number)
            try:
                size = path.stat().st_size
            except OSError as error:
                raise StoreError(f"the flow store's segment {path} cannot be read: {error.strerror}") from error
            if size != segment.octets:
                raise StoreError(f"the flow store's segment {path} has {size} octets instead of {segment.octets}")

    def tidy(self, numbers: Collection[int]) -> None:
        """Remove files of other segments than these: of appends that a kill or an error cut short."""
        if self._directory is not None and self._directory.is_dir():
            found = [int(match[1]) for path in self._directory.iterdir() if (match := _FILE.fullmatch(path.name))]
            self.remove(number for number in found if number not in numbers)
        self._last = max([self._last, *numbers])

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove files. Those that cannot be removed now are left for `remove_left`."""
        for number in numbers:
            try:
                self.path(number).unlink(missing_ok=True)
            except OSError as error:
                self._left[number] = error.strerror or str(error)
            else:
                self._left.pop(number, None)

    def remove_left(self) -> None:
        """Try again to remove what could not be. Errors: StoreError if a file still cannot."""
        self.remove(list(self._left))
        for number, reason in self._left.items():
            raise StoreError(f"{len(self._left)} files cannot be deleted, such as {self.path(number)}: {reason}")

    def close(self) -> None:
        """Remove the temporary directory."""
        self._left.clear()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
