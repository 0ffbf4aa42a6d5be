from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from fauxmon.modelling.comparison import compared
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

TEXT = """
profiles:
  - name: Pair
    channels:
      - {name: a, filter: port 1}
      - {name: b, filter: port 2}
chapters:
  - {name: Both, profile: Pair}
dashboards:
  - name: Page
    widgets:
      - {chapter: Both, clazz: TimeSeriesAndTableWidget}
"""


def differences(collector: Collector, text: str) -> list[str]:
    there, wanted = compared(read(text), Inventory.of(collector.client))
    lines = difflib.unified_diff(there.splitlines(), wanted.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_nothing_differs_from_what_was_applied(collector: Collector) -> None:
    collector.apply(TEXT)
    assert differences(collector, TEXT) == []
    # Other things there are nothing to this file.
    collector.client.create_dashboard({"name": "Theirs"})
    assert differences(collector, TEXT) == []


def test_what_differs_is_a_line_each_way(collector: Collector) -> None:
    collector.apply(TEXT)
    assert differences(collector, TEXT.replace("port 1", "port 3")) == [
        "-        filter: port 1",
        "+        filter: port 3",
    ]
    assert differences(collector, TEXT.replace("      - {chapter: Both", "      # - {chapter: Both")) == [
        "-    widgets:",
        "-      - {chapter: Both, clazz: TimeSeriesAndTableWidget}",
    ]


def test_to_an_empty_collector_all_of_the_file_is_new(collector: Collector) -> None:
    lines = differences(collector, TEXT)
    assert {line[0] for line in lines} == {"+"}
    assert "+  - name: Pair" in lines
