"""Analysis: from Chapters, Channels and time ranges to charts, totals and statistics over the flow store."""

from fauxmon_collector.analysis.evaluate import Analysis
from fauxmon_collector.analysis.types import (
    STEP_MS,
    ChannelTotals,
    Chart,
    ChartQuery,
    Listing,
    ListingQuery,
    Measure,
    Series,
    Statistics,
    StatisticsQuery,
    StatisticsRow,
    TopData,
    TopSeries,
    TrafficData,
    TrafficRow,
    TrafficSeries,
)

__all__ = [
    "STEP_MS",
    "Analysis",
    "ChannelTotals",
    "Chart",
    "ChartQuery",
    "Listing",
    "ListingQuery",
    "Measure",
    "Series",
    "Statistics",
    "StatisticsQuery",
    "StatisticsRow",
    "TopData",
    "TopSeries",
    "TrafficData",
    "TrafficRow",
    "TrafficSeries",
]
