"""One data directory, one server."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from fauxmon.runtime.settings import SettingsError

NAME = "lock"


class DataLock:
    """Held from `acquire` to `release`, or to the end of the process, however it ends."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Make the directory if it is missing, and lock it. Errors: SettingsError."""
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._directory / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise SettingsError(f"cannot use {self._directory} for data: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(descriptor, 32).decode(errors="replace").strip()
            os.close(descriptor)
            raise SettingsError(
                f"{self._directory} is in use by another Fauxmon (process {owner}): stop it, or choose another --data"
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Unlock. The file stays: removing it would let two servers lock two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
