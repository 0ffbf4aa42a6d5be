"""Pictures of dots: an SVG as a PNG."""

from __future__ import annotations

SCALE = 2
"""Dots for each unit of the SVG: sharp on screens with small dots, too."""
_MISSING = "PNG needs resvg_py, which is not installed: pip install 'fauxmon[png]'"
_NO_FONT = "no font for the texts of a PNG: install one, like DejaVu Sans (fonts-dejavu-core)"


class RasterError(Exception):
    """Why there is no PNG, for people."""


def check() -> None:
    """Errors: RasterError where no PNG can be made, as resvg_py is an extra."""
    try:
        import resvg_py  # noqa: F401
    except ImportError:
        raise RasterError(_MISSING) from None


def raster(svg: str) -> bytes:
    """A PNG. Errors: RasterError, also where the system has no font for the texts: they would be left out silently."""
    check()
    import resvg_py

    with_texts = resvg_py.svg_to_bytes(svg_string=svg, zoom=SCALE)
    if "<text" in svg and with_texts == resvg_py.svg_to_bytes(svg_string=svg, zoom=SCALE, skip_system_fonts=True):
        raise RasterError(_NO_FONT)
    return with_texts
