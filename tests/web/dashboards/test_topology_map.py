from __future__ import annotations

import re
from typing import Any

from fauxmon_api.web.dashboards.topology_map import map_html


def node(id_: int, name: str, x: str, y: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "coordinates": {"x": x, "y": y}}


def link(load: float, color: str = "#3f9a4d") -> dict[str, Any]:
    return {"summary": {"load": load}, "color": color}


def path(there: dict[str, Any], back: dict[str, Any] | None = None) -> dict[str, Any]:
    ends = {"srcNode": {"id": 1}, "dstNode": {"id": 2}}
    return {"name": "a to b", **ends, "channelSrcToDst": there, "channelDstToSrc": back}


def drawn(*paths: dict[str, Any], nodes: list[dict[str, Any]] | None = None) -> str:
    both = [node(1, "a", "-1000", "5.5"), node(2, "b", "3000", "5.5")] if nodes is None else nodes
    return map_html({"name": "Lab", "nodes": both, "paths": list(paths)})


def test_nodes_fill_the_map_whatever_their_unit() -> None:
    html = drawn(nodes=[node(1, "a", "-1e3", "0.1"), node(2, "b", "3000", "0.3"), node(3, "c", "1000", "0.2")])
    places = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', html)
    assert places == [("70.0", "36.0"), ("370.0", "164.0"), ("220.0", "100.0")]


def test_nodes_in_a_row_stand_in_the_middle() -> None:
    assert re.findall(r'cy="([\d.]+)"', drawn()) == ["100.0", "100.0"]
    assert "<circle" not in drawn(nodes=[])


def test_a_path_is_as_thick_as_its_fuller_direction() -> None:
    html = drawn(path(link(0.0), link(1.0, "#c23b3b")))
    assert 'stroke="#c23b3b" stroke-width="7.0"' in html
    assert 'x1="70.0" y1="100.0" x2="370.0" y2="100.0"' in html
    assert 'stroke-width="1.5"' in drawn(path(link(0.0)))


def test_a_path_that_nothing_tells_is_dashed() -> None:
    gone = {"summary": None, "color": "#9aa3ad", "message": "Channel p|c does not exist"}
    assert "stroke-dasharray" in drawn(path(gone))
    assert "stroke-dasharray" not in drawn(path(link(0.5)))


def test_names_cannot_bring_markup_of_their_own() -> None:
    html = drawn(nodes=[node(1, "<script>", "0", "0")])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
