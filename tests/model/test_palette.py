"""Channels are told apart by their colours, whatever colours somebody sees."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_model.entities import PALETTE

Vector = npt.NDArray[np.float64]

SEEN = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""What is left of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)."""
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
APART = 14.0
"""Between any two, in CIELAB; about two are the least difference that is seen side by side."""
SURFACES = ("#ffffff", "#151d26")


def linear(color: str) -> Vector:
    encoded = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    scaled = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(first: str, second: str) -> float:
    """As WCAG has it."""
    lighter, darker = sorted((float(linear(color) @ TO_XYZ[1]) + 0.05 for color in (first, second)), reverse=True)
    return lighter / darker


@pytest.mark.parametrize("vision", SEEN)
def test_any_two_colours_differ(vision: str) -> None:
    seen = [lab(SEEN[vision] @ linear(color)) for color in PALETTE]
    near = [
        (first, second)
        for (first, a), (second, b) in itertools.combinations(zip(PALETTE, seen, strict=True), 2)
        if np.linalg.norm(a - b) < APART
    ]
    assert near == []


@pytest.mark.parametrize("surface", SURFACES)
def test_each_shows_on_light_and_dark_pages(surface: str) -> None:
    assert [color for color in PALETTE if contrast(color, surface) < 1.7] == []
