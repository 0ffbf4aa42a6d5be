"""Analysis: from Chapters, Channels and time ranges to charts, totals and statistics over the flow store."""

from fauxmon_collector.analysis.devices import Device, DeviceCounts, DevicesQuery
from fauxmon_collector.analysis.evaluate import Analysis
from fauxmon_collector.analysis.path_loads import LinkLoad, PathLoad
from fauxmon_collector.analysis.sampled import Sampled
from fauxmon_collector.analysis.types import (
    STEP_MS,
    ChannelTotals,
    Chart,
    ChartQuery,
    Listing,
    ListingQuery,
    Measure,
    NpmData,
    NpmSeries,
    NpmValue,
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
    "Device",
    "DeviceCounts",
    "DevicesQuery",
    "LinkLoad",
    "Listing",
    "ListingQuery",
    "Measure",
    "NpmData",
    "NpmSeries",
    "NpmValue",
    "PathLoad",
    "Sampled",
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
