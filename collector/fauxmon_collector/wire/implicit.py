"""The templates that NetFlow v1, v5 and v7 have by definition, so that their records are read like all others."""

from __future__ import annotations

import functools
from typing import Any

from fauxmon_collector.wire import grammar
from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.templates import FieldSpecifier, Template

_RECORDS: dict[int, Any] = {1: grammar.V1_RECORD, 5: grammar.V5_RECORD, 7: grammar.V7_RECORD}


@functools.cache
def implicit_template(version: int) -> Template:
    """The template of a version's records, made from the grammar. Errors: KeyError where a version has none."""
    names = registry().by_name
    fields = [
        FieldSpecifier(names[part.name or "paddingOctets"].id, part.sizeof()) for part in _RECORDS[version].subcons
    ]
    return Template(version, None, tuple(fields))
