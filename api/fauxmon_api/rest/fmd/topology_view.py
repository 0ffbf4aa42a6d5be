"""The *Topology* Widget: its paths with what they carry, as WidgetData (contract 2.11.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_api.rest.fmd import display
from fauxmon_api.rest.fmd.figures import NOT_MEASURED
from fauxmon_api.rest.fmd.topology_shape import link_object, node_object, path_object
from fauxmon_collector.analysis import LinkLoad, PathLoad
from fauxmon_model.entities import Topology

_HEADER = ["Path", "Direction", "Traffic", "Speed", "Utilization"]
_MISSING = "#9aa3ad"
_COLORS = ((1.0, "#c23b3b"), (0.5, "#e0812b"), (0.0, "#3f9a4d"))
"""Of a path that is at least so full."""


def topology_view(topology: Topology, loads: Sequence[PathLoad]) -> dict[str, Any]:
    """`table` has a row for each direction that a Channel tells; `topology` is the map, with the traffic of paths."""
    told = [(load, link) for load in loads for link in (load.src_to_dst, load.dst_to_src) if link]
    return {
        "table": {
            "header": _HEADER,
            "rows": [_row(load, link) for load, link in told],
            "rowsColors": [_color(link) for _, link in told],
        },
        "topology": {
            "id": topology.id,
            "name": topology.name,
            "trafficScale": topology.traffic_scale,
            "nodes": [node_object(node) for node in topology.nodes],
            "paths": [_path(load) for load in loads],
        },
    }


def _row(load: PathLoad, link: LinkLoad) -> list[str]:
    return [load.path.name, _direction(load, link), *_cells(link)]


def _direction(load: PathLoad, link: LinkLoad) -> str:
    source, destination = load.path.src_node.name, load.path.dst_node.name
    if link is load.dst_to_src:
        return f"{destination} → {source}"
    # One Channel tells of a symmetric path, whichever way its flows go.
    both = load.dst_to_src is None and load.path.type == "symmetric"
    return f"{source} {'↔' if both else '→'} {destination}"


def _cells(link: LinkLoad) -> list[str]:
    speed = display.bits_per_second(link.link.bits_per_second)
    if link.missing:
        return [link.missing, speed, NOT_MEASURED]
    return [display.bits_per_second(link.bits), speed, display.percent(link.utilization)]


def _color(link: LinkLoad) -> str:
    if link.missing:
        return _MISSING
    return next(color for least, color in _COLORS if link.load >= least)


def _path(load: PathLoad) -> dict[str, Any]:
    back = load.dst_to_src
    return {
        **path_object(load.path),
        "channelSrcToDst": _link(load.src_to_dst),
        "channelDstToSrc": None if back is None else _link(back),
    }


def _link(link: LinkLoad) -> dict[str, Any]:
    """`traffic` in bits/s by the path's calculation mode; `summary` with that in percent of the speed, and with all
    numbers of its Channel. Both are null, and `message` says why, where there is no such Channel."""
    row, color = link.row, _color(link)
    if row is None:
        return {**link_object(link.link), "color": color, "message": link.missing}
    numbers = {"ibyt": row.ibyt, "bps": row.bps, "mbps": row.mbps, "95bps": row.bps95}
    summary = {"utilization": round(link.utilization, 5), "load": round(link.load, 5), **numbers}
    return {**link_object(link.link), "traffic": link.bits, "summary": summary, "color": color}
