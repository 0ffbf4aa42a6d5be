"""What the page calls the kinds of Widgets."""

from __future__ import annotations

from fauxmon_model.widget_kinds import CONNECTIONS, SUMMARIES, TIME_SERIES, TOPOLOGY, TWO_PIES

KINDS = {TIME_SERIES: "Chart", TWO_PIES: "Pies", SUMMARIES: "Tiles", CONNECTIONS: "Table", TOPOLOGY: "Map"}
"""By `clazz`."""
