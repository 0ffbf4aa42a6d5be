"""Batch: Data Sets that share a layout, ready to be read in columns or record by record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from fauxmon_collector.wire.blocks import LARGE, Block, block_of, joined, part
from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.records import Record, records
from fauxmon_collector.wire.templates import Template


@dataclass(slots=True)
class Batch:
    """Bodies of one layout, from any number of exporters: `single` ones with their origins, and `blocks` of them.

    `template` is one of those that they were bound to; the others differ in nothing but their id.
    """

    template: Template
    single: list[tuple[DataBody, Origin]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many records."""
        return sum(body.count for body, _ in self.single) + sum(int(block.counts.sum()) for block in self.blocks)

    def columns(self) -> Columns:
        """All records in numpy columns, for machines."""
        return Columns(self.template, self._together(self.blocks)[0])

    def columns_in_parts(self, records: int) -> Iterator[Columns]:
        """The same in parts of so many records, or of one body if that has more."""
        large = [block for block in self.blocks if len(block.counts) >= LARGE]
        small = [block for block in self.blocks if len(block.counts) < LARGE]
        for whole in [*large, *self._together(small)]:
            yield from self._parts(whole, records)

    def _parts(self, whole: Block, records: int) -> Iterator[Columns]:
        behind = np.cumsum(whole.counts)
        begin = 0
        while begin < len(behind):
            before = int(behind[begin - 1]) if begin else 0
            end = max(begin + 1, int(np.searchsorted(behind, before + records, "right")))
            yield Columns(self.template, whole if end - begin == len(behind) else part(whole, begin, end))
            begin = end

    def records(self) -> Iterator[Record]:
        """The records one by one with all their fields, for people: those of the `single` bodies."""
        return records(self.template, [body for body, _ in self.single])

    def _together(self, blocks: Sequence[Block]) -> list[Block]:
        """The single bodies and these blocks, as one block if there are any."""
        all_ = [block_of(self.single), *blocks] if self.single else blocks
        return [joined(all_)] if all_ else []
