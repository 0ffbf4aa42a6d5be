"""PNG files, their dots read back octet by octet."""

from __future__ import annotations

import struct
import sys
import zlib
from collections import Counter

import pytest

from fauxmon_api.picture.draw import WIDTH, Area, draw
from fauxmon_api.picture.raster import SCALE, RasterError, raster

pytest.importorskip("resvg_py")

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="{font}">{inside}</svg>'
FONTS = "DejaVu Sans, Arial, Liberation Sans"
WHITE = '<rect width="40" height="20" fill="#ffffff"/>'
Dot = tuple[int, int, int, int]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, color = struct.unpack_from(">IIBB", png, 16)
    assert (depth, color) == (8, 6), "red, green, blue and opacity of 8 bits each"
    return width, height


def dots(png: bytes, rows: int) -> list[Dot]:
    """The first rows, one after the other (PNG specification, sections 5 and 9)."""
    width, _ = size(png)
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    lines, above, found = zlib.decompress(data), bytes(width * 4), []
    for row in range(rows):
        filter_, *line = lines[row * (width * 4 + 1) : (row + 1) * (width * 4 + 1)]
        for n in range(width * 4):
            left, up, corner = (line[n - 4] if n > 3 else 0), above[n], (above[n - 4] if n > 3 else 0)
            line[n] = line[n] + _predicted(filter_, left, up, corner) & 0xFF
        above = bytes(line)
        found += [tuple(line[n : n + 4]) for n in range(0, width * 4, 4)]
    return found  # type: ignore[return-value]


def _predicted(filter_: int, left: int, up: int, corner: int) -> int:
    nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
    return (0, left, up, (left + up) // 2, nearest)[filter_]


def test_dots_are_those_of_the_svg() -> None:
    inside = WHITE + '<rect x="10" width="10" height="10" fill="#2a78d6"/>'
    png = raster(SVG.format(font=FONTS, inside=inside))
    assert size(png) == (40 * SCALE, 20 * SCALE)
    count = Counter(dots(png, 20 * SCALE))
    assert count == {(0x2A, 0x78, 0xD6, 255): 100 * SCALE**2, (255, 255, 255, 255): 700 * SCALE**2}


def test_texts_are_drawn() -> None:
    png = raster(SVG.format(font=FONTS, inside=WHITE + '<text x="5" y="15" font-size="12">b/s</text>'))
    assert sum(dot[0] < 128 for dot in dots(png, 20 * SCALE)) > 20 * SCALE**2, "dark dots"


def test_without_a_font_there_is_an_error_and_no_picture_without_texts() -> None:
    with pytest.raises(RasterError, match="no font for the texts"):
        raster(SVG.format(font="Not Installed", inside=WHITE + '<text x="5" y="15">b/s</text>'))


def test_a_chart_has_the_size_and_the_colors_of_its_svg() -> None:
    slots = range(1_740_830_700, 1_740_831_601, 300)
    area = Area(name="Web", color="#ff0000", below=False, points=dict.fromkeys(slots, 5.0))
    svg = draw("Traffic", [area], slots, "b/s")
    png = raster(svg)
    assert size(png) == (WIDTH * SCALE, int(svg.partition('height="')[2].partition('"')[0]) * SCALE)
    top = Counter(dots(png, 60 * SCALE))
    assert top[255, 255, 255, 255] > WIDTH * 30 * SCALE**2, "paper"
    assert top[255, 38, 38, 255] > WIDTH * 10 * SCALE**2, "red through which a bit of the paper shines"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(RasterError, match=r"pip install 'fauxmon\[png\]'"):
        raster(SVG.format(font=FONTS, inside=WHITE))
