"""Saved filters."""

from __future__ import annotations

import pytest

from fauxmon_collector.analysis.saved_filters import SAVED_FILTERS
from fauxmon_model.filter import parse


@pytest.mark.parametrize("name", SAVED_FILTERS)
def test_it_is_a_filter(name: str) -> None:
    assert parse(SAVED_FILTERS[name]) != parse("any")
