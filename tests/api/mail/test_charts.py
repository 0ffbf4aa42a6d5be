from __future__ import annotations

import re

import pytest

from fauxmon_api.lines import Line
from fauxmon_api.mail import charts
from fauxmon_api.mail.charts import POINTS_LIMIT, picture, printable
from fauxmon_api.picture.raster import RasterError

SLOT_MS = 300_000
MONTH = 31 * 288


@pytest.fixture
def no_png(monkeypatch: pytest.MonkeyPatch) -> None:
    """As without resvg_py, or without fonts."""

    def fail(_svg: str) -> bytes:
        raise RasterError("none")

    monkeypatch.setattr(charts, "raster", fail)


def line(name: str, *values: float, sign: str = "+") -> Line:
    return Line(name, "#123456", sign, {SLOT_MS * n: value for n, value in enumerate(values, 1)})


def svg(*lines: Line, **looks: bool) -> str:
    found = picture("Chart", lines, "b/s", SLOT_MS, **looks)
    assert found is not None
    assert found.kind == "svg"
    return found.octets.decode()


def test_a_picture_is_a_png() -> None:
    pytest.importorskip("resvg_py")
    found = picture("Chart", [line("a", 1, 2)], "b/s", SLOT_MS)
    assert found is not None
    assert (found.kind, found.octets[:8]) == ("png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.usefixtures("no_png")
def test_where_no_png_can_be_made_it_is_an_svg() -> None:
    assert svg(line("a", 1, 2), line("b", 3, sign="-")).count("<polygon") == 2
    assert svg(line("a", 1, 2), stacked=False).count("<polyline") == 1


def test_without_a_point_there_is_no_picture() -> None:
    assert picture("Chart", [], "b/s", SLOT_MS) is None
    assert picture("Chart", [line("a")], "b/s", SLOT_MS) is None


@pytest.mark.usefixtures("no_png")
def test_slots_of_a_long_time_are_put_together() -> None:
    long = svg(line("a", *([300.0, 100.0] * (MONTH // 2))), stacked=False)
    points = re.findall(r'points="([^"]*)"', long)[0].split()
    assert POINTS_LIMIT / 2 < len(points) / 4 <= POINTS_LIMIT
    assert len(set(points[1::2])) == 1, "each is the mean of what it was made of"
    assert "200 b/s" in long


@pytest.mark.usefixtures("no_png")
@pytest.mark.parametrize(("stacked", "shape", "others"), [(True, "<polygon", True), (False, "<polyline", False)])
def test_many_lines_become_few(stacked: bool, shape: str, others: bool) -> None:
    many = svg(*(line(f"l{n}", n) for n in range(50)), stacked=stacked)
    assert many.count(shape) == 20
    assert ("31 others" in many) is others


def test_printable_is_one_line_that_may_stand_in_xml() -> None:
    assert printable("a\r\nb\0c\x1b\u2028d é") == "a  b c  d é"


@pytest.mark.usefixtures("no_png")
def test_no_name_breaks_the_picture() -> None:
    assert "a b&lt;" in svg(line("a\0b<", 1))
