"""ExporterFacts: what an exporter has told about itself and its data in options records."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.places import field_places
from fauxmon_collector.wire.templates import Template

_LATEST_MS = 1 << 48
"""Some time in the year 10889: nothing on the wire may be too large to reckon with."""


@dataclass(frozen=True, slots=True)
class ExporterFacts:
    """What options data of one Observation Domain has told; immutable, so that data can point to what held for it.

    `init_time_ms` is when the exporter started, in ms since 1970.
    """

    init_time_ms: int | None = None

    def learn(self, template: Template, body: DataBody) -> ExporterFacts:
        """What is known after the records of this options body; itself if they tell nothing new. Never raises."""
        position = template.index.get("systemInitTimeMilliseconds")
        if position is None or not body.count:
            return self
        places, _ = field_places(template, body.body, 0)
        start, length = places[position]
        told = int.from_bytes(body.body[start : start + length])
        if told >= _LATEST_MS or told == self.init_time_ms:
            return self
        return dataclasses.replace(self, init_time_ms=told)
