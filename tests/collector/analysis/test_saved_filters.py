"""Saved filters."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon_collector.analysis.saved_filters import SAVED_FILTERS, offered
from fauxmon_model.filter import parse


@pytest.mark.parametrize("name", SAVED_FILTERS)
def test_it_is_a_filter(name: str) -> None:
    assert parse(SAVED_FILTERS[name]) != parse("any")


def test_a_users_own_come_first_and_hide_those_of_their_name(world: Any) -> None:
    admin = world.repository.seen_by(1)
    admin.saved_filters.keep("Web", "port 8080")
    admin.saved_filters.keep("Mine", "port 7")
    assert list(offered(admin).items())[:3] == [("Mine", "port 7"), ("Web", "port 8080"), ("DNS", "port 53")]
    assert list(offered(world.repository)) == list(SAVED_FILTERS)
