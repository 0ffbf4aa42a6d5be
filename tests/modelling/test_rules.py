"""What the parts of a file must be to each other; each problem has the line that it is in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fauxmon.modelling.model_file import read

Refused = Callable[..., list[str]]
PROFILE = "profiles:\n  - name: P\n    channels:\n      - name: a\n      - name: b\n"
CHAPTER = f"{PROFILE}chapters:\n  - name: C\n    profile: P\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("profiles:\n  - name: A\n  - name: A\n", "3: two profiles are named A"),
        ("reports:\n  - name: A\n  - name: A\n", "3: two reports are named A"),
        (f"{PROFILE}      - name: a\n", "6: two Channels of P are named a"),
        (
            "profiles:\n  - name: All Sources\n",
            "2: All Sources is the collector's own: its Channels come with its Sources",
        ),
        ("profiles:\n  - name: A\n    group: Sources\n", "3: the group Sources is kept for the Profiles of Sources"),
        ("profiles:\n  - name: A\n    group: a/b\n", "3: group: 'a/b' is no group without a /"),
        ("profiles:\n  - name: A\n    end: 2025-01-01 00:00\n", "3: a Profile with an end needs a start"),
        ("profiles:\n  - name: A\n    parent: A\n", "3: A stands below itself"),
        (
            f"{PROFILE}        sign: '-'\n      - name: c\n",
            "7: all Channels with sign + must come before those with sign -",
        ),
        (
            f"{PROFILE}  - name: Q\n    parent: P\n    channels:\n      - name: x\n        parent: [a, z]\n",
            "10: z is no Channel of P, which has: a, b",
        ),
        (f"{CHAPTER}    channels: [b, z]\n", "9: z is no Channel of P, which has: a, b"),
        (f"{CHAPTER}    top: 3\n", "9: a traffic Chapter has no top"),
        (f"{CHAPTER}    type: top\n    performance: [rtt]\n", "10: a top Chapter has no performance"),
        (
            "chapters:\n  - name: Hosts with Top Flows\n",
            "2: Hosts with Top Flows is predefined: every collector has it, and it is not touched",
        ),
        (
            f"{CHAPTER}    type: top\n    specific: {{bidirectional: true}}\n",
            "10: specific.bidirectional: only the statistic record has this",
        ),
        (f"{CHAPTER}    type: top\n    filter: prt 1\n", "10: filter: column 1 of 'prt 1': 'prt' cannot stand here"),
        (
            "dashboards:\n  - name: D\n    widgets:\n      - clazz: x\n",
            "4: a widget draws one of chapter, topology, endpoint",
        ),
        (
            "dashboards:\n  - name: D\n    widgets:\n      - {clazz: x, chapter: C, endpoint: y}\n",
            "4: a widget draws one of chapter, topology, endpoint; this one has chapter and endpoint",
        ),
    ],
)
def test_a_rule_that_is_broken_is_told_where(refused: Refused, text: str, told: str) -> None:
    (line,) = refused(text)
    assert line.startswith(told)


def test_a_ring_of_parents_is_told_at_each(refused: Refused) -> None:
    text = "profiles:\n  - {name: A, parent: B}\n  - {name: B, parent: C}\n  - {name: C, parent: A}\n"
    assert refused(text) == ["2: A stands below itself", "3: B stands below itself", "4: C stands below itself"]


def test_no_profile_stands_too_deep(refused: Refused) -> None:
    lines = [f"  - {{name: P{number}, parent: P{number - 1}}}" for number in range(1, 34)]
    text = "profiles:\n  - name: P0\n" + "\n".join(lines)
    assert read("profiles:\n  - name: P0\n" + "\n".join(lines[:-2]))
    assert "may not stand more than 32 levels below All Sources" in refused(text)[0]


def test_every_rule_that_is_broken_is_told_at_once(refused: Refused) -> None:
    assert len(refused(f"{CHAPTER}    channels: [x, y]\n    top: 3\n  - name: C\n")) == 4


def test_what_only_a_collector_knows_is_left_to_it() -> None:
    text = "chapters:\n  - {name: C, profile: Theirs, channels: [theirs]}\n  - {name: D, channels: [192.0.2.1]}\n"
    assert [chapter["name"] for chapter in read(text)["chapters"]] == ["C", "D"]
