"""Any model: what files can say, as far as one rule after the other lets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from fauxmon.modelling.documents import CHANNEL, CHAPTER, DASHBOARD, PERFORMANCE, PROFILE, REPORT, VOLUMETRIC, WIDGET
from fauxmon.modelling.lines import of_channel
from fauxmon.modelling.record import Record

Draw = st.DrawFn
Documents = list[dict[str, Any]]
BLACKLIST = "Bad"
"""A black list that the collectors have."""
TEXTS = st.sampled_from(["", " x ", "ř\n y", "${z}", "443", "a|b", "- no: #1"])
FILTERS = st.sampled_from(["any", "", " port 443 ", "not proto tcp\nor port 1"])
ORDERS = st.sampled_from(["bytes", "flows", "bpp"])
LANGUAGES = st.dictionaries(st.sampled_from(["cz", "jp"]), st.sampled_from(["Ahoj", "x", ""]))
LAYOUTS = [{}, {"lg": {"x": 0, "y": 103, "w": 3, "h": 7}}, {"md": {"x": 1, "y": 0, "w": 2, "h": 9, "moved": False}}]


def filled(record: Record, **fields: Any) -> dict[str, Any]:
    return {**{field.name: field.default for field in record.fields}, **fields}


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from(values)).map(lambda on: [value for value in values if value in on])


@st.composite
def chosen(draw: Draw, profile: Mapping[str, Any] | None) -> str | list[str]:
    """Some Channels of a Profile, or all."""
    there = [channel["name"] for channel in profile["channels"]] if profile else []
    return draw(st.permutations(there))[: draw(st.integers(0, 2))] or "*"


@st.composite
def profiles(draw: Draw, name: str, parent: Mapping[str, Any] | None) -> dict[str, Any]:
    names = draw(st.permutations(["a", "b", "c|d"]))[: draw(st.integers(0, 3))]
    signs = sorted(draw(st.lists(st.sampled_from("+-"), min_size=len(names), max_size=len(names))))
    channels = [
        filled(
            CHANNEL,
            name=channel,
            sign=sign,
            filter=draw(FILTERS),
            parent=draw(chosen(parent)),
            color=draw(st.sampled_from([None, "#0A0b0c"])),
            mode=draw(some("enabled", "npmEnabled", "trafficEnabled")),
        )
        for channel, sign in zip(names, signs, strict=True)
    ]
    return filled(
        PROFILE,
        name=name,
        group=draw(st.sampled_from(["", "G", "H"])),
        description=draw(TEXTS),
        type=draw(st.sampled_from(["real", "shadow"])),
        expire=draw(st.sampled_from([0, 48])),
        maxsize=draw(st.sampled_from([None, 0, 9])),
        channels=channels,
        **({} if parent is None else {"parent": parent["name"]}),
    )


@st.composite
def chapters(draw: Draw, name: str, profile: Mapping[str, Any] | None) -> dict[str, Any]:
    common = {
        "name": name,
        "channels": draw(chosen(profile)),
        "description": draw(TEXTS),
        "status": draw(st.booleans()),
        "localization": {"name": draw(LANGUAGES), "description": draw(LANGUAGES), "channelColumnName": {}},
        **({} if profile is None else {"profile": profile["name"]}),
    }
    if draw(st.booleans()):
        common["localization"]["channelColumnName"] = draw(LANGUAGES)
        return filled(
            CHAPTER,
            **common,
            channelColumnName=draw(st.sampled_from(["Channel", "Node", ""])),
            channelsOrderBy=draw(st.sampled_from(["ibyt", "mbps"])),
            showPercentile=draw(st.booleans()),
            volumetric=draw(some(*VOLUMETRIC)),
            performance=draw(some(*PERFORMANCE)),
        )
    mask = {"ipVersion": 4, "mask": draw(st.integers(0, 32))}
    usual = {"bidirectional": False, "aggregateBy": [], "sourceIpMask": None, "targetIpMask": None}
    return filled(
        CHAPTER,
        **common,
        type="top",
        statsBy=draw(st.sampled_from(["ip", "srcip", "portp"])),
        orderBy=draw(ORDERS),
        top=draw(st.sampled_from([1, 10])),
        filter=draw(FILTERS),
        middleOutputColumns=draw(st.lists(ORDERS, max_size=2)),
        specific=draw(st.sampled_from([None, usual, {**usual, "sourceIpMask": mask}])),
        blacklist=draw(st.sampled_from([None, BLACKLIST])),
    )


@st.composite
def reports(draw: Draw, name: str, over: list[str]) -> dict[str, Any]:
    flags = st.sampled_from([None, True, False])
    return filled(
        REPORT,
        name=name,
        location=draw(TEXTS),
        device=draw(TEXTS),
        localization={"name": draw(LANGUAGES), "location": draw(LANGUAGES), "device": {}},
        chapters=[
            {"chapter": draw(st.sampled_from(over)), "stacked": draw(flags), "logarithmic": draw(flags)}
            for _ in range(draw(st.integers(0, 2)))
        ],
    )


@st.composite
def views(draw: Draw, over: Documents) -> Any:
    """Settings of a Widget; of those that draw lines, the Channels of a Profile of the file."""
    lines = [of_channel(one["name"], channel["name"]) for one in over for channel in one["channels"]]
    taken = draw(st.permutations(["rtt", *lines]))[: draw(st.integers(1, 2))]
    series = [{"id": line, "color": "#0A0b0c"} for line in taken]
    settings = {"series": series, "columns": ["chapter:col", "mbps"], "connectionsSettings": "a|b"}
    view = {"index": 0, "channelName": "traffic", "settings": settings}
    return draw(st.sampled_from([None, None, [], {"a": 1}, [view], [view, {**view, "settings": {"series": "*"}}]]))


@st.composite
def dashboards(draw: Draw, name: str, names: list[str], maps: list[str], over: Documents) -> dict[str, Any]:
    widgets = []
    for row in range(draw(st.integers(0, 3))):
        place = {
            "x": draw(st.integers(0, 3)),
            "y": draw(st.sampled_from([0, 20, 40])) + row * 100,
            "w": draw(st.integers(2, 9)),
            "h": draw(st.integers(7, 10)),
        }
        position = draw(st.sampled_from(["place", "place", "layouts", ""]))
        kinds = [
            *({"chapter": chapter} for chapter in (*names, "Hosts with Top Flows")),
            *({"topology": topology} for topology in maps),
            {"endpoint": "fmc_connectedInterfaces"},
        ]
        drawn = draw(st.sampled_from(kinds))
        widgets.append(
            filled(
                WIDGET,
                name=draw(st.sampled_from([None, "Mine", "C"])),
                **drawn,
                clazz=draw(st.sampled_from(["TimeSeriesAndTableWidget", "ConnectionsWidget", "TopologyWidget"])),
                place=place if position == "place" else None,
                layouts=LAYOUTS[row] if position == "layouts" else None,
                visualizationSettings=draw(views(over)),
                parametersSettings=draw(st.sampled_from([None, None, [], [{"name": "from", "value": "h1Ago"}]])),
                **{"from": draw(st.sampled_from(["h12Ago", "d1Ago"]))},
            )
        )
    widgets = draw(st.permutations(widgets))
    displayed = draw(st.sampled_from([None, 0, 3]))
    return filled(DASHBOARD, name=name, description=draw(TEXTS), displayed=displayed, widgets=widgets)


@st.composite
def topologies(draw: Draw, name: str, over: Documents) -> dict[str, Any]:
    names = draw(some("n", "o", "p"))
    decimals = st.sampled_from(["0", "-0.50", "12", "1e3", "0.000001"])
    icons = st.sampled_from([None, {"id": 4, "name": ""}])
    nodes = [
        {"name": each, "x": draw(decimals), "y": draw(decimals), "icon": draw(icons)}
        for each in draw(st.permutations(names))
    ]
    links = [
        {"profile": one["name"], "channel": channel["name"], "speed": speed}
        for one in over
        for channel in one["channels"]
        for speed in ("1000", "0.5")
    ]
    paths = [
        {
            "name": f"path {number}",
            "srcNode": names[number % len(names)],
            "dstNode": names[number % len(names) - 1],
            "type": draw(st.sampled_from(["symmetric", "asymmetric"])),
            "calculationMode": draw(st.sampled_from(["avg", "95th"])),
            "channelSrcToDst": draw(st.sampled_from(links)),
            "channelDstToSrc": draw(st.sampled_from([None, *links])),
        }
        for number in draw(st.permutations([0, 1, 2]))[: draw(st.integers(0, 3))]
        if links and len(names) > 1
    ]
    return {"name": name, "trafficScale": draw(st.sampled_from([50, 80])), "nodes": nodes, "paths": paths}


@st.composite
def models(draw: Draw) -> dict[str, Any]:
    made: Documents = []
    for name in draw(some("P", "P|Q", "Q")):
        made.append(draw(profiles(name, draw(st.sampled_from([None, None, *made])))))
    over = [draw(chapters(name, draw(st.sampled_from([*made, None])))) for name in draw(some("C", "D"))]
    names = [chapter["name"] for chapter in over]
    told = [draw(reports(name, ["Hosts with Top Flows", *names])) for name in draw(some("R", "S"))]
    maps = [draw(topologies(name, made)) for name in draw(some("T", "U"))]
    pages = [draw(dashboards(name, names, [one["name"] for one in maps], made)) for name in draw(some("X", "Y"))]
    owns = draw(st.sampled_from([[], ["*"], ["P*", "C", "Y"]]))
    return {
        "version": 1,
        "owns": owns,
        "profiles": made,
        "chapters": over,
        "reports": told,
        "topologies": maps,
        "dashboards": pages,
    }
