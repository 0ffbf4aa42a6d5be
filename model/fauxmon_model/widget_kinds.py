"""The kinds of Widgets, and what they draw, in the words of the product's `options` (REST contract §2.11.1)."""

from __future__ import annotations

TIME_SERIES = "TimeSeriesAndTableWidget"
TWO_PIES = "TwoPiesAndTableWidget"
SUMMARIES = "SummariesWidget"
CONNECTIONS = "ConnectionsWidget"
TOPOLOGY = "TopologyWidget"
CLASSES = (TIME_SERIES, TWO_PIES, SUMMARIES, CONNECTIONS, TOPOLOGY)
"""Every `clazz`."""
OVER_CHAPTERS = (TIME_SERIES, TWO_PIES, SUMMARIES)
"""Those that draw a Chapter."""

CHAPTER_ENDPOINT = "fmc_chapter_"
TOPOLOGY_ENDPOINT = "TOPOLOGY_"
"""Beginnings of a `dataEndpoint`; the id of what is drawn follows."""
CONNECTIONS_ENDPOINT = "fmc_connectedInterfaces"
"""The `dataEndpoint` of the Sources."""


def usual_class(endpoint: str, chapter_type: str | None) -> str:
    """The `clazz` that fits what is drawn; `chapter_type` is that of its Chapter, if it is one."""
    if chapter_type is not None:
        return TIME_SERIES if chapter_type == "traffic" else TWO_PIES
    return CONNECTIONS if endpoint == CONNECTIONS_ENDPOINT else TOPOLOGY
