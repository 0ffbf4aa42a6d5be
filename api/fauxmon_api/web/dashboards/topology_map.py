"""Drawing a Topology: nodes where their coordinates say, paths in the colour and width of what they carry."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

Shown = Mapping[str, Any]

_WIDTH, _HEIGHT = 440.0, 200.0
_MARGIN_X, _MARGIN_Y = 70.0, 36.0
_RADIUS = 9
_THIN, _THICK = 1.5, 7.0


def map_html(topology: Shown) -> str:
    """The `topology` of WidgetData as SVG. Whatever unit and origin the coordinates have, they fill the map."""
    places = _places(topology["nodes"])
    paths = [_path(path, places) for path in topology["paths"]]
    nodes = [_node(node, *places[node["id"]]) for node in topology["nodes"]]
    return (
        f'<svg class="fx-map" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" '
        f'aria-label="{escape(str(topology["name"]))}">{"".join(paths)}{"".join(nodes)}</svg>'
    )


def _places(nodes: list[Shown]) -> dict[int, tuple[float, float]]:
    """Where each node stands, by its id."""
    across = _fitted([float(node["coordinates"]["x"]) for node in nodes], _MARGIN_X, _WIDTH)
    down = _fitted([float(node["coordinates"]["y"]) for node in nodes], _MARGIN_Y, _HEIGHT)
    return {node["id"]: place for node, place in zip(nodes, zip(across, down, strict=True), strict=True)}


def _fitted(values: list[float], margin: float, size: float) -> list[float]:
    """From the lowest to the highest between the margins; in the middle if they are all the same."""
    low, room = min(values, default=0.0), size - 2 * margin
    span = max(values, default=0.0) - low
    return [margin + room * ((value - low) / span if span else 0.5) for value in values]


def _path(path: Shown, places: Mapping[int, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[path["srcNode"]["id"]], places[path["dstNode"]["id"]]
    links = [link for link in (path["channelSrcToDst"], path["channelDstToSrc"]) if link is not None]
    fullest = max(links, key=_load)
    dashes = ' stroke-dasharray="6 4"' if "message" in fullest else ""
    width = _THIN + (_THICK - _THIN) * _load(fullest)
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{escape(fullest["color"])}" '
        f'stroke-width="{width:.1f}"{dashes}><title>{escape(str(path["name"]))}</title></line>'
    )


def _load(link: Shown) -> float:
    return float(link["summary"]["load"]) if link["summary"] else 0.0


def _node(node: Shown, x: float, y: float) -> str:
    name = escape(str(node["name"]))
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"><title>{name}</title></circle>'
        f'<text x="{x:.1f}" y="{y + _RADIUS + 14:.1f}">{name}</text>'
    )
