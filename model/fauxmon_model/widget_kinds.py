"""The kinds of Widgets, and what they draw, in the words of the product's `options` (REST contract §2.11.1)."""

from __future__ import annotations

TIME_SERIES = "TimeSeriesAndTableWidget"
TWO_PIES = "TwoPiesAndTableWidget"
SUMMARIES = "SummariesWidget"
CONNECTIONS = "ConnectionsWidget"
TOPOLOGY = "TopologyWidget"
CLASSES = (TIME_SERIES, TWO_PIES, SUMMARIES, CONNECTIONS, TOPOLOGY)
"""Every `clazz`."""

CHAPTER_ENDPOINT = "fmc_chapter_"
TOPOLOGY_ENDPOINT = "TOPOLOGY_"
"""Beginnings of a `dataEndpoint`; the id of what is drawn follows."""
CONNECTIONS_ENDPOINT = "fmc_connectedInterfaces"
"""The `dataEndpoint` of the Sources."""
