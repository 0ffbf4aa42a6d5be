"""Fixtures that several parts of the suite share."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from fauxmon_collector.store.base import Columns
from fauxmon_model.flow_columns import PHYSICAL

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], Columns]


@pytest.fixture(scope="session")
def make_flows() -> FlowMaker:
    """Columns of a flow store's batch from one mapping a flow. `src` and `dst` are addresses as text; `flows` is 1 and
    all else 0 where not given."""
    return _columns


def _columns(flows: Sequence[Mapping[str, Any]]) -> Columns:
    rows = [{"flows": 1, **_physical(flow)} for flow in flows]
    return {name: np.array([row.get(name, 0) for row in rows], dtype=kind.dtype) for name, kind in PHYSICAL}


def _physical(flow: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(flow)
    for end in ("src", "dst"):
        if end in row:
            address = ipaddress.ip_address(row.pop(end))
            value = int(address) | (0xFFFF << 32 if address.version == 4 else 0)
            row["ip_version"] = address.version
            row[f"{end}_hi"], row[f"{end}_lo"] = value >> 64, value & (1 << 64) - 1
    return row
