from __future__ import annotations

from typing import Any

from fauxmon.modelling.belonging import belonging, once, unique

PROFILE: dict[str, Any] = {"name": "P", "channels": [{"name": "a"}, {"name": "b"}]}


def test_channels_are_those_of_the_profile() -> None:
    assert list(belonging((), "*", PROFILE)) == []
    assert list(belonging(("x",), ["b", "c"], PROFILE)) == [(("x", 1), "c is no Channel of P, which has: a, b")]
    assert list(belonging((), ["a"], {"name": "Q", "channels": []})) == [
        ((0,), "a is no Channel of Q, which has: none")
    ]


def test_nothing_is_named_or_listed_twice() -> None:
    assert list(unique(("x",), [*PROFILE["channels"], {"name": "a"}], "two are")) == [(("x", 2, "name"), "two are a")]
    assert list(once(("x",), ["a", "b", "a"])) == [(("x", 2), "a is listed twice")]
    assert list(once(("x",), "*")) == []
