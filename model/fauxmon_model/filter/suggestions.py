"""What somebody may have meant who wrote something else: `scr port` for `src port`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

_WORD = re.compile(r"\w[\w-]*")
_LONGEST = 40
"""Characters that anybody would misspell; to compare longer ones would take its time."""
_MOST_WORDS = 3
_ALIKE = 0.75
_NEAR = 0.9
_AS_GOOD = 0.05
_MOST = 2


def alike(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Those of the known words (or groups of words) that what the text begins with looks most like, the best first; of
    equals the one that is known first."""
    found: list[tuple[float, str]] = []
    for written in _beginnings(text):
        matcher = SequenceMatcher(None, b=written)
        several = written.count(" ")
        for each in known:
            if each.count(" ") == several:
                matcher.set_seq1(each)
                near = sorted(each) == sorted(written) or written.startswith(each)
                found.append((_likeness(matcher, near=near), each))
    if not found:
        return ()
    best = max(score for score, _ in found)
    close = [(score, each) for score, each in found if score >= max(_ALIKE, best - _AS_GOOD)]
    return tuple(each for _, each in sorted(close, key=lambda pair: -pair[0])[:_MOST])


def _beginnings(text: str) -> Iterator[str]:
    """Its first word, its first two words, and so on."""
    words = _WORD.findall(text[: _MOST_WORDS * _LONGEST].lower())[:_MOST_WORDS]
    for count in range(1, len(words) + 1):
        if len(written := " ".join(words[:count])) <= _LONGEST:
            yield written


def _likeness(matcher: SequenceMatcher[str], *, near: bool) -> float:
    """From 0 to 1. Letters that changed places are a small mistake, whatever the share of them in a short word, and so
    are those behind a whole one: `protocol` for `proto`."""
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return max(_NEAR, matcher.ratio()) if near else matcher.ratio()
