from __future__ import annotations

from collections.abc import Callable

import pytest

Refused = Callable[..., list[str]]
MAP = "topologies:\n  - name: T\n    nodes: [{name: a}, {name: b}]\n    paths:\n"
LINK = "channelSrcToDst: {profile: P, channel: x}"
PROFILE = "profiles: [{name: P, channels: [{name: x}]}]\n"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{{name: p, srcNode: a, dstNode: c, {LINK}}}", "6: c is no node of T, which has: a, b"),
        (f"{{name: p, srcNode: a, dstNode: a, {LINK}}}", "6: a path must not end where it begins"),
        (f"{{name: p, srcNode: a, dstNode: b, {LINK.replace('x', 'y')}}}", "6: y is no Channel of P, which has: x"),
        (
            f"{{name: p, srcNode: a, dstNode: b, {LINK}, channelDstToSrc: {{profile: P, channel: z}}}}",
            "6: z is no Channel of P, which has: x",
        ),
        ("{name: p, srcNode: a, dstNode: b}", "6: a path needs a channelSrcToDst"),
        (
            f"{{name: p, srcNode: a, dstNode: b, type: bent, {LINK}}}",
            "6: type: 'bent' is none of symmetric, asymmetric",
        ),
    ],
)
def test_a_path_connects_two_nodes_and_has_a_channel(refused: Refused, path: str, told: str) -> None:
    assert refused(f"{PROFILE}{MAP}      - {path}\n") == [told]


def test_names_are_given_once(refused: Refused) -> None:
    path = f"      - {{name: p, srcNode: a, dstNode: b, {LINK}}}\n"
    assert refused(f"{PROFILE}{MAP}{path}{path}") == ["7: two paths of T are named p"]
    assert refused(MAP.replace("name: b", "name: a")) == ["3: two nodes of T are named a"]
    assert refused("topologies:\n  - {name: T}\n  - {name: T}\n") == ["3: two topologies are named T"]


def test_what_only_a_collector_knows_is_left_to_it(refused: Refused) -> None:
    theirs = LINK.replace("profile: P", "profile: Theirs")
    assert refused(f"{MAP}      - {{name: p, srcNode: a, dstNode: z, {theirs}}}\n") == [
        "5: z is no node of T, which has: a, b"
    ]
