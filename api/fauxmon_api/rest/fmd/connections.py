"""The *Sources* Widget: which exporters are connected (`fmc_connectedInterfaces`)."""

from __future__ import annotations

from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_state import states
from fauxmon_api.transport.times import second_text

_COLORS = {"active": "#3f9a4d", "silent": "#9aa3ad"}


def connections(context: Context) -> dict[str, Any]:
    """A row per Source, coloured by its state."""
    found = states(context)
    rows = [
        [
            s["hostname"] or s["address"],
            s["address"],
            f"p{s['listening_port']}",
            s["state"],
            second_text(s["last_seen_ms"]),
        ]
        for s in found
    ]
    header = ["Source", "IP address", "Listening port", "State", "Last seen"]
    return {"table": {"header": header, "rows": rows, "rowsColors": [_COLORS[s["state"]] for s in found]}}
