"""The templates that NetFlow v1, v5, v7 and sFlow have by definition: their records are read like all others."""

from __future__ import annotations

import functools
from typing import Any

from fauxmon_collector.wire import grammar
from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.messages import SFLOW
from fauxmon_collector.wire.sflow import sflow_template
from fauxmon_collector.wire.templates import FieldSpecifier, Template

_RECORDS: dict[int, Any] = {1: grammar.V1_RECORD, 5: grammar.V5_RECORD, 7: grammar.V7_RECORD}


@functools.cache
def implicit_template(version: int, set_id: int | None = None) -> Template:
    """The template of a version's records, made from the grammar; sFlow has one for each of its Set IDs.

    Errors: KeyError where a version has none.
    """
    if version == SFLOW and set_id is not None:
        return sflow_template(set_id)
    names = registry().by_name
    fields = [
        FieldSpecifier(names[part.name or "paddingOctets"].id, part.sizeof()) for part in _RECORDS[version].subcons
    ]
    return Template(version, None, tuple(fields))
