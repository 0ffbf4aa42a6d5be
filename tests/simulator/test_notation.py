"""Notations: the same in TOML and YAML, and where it stands; what only one of them can say is refused."""

from __future__ import annotations

import pytest

from fauxmon.simulator.notation import NotationError, from_toml, from_yaml

STEPS = "pair:\n  a: {domain: 1,\n    address: x}\nstep:\n- do: nat\n\n- do: reboot\n"


def test_both_say_the_same() -> None:
    toml = """title = "x"\n[pair]\na = {domain = 1}\nnone = []\n[[step]]\nvalue = 0.5\n[[step]]\nvalue = true"""
    yaml = "title: x\npair: {a: {domain: 1}, none: []}\nstep:\n- value: 0.5\n- value: on"
    assert from_toml(toml).content == from_yaml(yaml).content


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("pair",), 1),
        (("pair", "a"), 2),
        (("pair", "a", "address"), 3),
        (("pair", "b"), 1),
        (("pair", "a", "domain", "deeper"), 2),
        (("step",), 4),
        (("step", 0), 5),
        (("step", 1), 7),
        (("step", 1, "do"), 7),
        (("step", 0, "at"), 5),
    ],
)
def test_the_line_is_that_of_the_key(place: tuple[str | int, ...], line: int) -> None:
    assert from_yaml(STEPS).line(place) == line


def test_there_are_no_lines_of_nothing_and_of_toml() -> None:
    assert from_yaml("").line(("pair",)) is None
    assert from_toml("title = 'x'").line(("title",)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "line 1: not YAML: expected ',' or ']'"),
        ("a: 1\n b: 2", "line 2: not YAML: "),
        ("a: 1\n\tb: 2", "line 2: not YAML: "),
        ("a: 1\nb: \x07", "line 2: not YAML: special characters are not allowed"),
        ("a: 1\n---\nb: 2", "line 2: not YAML: but found another document"),
        ("a: 1\na: 2", "line 2: not YAML: the key 'a' stands there twice"),
        ("a: 1\n7: 2", "line 2: not YAML: the key 7 is no text"),
        ("on: 2", "line 1: not YAML: the key True is no text"),
        ("? [1]\n: 2", "line 1: not YAML: the key [1] is no text"),
        ("a: &x [1]\nb: *x", "line 1: not YAML: what an alias stands for is to be written out"),
        ("a: &x [*x]", "line 1: not YAML: what an alias stands for is to be written out"),
        ("a: *x", "line 1: not YAML: found undefined alias 'x'"),
        ("a: !!python/tuple []", "line 1: not YAML: 'tag:yaml.org,2002:python/tuple' is no type of a value here"),
        ("a: !!python/object/apply:os.getcwd []", "line 1: not YAML: 'tag:yaml.org,2002:python/object/apply:os."),
        ("a: !!python/name:os.getcwd x", "line 1: not YAML: could not determine a constructor"),
        ("a: 2024-13-01", "line 1: not YAML: month must be in 1..12"),
        ("x: 1\na: " + "1" * 5000, "line 2: not YAML: Exceeds the limit"),
        ("[" * 5000, "not YAML: too deeply nested"),
        ("- 1", "line 1: [1] is no mapping of keys to values"),
    ],
)
def test_what_is_no_yaml_is_one_line(text: str, said: str) -> None:
    with pytest.raises(NotationError) as refused:
        from_yaml(text)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[pair", "not TOML: "),
        ("a = 1\na = 2", "not TOML: Cannot overwrite a value (at "),
        ("a = " + "1" * 5000, "not TOML: Exceeds the limit"),
        ("a = " + "[" * 5000, "not TOML: too deeply nested"),
    ],
)
def test_what_is_no_toml_is_one_line(text: str, said: str) -> None:
    with pytest.raises(NotationError) as refused:
        from_toml(text)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
