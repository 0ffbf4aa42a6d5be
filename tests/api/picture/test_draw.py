"""The picture, read back from its SVG."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from fauxmon_api.picture.draw import PLOT_HEIGHT, WIDTH, Area, draw

SVG = "{http://www.w3.org/2000/svg}"
SLOTS = range(1_740_830_700, 1_740_831_601, 300)
"""Four, from noon."""


def area(name: str, *values: float, below: bool = False) -> Area:
    return Area(name=name, color="#2f6fb5", below=below, points=dict(zip(SLOTS, values, strict=False)))


def root(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def shapes(svg: str) -> dict[str, list[tuple[float, float]]]:
    """Corners of each area by its name."""
    found = {}
    for polygon in root(svg).iter(f"{SVG}polygon"):
        numbers = [float(number) for number in polygon.attrib["points"].split()]
        title = polygon.find(f"{SVG}title")
        assert title is not None
        found[title.text or ""] = list(zip(numbers[::2], numbers[1::2], strict=True))
    return found


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in root(svg).iter(f"{SVG}text")]


def test_a_slot_is_a_step_as_wide_as_it_is_long() -> None:
    corners = shapes(draw("t", [area("a", 10, 0, 0, 5)], SLOTS, "b/s"))["a"]
    left, right = corners[0][0], corners[7][0]
    width = (right - left) / 4
    assert [x for x, _ in corners[:8]] == pytest.approx([left + width * n for n in (0, 1, 1, 2, 2, 3, 3, 4)], abs=0.11)
    top, _, zero, _, _, _, half, _ = (y for _, y in corners[:8])
    assert (zero - top, zero - half) == pytest.approx((PLOT_HEIGHT, PLOT_HEIGHT / 2), abs=0.2)


def test_channels_stand_on_each_other() -> None:
    found = shapes(draw("t", [area("a", 1, 2, 3, 4), area("b", 4, 3, 2, 1)], SLOTS, "b/s"))
    tops_of_a = [y for _, y in found["a"][:8]]
    bases_of_b = [y for _, y in reversed(found["b"][8:])]
    assert tops_of_a == bases_of_b
    assert len({y for _, y in found["b"][:8]}) == 1


def test_channels_with_minus_hang_below_the_axis() -> None:
    svg = draw("t", [area("up", 4, 4, 4, 4), area("down", 2, 2, 2, 2, below=True)], SLOTS, "b/s")
    found = shapes(svg)
    axis = found["up"][-1][1]
    assert {y for _, y in found["down"][8:]} == {axis}
    assert all(y > axis for _, y in found["down"][:8])
    assert texts(svg)[1:5] == ["2 b/s", "0 b/s", "2 b/s", "4 b/s"]
    assert "down (below)" in texts(svg)


def lines(svg: str) -> dict[str, list[float]]:
    """How high each line is at the end of each slot, by its name."""
    found = {}
    for line in root(svg).iter(f"{SVG}polyline"):
        title = line.find(f"{SVG}title")
        assert title is not None
        found[title.text or ""] = [float(number) for number in line.attrib["points"].split()[3::4]]
    return found


def test_channels_that_are_not_stacked_are_lines_from_the_axis() -> None:
    svg = draw("t", [area("a", 1, 2, 3, 4), area("b", 4, 3, 2, 1)], SLOTS, "b/s", stacked=False)
    assert shapes(svg) == {}
    found = lines(svg)
    assert found["a"] == list(reversed(found["b"]))
    assert texts(svg)[1:6] == ["0 b/s", "1 b/s", "2 b/s", "3 b/s", "4 b/s"]


def test_on_a_logarithmic_axis_decades_are_as_far_from_each_other() -> None:
    svg = draw("t", [area("a", 100, 1000, 10_000, 100_000)], SLOTS, "b/s", stacked=False, logarithmic=True)
    heights = lines(svg)["a"]
    steps = [earlier - later for earlier, later in itertools.pairwise(heights)]
    assert steps == pytest.approx([PLOT_HEIGHT / 5] * 3, rel=0.03)
    assert texts(svg)[1:7] == ["0 b/s", "10 b/s", "100 b/s", "1 kb/s", "10 kb/s", "100 kb/s"]


def test_slots_without_a_point_are_nothing() -> None:
    corners = shapes(draw("t", [area("a", 10)], SLOTS, "b/s"))["a"]
    assert {y for _, y in corners[2:]} == {corners[-1][1]}


def test_nothing_at_all_is_a_picture_with_axes() -> None:
    svg = draw("Traffic of nothing", [], SLOTS, "b/s")
    assert shapes(svg) == {}
    assert {"Traffic of nothing", "0 b/s", "1 b/s", "12:00"} <= set(texts(svg))


def test_names_stay_text() -> None:
    svg = draw("<b> & co", [area('"><script>', 1, 1, 1, 1)], SLOTS, "b/s")
    assert texts(svg)[0] == "<b> & co"
    assert '"><script>' in texts(svg)
    assert "<script>" not in svg


def test_a_long_legend_takes_more_lines_and_the_picture_grows() -> None:
    names = [f"10.1.2.{number} (p2055)" for number in range(30)]
    svg = root(draw("t", [area(name, 1, 1, 1, 1) for name in names], SLOTS, "b/s"))
    places = [(float(one.attrib["x"]), float(one.attrib["y"])) for one in svg.iter(f"{SVG}text") if one.text in names]
    assert len(places) == 30
    assert len({y for _, y in places}) > 3
    assert max(x for x, _ in places) < WIDTH - 80
    assert float(svg.attrib["height"]) > max(y for _, y in places)
    assert re.fullmatch(r"0 0 960 \d+", svg.attrib["viewBox"])
