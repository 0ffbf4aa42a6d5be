"""The one table of what a model may say. Words are the product's (contract 2.3, 2.6, 2.8, 2.11), ids are names."""

from __future__ import annotations

from dataclasses import replace

from fauxmon.modelling.forms import (
    NAME,
    Channels,
    Decimal,
    Filter,
    Flag,
    ListOf,
    Number,
    OneOf,
    Raw,
    Some,
    Text,
    Words,
)
from fauxmon.modelling.record import Field, Record
from fauxmon.modelling.words import ALL
from fauxmon_model.entities import (
    AGGREGATE_BY,
    CALCULATION_MODES,
    CHANNEL_MODE,
    CHANNELS_ORDER_BY,
    CHAPTER_TYPES,
    EXPIRE_LIMIT,
    MAXSIZE_LIMIT,
    MIDDLE_LIMIT,
    ORDER_BY,
    PATH_TYPES,
    PROFILE_TYPES,
    REFRESH_MOST_S,
    SIGNS,
    STATS_BY,
    TOP_LIMIT,
)
from fauxmon_model.widget_kinds import CLASSES, CONNECTIONS_ENDPOINT
from fauxmon_model.widget_place import COLUMNS, LOWEST, MIN_H, MIN_W

ALL_SOURCES = "All Sources"
"""What files call the Profile `live`, whatever language a collector names it in."""
VERSION = 1
KINDS = ("profiles", "chapters", "reports", "topologies", "dashboards")
"""Lists of a file."""
VOLUMETRIC = ("flows", "bytes", "packets")
PERFORMANCE = ("rtt", "srt", "jitter", "rtr")
FROM, TO = "h12Ago", "now"
_TIME = r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}"
_MOST_ICONS = 1_000_000
SHORT_NAME = replace(NAME, most=255)

CHANNEL = Record(
    "channel",
    "A part of a Profile's traffic.",
    (
        Field("name", NAME, "Unique in its Profile.", required=True),
        Field("filter", Filter(), "Which flows of its parents it takes.", "any"),
        Field("parent", Channels(), "Channels of the parent Profile; * is all, later ones too.", ALL),
        Field("sign", OneOf(SIGNS), "Drawn above (+) or below (-) the axis; all + come before all -.", "+"),
        Field("color", Text("colour like #1a2b3c", "#[0-9A-Fa-f]{6}"), "Of its area in charts.", left=True),
        Field("mode", Some(tuple(CHANNEL_MODE)), "What charts and traffic Chapters show of it.", list(CHANNEL_MODE)),
    ),
)
PROFILE = Record(
    "profile",
    "A view of traffic, parted into Channels.",
    (
        Field("name", NAME, "Unique in the file.", required=True),
        Field("group", Text("group without a /", "[^/]*"), "Where it is listed.", ""),
        Field("parent", NAME, "The Profile that it takes its flows from; fixed when it is created.", ALL_SOURCES),
        Field("description", Text(), "For people.", ""),
        Field("type", OneOf(PROFILE_TYPES), "real stores flows, shadow asks its parent for them.", "real"),
        Field("start", Text("time like 2025-03-01 12:00", _TIME), "Fixed when it is created.", left=True),
        Field("end", Text("time like 2025-03-01 12:00", _TIME), "Of a History Profile; fixed as well.", left=True),
        Field("maxsize", Number(0, MAXSIZE_LIMIT), "MB that its flows may take.", left=True),
        Field("expire", Number(0, EXPIRE_LIMIT), "Hours after which its flows go; 0 is never.", 0),
        Field("channels", ListOf(CHANNEL), "Its Channels, in order.", []),
    ),
)
_MASK = Record(
    "mask",
    "How many bits of an address count.",
    (
        Field("ipVersion", Number(4, 6), "4 or 6.", required=True),
        Field("mask", Number(0, 128), "Bits.", required=True),
    ),
)
SPECIFIC = Record(
    "specific",
    "What a statistic is asked for besides.",
    (
        Field("bidirectional", Flag(), "Both directions together; of the statistic record.", False),
        Field("aggregateBy", ListOf(Text(examples=AGGREGATE_BY)), "What flows are put together by; of record.", []),
        Field("sourceIpMask", _MASK, "Turns source addresses into networks."),
        Field("targetIpMask", _MASK, "Turns destination addresses into networks."),
    ),
)
COLUMN_NAME = "channelColumnName"
LOCALIZATION_NAMES = ("name", "description", COLUMN_NAME)
REPORT_LOCALIZATION_NAMES = ("name", "location", "device")


