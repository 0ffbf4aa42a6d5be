from __future__ import annotations

from typing import Any

import pytest

from fauxmon.modelling.shapes.wire import flag, whole


@pytest.mark.parametrize(("value", "truth"), [(1, True), ("1", True), ("true", True), (True, True), ("yes", True)])
def test_what_is_true(value: Any, truth: bool) -> None:
    assert flag(value) is truth


@pytest.mark.parametrize("value", [0, "0", "false", "False", False, None, ""])
def test_what_is_not(value: Any) -> None:
    assert flag(value) is False


def test_numbers() -> None:
    assert [whole(value) for value in (3, "3", 3.0, None, "")] == [3, 3, 3, None, None]
