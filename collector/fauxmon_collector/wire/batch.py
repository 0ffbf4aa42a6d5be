"""Batch: Data Sets of one exporter that share a Template, ready to be read in columns or record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.records import Record, records
from fauxmon_collector.wire.templates import Template


@dataclass(frozen=True, slots=True)
class Batch:
    """Bodies bound to one Template object, all of one exporter address and listening port, in the order they came."""

    template: Template
    bodies: list[DataBody]

    def columns(self) -> Columns:
        """The records in numpy columns, for machines."""
        return Columns(self.template, self.bodies)

    def records(self) -> Iterator[Record]:
        """The records one by one with all their fields, for people."""
        return records(self.template, self.bodies)