def _localization(names: tuple[str, ...]) -> Field:
    texts = tuple(Field(name, Words(), "Text by language: cz, jp …", {}) for name in names)
    record = Record("localization", "Texts in other languages; English ones are those of the fields.", texts)
    return Field("localization", record, record.text, {name: {} for name in names})


CHAPTER = Record(
    "chapter",
    "A table and a chart over one Profile.",
    (
        Field("name", NAME, "Unique in the file.", required=True),
        Field("type", OneOf(CHAPTER_TYPES), "traffic by Channel, or the top of a statistic.", "traffic"),
        Field("profile", NAME, "The Profile that it reads.", ALL_SOURCES),
        Field("channels", Channels(), "Channels of that Profile; * is all, later ones too.", ALL),
        Field("description", Text(), "For people.", ""),
        Field("status", Flag(), "Whether it is enabled.", True),
        _localization(LOCALIZATION_NAMES),
        Field("channelColumnName", Text(), "traffic: heading of the first column.", "Channel"),
        Field("channelsOrderBy", OneOf(CHANNELS_ORDER_BY), "traffic: what rows are ordered by.", "ibyt"),
        Field("showPercentile", Flag(), "traffic: with columns of 95th percentiles.", False),
        Field("volumetric", Some(VOLUMETRIC), "traffic: what it counts.", list(VOLUMETRIC)),
        Field("performance", Some(PERFORMANCE), "traffic: what it measures of the network.", []),
        Field("statsBy", OneOf(STATS_BY), "top: what is counted.", "ip"),
        Field("orderBy", OneOf(tuple(ORDER_BY)), "top: what it is ordered by.", "bytes"),
        Field("top", Number(1, TOP_LIMIT), "top: how many.", 10),
        Field("filter", Filter(), "top: only flows that match count.", "any"),
        Field(
            "middleOutputColumns",
            ListOf(OneOf(tuple(ORDER_BY)), most=MIDDLE_LIMIT),
            "top: columns before the one that it is ordered by.",
            [],
        ),
        Field("specific", SPECIFIC, "top: masks, directions, what a record is put together by."),
        Field("blacklist", NAME, "top: name of a black list, whose part is shown."),
    ),
)
TRAFFIC_FIELDS = ("channelColumnName", "channelsOrderBy", "showPercentile", "volumetric", "performance")
TOP_FIELDS = ("statsBy", "orderBy", "top", "filter", "middleOutputColumns", "specific", "blacklist")
REPORT_CHAPTER = Record(
    "chapter of a report",
    "A Chapter in a Report.",
    (
        Field("chapter", NAME, "Its name.", required=True),
        Field("stacked", Flag(), "Areas of its chart upon each other.", left=True),
        Field("logarithmic", Flag(), "A logarithmic axis.", left=True),
    ),
)
REPORT = Record(
    "report",
    "Chapters one after the other.",
    (
        Field("name", NAME, "Unique in the file.", required=True),
        Field("location", Text(), "For people.", ""),
        Field("device", Text(), "For people.", ""),
        _localization(REPORT_LOCALIZATION_NAMES),
        Field("chapters", ListOf(REPORT_CHAPTER), "Its Chapters, in order.", []),
    ),
)
ICON = Record(
    "icon",
    "A picture of the product's.",
    (
        Field("id", Number(0, _MOST_ICONS), "Which one.", required=True),
        Field("name", Text(), "What it is called.", ""),
    ),
)
NODE = Record(
    "node",
    "Something on a Topology that paths lead to.",
    (
        Field("name", SHORT_NAME, "Unique in its Topology.", required=True),
        Field("x", Decimal(), "To the right.", "0"),
        Field("y", Decimal(), "Down.", "0"),
        Field("icon", ICON, "What it is drawn as.", left=True),
    ),
)
LINK = Record(
    "link",
    "What tells the traffic of a path in one direction.",
    (
        Field("profile", NAME, "A Profile.", ALL_SOURCES),
        Field("channel", NAME, "The Channel of it.", required=True),
        Field("speed", Decimal(), "What the line can carry, in Mb/s.", "1000"),
    ),
)
PATH = Record(
    "path",
    "A connection of two nodes.",
    (
        Field("name", SHORT_NAME, "Unique in its Topology.", required=True),
        Field("srcNode", NAME, "The node where it begins.", required=True),
        Field("dstNode", NAME, "The node where it ends.", required=True),
        Field("type", OneOf(PATH_TYPES), "The product's.", PATH_TYPES[0]),
        Field("calculationMode", OneOf(CALCULATION_MODES), "What of each five minutes counts.", CALCULATION_MODES[0]),
        Field("channelSrcToDst", LINK, "Its traffic to its end.", required=True),
        Field("channelDstToSrc", LINK, "Its traffic back; without it, the other tells both together."),
    ),
)
TOPOLOGY = Record(
    "topology",
    "A map of a network.",
    (
        Field("name", SHORT_NAME, "Unique in the file.", required=True),
        Field("trafficScale", Number(1, 100), "Percent of its speed at which a path is drawn as full.", 50),
        Field("nodes", ListOf(NODE), "What is on it.", []),
        Field("paths", ListOf(PATH), "What connects them.", []),
    ),
)
PLACE = Record(
    "place",
    f"On a grid of {COLUMNS} columns.",
    (
        Field("x", Number(0, COLUMNS - MIN_W), "First column, from 0.", required=True),
        Field("y", Number(0, LOWEST), "First row, from 0.", required=True),
        Field("w", Number(MIN_W, COLUMNS), "Columns.", required=True),
        Field("h", Number(MIN_H, LOWEST), "Rows.", required=True),
    ),
)
REFRESH = Number(0, REFRESH_MOST_S)
WIDGET = Record(
    "widget",
    "What a Dashboard shows of a Chapter or a Topology.",
    (
        Field("name", NAME, "Its heading; without one, its Chapter's name."),
        Field("chapter", NAME, "The Chapter that it draws."),
        Field("topology", NAME, "The Topology that it draws instead."),
        Field("endpoint", Text(), f"What it draws instead of either: {CONNECTIONS_ENDPOINT}."),
        Field("clazz", Text(examples=CLASSES), "How it draws it.", required=True),
        Field("from", Text(), "Begin of the time that it shows: h12Ago, d1Ago …", FROM),
        Field("to", Text(), "End of that time.", TO),
        Field("refresh", REFRESH, "Seconds until it is read anew, 0 for never; without, its page says so.", left=True),
        Field("place", PLACE, "Where it is; narrower pages follow from it.", left=True),
        Field("layouts", Raw(), "The product's object, where it is not what follows from a place.", left=True),
        Field("visualizationSettings", Raw(), "The product's list, where it is not what follows from the rest."),
        Field("parametersSettings", Raw(), "The product's list, where it is more than from and to."),
    ),
)
DASHBOARD = Record(
    "dashboard",
    "A page of Widgets.",
    (
        Field("name", NAME, "Unique in the file.", required=True),
        Field("description", Text(), "For people.", ""),
        Field(
            "displayed", Number(0, 1000), "Which of your tabs it is; without, nobody is shown it by this.", left=True
        ),
        Field("widgets", ListOf(WIDGET), "What it shows.", []),
    ),
)
MODEL = Record(
    "model",
    "What a Flowmon Collector is to have.",
    (
        Field("version", Number(VERSION, VERSION), "Of this form.", VERSION),
        Field("owns", ListOf(NAME), "Patterns of names (*, ?): what --prune may delete where the file has it not.", []),
        Field("profiles", ListOf(PROFILE), "Profiles with their Channels.", []),
        Field("chapters", ListOf(CHAPTER), "Chapters.", []),
        Field("reports", ListOf(REPORT), "Reports.", []),
        Field("topologies", ListOf(TOPOLOGY), "Topologies with their nodes and paths.", []),
        Field("dashboards", ListOf(DASHBOARD), "Dashboards with their Widgets.", []),
    ),
)
