from __future__ import annotations

from fauxmon_collector.wire.told import Told


def test_what_is_told_anew_replaces_what_was_told() -> None:
    told: Told[int, str] = Told()
    told = told.add({1: "one", 2: "two"}, 10).add({1: "uno"}, 10)
    assert dict(told.entries) == {1: "uno", 2: "two"}


def test_a_repetition_changes_nothing() -> None:
    told: Told[int, str] = Told()
    told = told.add({1: "one", 2: "two"}, 10)
    assert told.add({2: "two"}, 10) is told
    assert told.add({}, 10) is told


def test_beyond_the_limit_is_refused_and_counted_and_the_known_stay() -> None:
    told: Told[int, str] = Told()
    full = told.add(dict.fromkeys(range(5), ""), 3)
    assert list(full.entries) == [0, 1, 2]
    assert full.refused == 2
    again = full.add({1: "one", 9: "nine"}, 3)
    assert dict(again.entries) == {0: "", 1: "one", 2: ""}
    assert again.refused == 3
