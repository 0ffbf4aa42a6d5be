"""DataLock: one holder at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fauxmon.runtime.locking import DataLock
from fauxmon.runtime.settings import SettingsError


def test_makes_the_directory_and_holds_it_until_release(tmp_path: Path) -> None:
    data = tmp_path / "a" / "b"
    first, second = DataLock(data), DataLock(data)
    first.acquire()
    with pytest.raises(SettingsError, match=rf"in use by another Fauxmon \(process {os.getpid()}\)"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot use"):
        DataLock(tmp_path / "file" / "data").acquire()
