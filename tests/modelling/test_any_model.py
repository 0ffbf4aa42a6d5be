"""Whatever a collector has, and whatever a file wants: once it is applied there is nothing left to do, and what was
made of it goes to another collector and comes back as the same file.

`FAUXMON_MODELS=500` tries as many.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.modelling.any_model import BLACKLIST, models

from fauxmon.modelling.apply import apply
from fauxmon.modelling.comparison import compared
from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.plan import plan
from fauxmon.modelling.writing import write

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

EXAMPLES = int(os.environ.get("FAUXMON_MODELS", "4"))
EVERYTHING = 'owns: ["*"]\n'


def has_a_blacklist(collector: Collector) -> None:
    if not collector.client.blacklists():
        collector.client.create_blacklist({"name": BLACKLIST, "records": []})


def brought(collector: Collector, text: str, *, prune: bool) -> Inventory | None:
    """What the collector has once it is brought to a file; None if it cannot be."""
    wanted, before = read(text), Inventory.of(collector.client)
    made = plan(wanted, before, prune=prune)
    if made.refused:
        return None
    apply(collector.client, before, made, lambda _: None)
    after = Inventory.of(collector.client)
    left = plan(wanted, after, prune=prune)
    assert left.changes == []
    assert left.refused == []
    assert left.waiting == made.waiting
    if prune and not left.waiting and not left.kept:
        there, here = compared(wanted, after)
        assert there.splitlines() == here.splitlines()
    return after


@pytest.mark.timeout(30 + 10 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(before=models(), wanted=models(), prune=st.booleans())
def test_once_applied_there_is_nothing_to_do(
    collector: Collector, another: Collector, before: dict[str, Any], wanted: dict[str, Any], prune: bool
) -> None:
    another.empty()
    for one in (collector, another):
        has_a_blacklist(one)
    if brought(collector, EVERYTHING + write({**before, "owns": []}), prune=True) is None:
        collector.empty()
    after = brought(collector, write(wanted), prune=prune)
    told = write(exported(after or Inventory.of(collector.client)).model)
    there = brought(another, told, prune=True)
    assert there is not None
    assert write(exported(there).model).splitlines() == told.splitlines()
    assert plan(read(told), there).waiting == []
