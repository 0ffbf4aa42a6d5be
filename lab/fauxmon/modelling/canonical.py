"""What files and collectors may say in several ways, in one of them: then it can be held against each other."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from typing import Any

from fauxmon.modelling.documents import SPECIFIC

ANY = "any"
_MOST_ZEROS = 18
_EXACT = decimal.Context(prec=80)


def canonical(model: Mapping[str, Any]) -> dict[str, Any]:
    """The model in the words in which collectors are described."""
    return {
        **model,
        "profiles": [
            {**profile, "channels": [{**channel, **_channel(channel)} for channel in profile["channels"]]}
            for profile in model["profiles"]
        ],
        "chapters": [{**chapter, **_chapter(chapter)} for chapter in model["chapters"]],
        "reports": [{**report, "localization": _texts(report["localization"])} for report in model["reports"]],
        "topologies": [{**topology, **topology_parts(topology)} for topology in model["topologies"]],
        "dashboards": [
            {**dashboard, "widgets": [{**widget, "name": heading(widget["name"])} for widget in dashboard["widgets"]]}
            for dashboard in model["dashboards"]
        ],
    }


def filter_text(text: str | None) -> str:
    """A filter that has nothing in it takes all."""
    return text if text and text.strip() else ANY


def color(text: str | None) -> str | None:
    """A colour in small letters."""
    return None if text is None else text.lower()


def heading(text: Any) -> str | None:
    """The name of a Widget; None where there is nothing to see of it."""
    return str(text or "").strip() or None


def number(value: Any) -> str:
    """A decimal number, as short as it is exact."""
    exact = decimal.Decimal(str(value)).normalize(_EXACT)
    exponent = exact.as_tuple().exponent
    if not exact:
        return "0"
    return format(exact, "f") if isinstance(exponent, int) and exponent <= _MOST_ZEROS else str(exact)


def specific(value: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """None where it asks for nothing."""
    if value is None or all(value[field.name] == field.default for field in SPECIFIC.fields):
        return None
    return value


def topology_parts(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Nodes and paths by name, which is their order on every collector."""
    nodes = [{**node, "x": number(node["x"]), "y": number(node["y"])} for node in topology["nodes"]]
    paths = [
        {**path, **{way: _link(path[way]) for way in ("channelSrcToDst", "channelDstToSrc")}}
        for path in topology["paths"]
    ]
    return {
        "nodes": sorted(nodes, key=lambda node: str(node["name"])),
        "paths": sorted(paths, key=lambda path: str(path["name"])),
    }


def _link(link: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if link is None else {**link, "speed": number(link["speed"])}


def _channel(channel: Mapping[str, Any]) -> dict[str, Any]:
    return {"filter": filter_text(channel["filter"]), "color": color(channel["color"])}


def _chapter(chapter: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "filter": filter_text(chapter["filter"]),
        "specific": specific(chapter["specific"]),
        "localization": _texts(chapter["localization"]),
    }


def _texts(localization: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {
        name: {language: text for language, text in sorted(texts.items()) if text}
        for name, texts in localization.items()
    }
