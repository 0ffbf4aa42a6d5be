"""Who saw the flow, by the header of its message: Observation Domain and engine."""

from __future__ import annotations

from collections.abc import Container

import numpy as np

from fauxmon_collector.ingest.canonical.addresses import Array
from fauxmon_collector.wire.columns import Columns

_WITH_ENGINE = (5, 9)
"""Versions whose headers tell the engine: v5 in fields of its own, v9 in the last two octets of the Source ID."""


def by_header(columns: Columns, told: Container[str]) -> dict[str, Array]:
    """The columns of the flow table that message headers tell and that are not `told` by the records themselves.

    Domain 0 means that there is none to tell (RFC 7011 §3.1): where all messages say so there are no columns, where
    some do they are masked there.
    """
    domains = np.array([origin.domain for origin in columns.origins], np.uint32)[columns.origin]
    given = domains != 0
    if not given.any():
        return {}
    values: dict[str, Array] = {"observation_domain": domains}
    if columns.template.version in _WITH_ENGINE:
        values |= {"engine_type": (domains >> 8).astype(np.uint8), "engine_id": domains.astype(np.uint8)}
    absent = None if given.all() else ~columns.of_records(given)
    return {
        name: columns.of_records(each) if absent is None else np.ma.masked_array(columns.of_records(each), absent)
        for name, each in values.items()
        if name not in told
    }
