"""Offline: captures into a data directory, through the same decoder, Sources and store as a server's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fauxmon.runtime import clock
from fauxmon.runtime.keeping import build_intake, build_keeping
from fauxmon.runtime.settings import RETENTION, Settings, SettingsError
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.input.capture_bursts import read_bursts
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.retention import Retention
from fauxmon_model.errors import ModelError

APPEND_AT_ONCE = 400_000
"""Records; in few large appends the store takes them in a fraction of the time."""


class Offline:
    """A context manager: the data directory is locked and open as long as the block. Errors: SettingsError."""

    def __init__(self, data: Path, retention: Retention = RETENTION) -> None:
        defaults = Settings()
        self.keeping = build_keeping(data, retention)
        self.intake = build_intake(self.keeping, EventLog(clock.now_ms), defaults.silent_after_s)

    def __enter__(self) -> Offline:
        try:
            self.keeping.start()
            self.intake.registry.restore()
        except (StoreError, ModelError) as error:
            self.keeping.stop()
            raise SettingsError(str(error)) from error
        except BaseException:
            self.keeping.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.intake.registry.save()
        self.keeping.stop()

    def read(self, capture: Path) -> None:
        """Add all flows of a capture. Errors: CaptureError; SettingsError when the store cannot take them."""
        for burst in read_bursts(capture):
            self.intake.offer([burst])
            self._decode(float(burst.received[-1]))
            if self.intake.pending_records >= APPEND_AT_ONCE:
                self._append()
        # Nothing more comes that could hold the missing templates.
        self._decode(float("inf"))
        self._append()

    def sources(self) -> list[dict[str, Any]]:
        """Every Source of the directory with its counters."""
        live = self.intake.registry.counters()
        return [
            {"address": source.address, "listening_port": source.listening_port, **live[source.id]}
            for source in self.keeping.repository.sources.all()
        ]

    def _decode(self, now: float) -> None:
        self.intake.decoder.expire(now)
        self.intake.decode()

    def _append(self) -> None:
        try:
            self.intake.append()
            self.intake.expire(clock.now_ms())
        except StoreError as error:
            raise SettingsError(str(error)) from error
