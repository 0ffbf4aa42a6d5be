"""Whatever a collector has, and whatever a file wants: once it is applied there is nothing left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fauxmon.modelling.documents import CHANNEL, CHAPTER, DASHBOARD, PERFORMANCE, PROFILE, VOLUMETRIC, WIDGET
from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.record import Record
from fauxmon.modelling.writing import write

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

Draw = st.DrawFn
TEXTS = st.sampled_from(["", "x", "ř\n y", "${z}", "443"])
FILTERS = st.sampled_from(["any", "port 443", "not proto tcp\nor port 1"])
ORDERS = st.sampled_from(["bytes", "flows", "bpp"])
LANGUAGES = st.dictionaries(st.sampled_from(["cz", "jp"]), st.sampled_from(["Ahoj", "x"]))


def filled(record: Record, **fields: Any) -> dict[str, Any]:
    return {**{field.name: field.default for field in record.fields}, **fields}


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from(values)).map(lambda on: [value for value in values if value in on])


@st.composite
def profiles(draw: Draw, name: str) -> dict[str, Any]:
    names = draw(st.permutations(["a", "b", "c"]))[: draw(st.integers(0, 3))]
    signs = sorted(draw(st.lists(st.sampled_from("+-"), min_size=len(names), max_size=len(names))))
    channels = [
        filled(
            CHANNEL,
            name=channel,
            sign=sign,
            filter=draw(FILTERS),
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
        channels=channels,
    )


@st.composite
def chapters(draw: Draw, name: str, profile: dict[str, Any] | None) -> dict[str, Any]:
    there = [channel["name"] for channel in profile["channels"]] if profile else []
    chosen = draw(st.permutations(there))[: draw(st.integers(0, 2))]
    common = {
        "name": name,
        "channels": chosen or "*",
        "description": draw(TEXTS),
        "status": draw(st.booleans()),
        "localization": {"name": draw(LANGUAGES), "description": draw(LANGUAGES), "channelColumnName": {}},
        **({} if profile is None else {"profile": profile["name"]}),
    }
    if draw(st.booleans()):
        return filled(
            CHAPTER,
            **common,
            channelColumnName=draw(st.sampled_from(["Channel", "Node"])),
            channelsOrderBy=draw(st.sampled_from(["ibyt", "mbps"])),
            showPercentile=draw(st.booleans()),
            volumetric=draw(some(*VOLUMETRIC)),
            performance=draw(some(*PERFORMANCE)),
        )
    mask = {"ipVersion": 4, "mask": draw(st.integers(0, 32))}
    specific = {"bidirectional": False, "aggregateBy": [], "sourceIpMask": mask, "targetIpMask": None}
    return filled(
        CHAPTER,
        **common,
        type="top",
        statsBy=draw(st.sampled_from(["ip", "srcip", "portp"])),
        orderBy=draw(ORDERS),
        top=draw(st.sampled_from([1, 10])),
        filter=draw(FILTERS),
        middleOutputColumns=draw(st.lists(ORDERS, max_size=2, unique=True)),
        specific=draw(st.sampled_from([None, specific])),
    )


@st.composite
def dashboards(draw: Draw, name: str, names: list[str]) -> dict[str, Any]:
    widgets = []
    for row in range(draw(st.integers(0, 3))):
        place = {
            "x": draw(st.integers(0, 3)),
            "y": row * 10,
            "w": draw(st.integers(2, 9)),
            "h": draw(st.integers(7, 10)),
        }
        shows = draw(st.sampled_from([*names, "Hosts with Top Flows", None]))
        widgets.append(
            filled(
                WIDGET,
                name=draw(st.sampled_from([None, "Mine"])),
                chapter=shows,
                endpoint="fmc_connectedInterfaces" if shows is None else None,
                clazz=draw(st.sampled_from(["TimeSeriesAndTableWidget", "ConnectionsWidget"])),
                place=draw(st.sampled_from([place, None])),
                visualizationSettings=draw(
                    st.sampled_from([None, [], [{"series": [{"id": "rtt"}], "x": "chapter:col"}]])
                ),
                **{"from": draw(st.sampled_from(["h12Ago", "d1Ago"]))},
            )
        )
    displayed = draw(st.sampled_from([None, 0, 3]))
    return filled(DASHBOARD, name=name, description=draw(TEXTS), displayed=displayed, widgets=widgets)


@st.composite
def models(draw: Draw) -> dict[str, Any]:
    made = [draw(profiles(name)) for name in draw(some("P", "Q"))]
    over: list[dict[str, Any]] = [
        draw(chapters(name, draw(st.sampled_from([*made, None])))) for name in draw(some("C", "D"))
    ]
    pages = [draw(dashboards(name, [chapter["name"] for chapter in over])) for name in draw(some("X", "Y"))]
    return {"version": 1, "owns": ["*"], "profiles": made, "chapters": over, "reports": [], "dashboards": pages}


@settings(
    max_examples=6,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=models(), wanted=models())
def test_once_applied_there_is_nothing_to_do(
    collector: Collector, before: dict[str, Any], wanted: dict[str, Any]
) -> None:
    collector.apply(write(before), prune=True)
    collector.apply(write(wanted), prune=True)
    left = collector.plan(write(wanted), prune=True)
    assert left.changes == []
    assert [*left.waiting, *left.refused, *left.kept] == []
    told = write(exported(Inventory.of(collector.client)))
    assert collector.plan(told).changes == []
