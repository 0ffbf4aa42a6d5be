"""A filter that would keep others waiting is refused at once."""

from __future__ import annotations

import time

import pytest

from fauxmon_model.filter import FilterError, bounds, parse

AT_ONCE_S = 0.1
TRIES = 5
BOMBS = {
    "parentheses": ("(" * 10_000 + "any" + ")" * 10_000, "more than 50 parentheses within one another"),
    "a megabyte": ("any or " * 150_000, "the filter is longer than 262144 characters"),
    "a megabyte of white space": ("src" + " " * 1_000_000 + "port 1", "the filter is longer than 262144 characters"),
    "a list of numbers": (f"port in [{'1 ' * 100_000}]", "more than 20000 words and signs"),
    "a list of addresses": (f"ip in [{'10.0.0.1,' * 100_000}]", "the filter is longer than 262144 characters"),
    "nots": ("not " * 10_000 + "any", "more than 50 nots in a row"),
    "marks of exclamation": ("!" * 10_000 + "any", "more than 50 nots in a row"),
    "a word": ("x" * 200_000, "a word of more than 1000 characters"),
    "a quoted text": (f'http-host "{"x" * 200_000}"', "a word of more than 1000 characters"),
    "a number": ("port " + "9" * 200_000, "a word of more than 1000 characters"),
    "quotes without an end": ("http-host " + r'"\"' * 80_000, "more than 20000 words and signs"),
    "white space within a field": ("src" + " " * 250_000 + "prot 1", "'prot' cannot stand here"),
    "a comment within a field": ("src #" + "(" * 250_000 + "\nprot 1", "cannot stand here"),
    "white space at the end": ("port 7 and (" + " " * 250_000, "the filter ends here"),
    "brackets": ("[" * 250_000, "more than 20000 words and signs"),
    "commas": ("port in [1" + "," * 250_000, "more than 20000 words and signs"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_at_once(bomb: str) -> None:
    """In time of the processor, so that a busy machine is no fault of it; the parser is built before."""
    text, message = BOMBS[bomb]
    parse("any")
    took = []
    for _ in range(TRIES):
        began = time.thread_time()
        with pytest.raises(FilterError) as caught:
            parse(text)
        took.append(time.thread_time() - began)
    assert message in caught.value.message
    assert len(str(caught.value)) < 500
    assert min(took) < AT_ONCE_S


@pytest.mark.parametrize(
    "text",
    [
        "(" * bounds.DEEPEST + "any" + ")" * bounds.DEEPEST,
        "not " * bounds.DEEPEST + "any",
        f"port in [{'7 ' * (bounds.MOST_PIECES - 4)}]",
        "port 7" + " " * (bounds.LONGEST - 6),
        f'http-host "{"x" * (bounds.LONGEST_WORD - 2)}"',
        "#" + "(not " * 60 + "\n any",
        'http-host "' + "(" * 60 + '"',
    ],
)
def test_what_is_just_within_the_bounds_is_read(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("any and\n" + "(" * 51, 2, 51),
        ("any and\nnot " + "not " * 50, 2, 201),
        ("\n\nany " + "x" * 1001, 3, 5),
        ("port in [" + "7 " * 20_000, 1, 40_004),
    ],
)
def test_says_where_it_became_too_much(text: str, line: int, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
