"""Gathering: bodies of Data Sets by layout, from when they are bound to their Template until they are taken."""

from __future__ import annotations

from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.blocks import Block
from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.templates import Layout, Template


class Gathering:
    """Filled by the decoder, emptied by `take`."""

    def __init__(self) -> None:
        self._batches: dict[Layout, Batch] = {}

    def add(self, template: Template, body: DataBody, origin: Origin) -> None:
        """One body, by itself."""
        self._batch(template).single.append((body, origin))

    def add_block(self, template: Template, block: Block) -> None:
        """Many bodies."""
        self._batch(template).blocks.append(block)

    def take(self) -> list[Batch]:
        """All that was added since the last take."""
        taken = list(self._batches.values())
        self._batches = {}
        return taken

    def _batch(self, template: Template) -> Batch:
        batch = self._batches.get(template.layout)
        if batch is None:
            batch = self._batches[template.layout] = Batch(template)
        return batch
