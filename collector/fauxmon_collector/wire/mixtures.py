"""Mixtures: records of Templates that have the same fields in different orders, brought into one order.

Exporters are free in the order of fields (RFC 7011 §3.4.1). What is read in columns costs by the number of layouts, so
that many of them with few records each are cheaper to read as one, even if every record has to be put in order first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.templates import Layout, Template
from fauxmon_collector.wire.windows import Octets, windows

Integers = npt.NDArray[np.int64]

FEW = 4096
"""Layouts with fewer records each, on average, are worth being put in one order."""


def together(templates: Sequence[Template], records: npt.NDArray[Any]) -> list[list[int]]:
    """The indices of layouts, each given by one of its Templates and with so many `records`, by those that are worth
    being read as one. Fields of variable length stay where they are, and so do their layouts."""
    mixtures: dict[Layout, list[int]] = {}
    for index, template in enumerate(templates):
        alike = template.layout if template.record_length is None else template.mixture
        mixtures.setdefault(alike, []).append(index)
    groups: list[list[int]] = []
    for mixture in mixtures.values():
        few = records[mixture].sum() < FEW * len(mixture)
        groups.extend([mixture] if few else ([index] for index in mixture))
    return groups


def in_order(template: Template) -> Template:
    """The Template of the same mixture whose fields are in ascending order of element."""
    fields = tuple(template.fields[position] for position in template.by_number)
    return Template(template.version, None, fields, kind=template.kind, described=template.described)


def put_in_order(
    ordered: Template, templates: Sequence[Template], octets: Octets, starts: Integers, of: Integers
) -> Octets:
    """The records that begin at `starts` in `octets`, each by the Template at its index in `of`, one after the other as
    `ordered` has them. The Templates are of its mixture, all fields of fixed length."""
    places = np.array([one.offsets for one in templates], np.int64)
    by_number = np.array([one.by_number for one in templates], np.int64)
    from_ = np.ascontiguousarray(np.take_along_axis(places, by_number, 1).T)
    # As items of a structured type numpy copies fields in one go, several times as fast as octet by octet.
    lengths = [specifier.length for specifier in ordered.fields]
    items = {column: np.dtype((np.void, length)) for column, length in enumerate(lengths) if length}
    record = np.dtype([(str(column), item) for column, item in items.items()])
    records = np.empty(len(starts), record)
    for column, item in items.items():
        records[str(column)] = windows(octets, starts + from_[column][of], item.itemsize).view(item)[:, 0]
    return records.view(np.uint8)
