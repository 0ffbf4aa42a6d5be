"""Waiting for a collector to see something: looked at again whenever something came in, never in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fauxmon.client import Client

HELD_S = 10.0
"""So long one request for progress is held."""
REST_S = 0.05
"""Between two looks, however much comes in."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether what is expected is there, and what is, in a line."""

    met: bool
    text: str


def wait(client: Client, look: Callable[[], Seen], within_s: float) -> Seen:
    """Look until it is there or the time is up."""
    return _watch(client, look, within_s, lambda seen: seen.met)


def keep(client: Client, look: Callable[[], Seen], for_s: float) -> Seen:
    """Look until it is there no more or the time is up."""
    return _watch(client, look, for_s, lambda seen: not seen.met)


def _watch(client: Client, look: Callable[[], Seen], time_s: float, done: Callable[[Seen], bool]) -> Seen:
    end_s = time.monotonic() + time_s
    while True:
        number = client.control.progress()
        seen = look()
        left_s = end_s - time.monotonic()
        if done(seen) or left_s <= 0:
            return seen
        time.sleep(min(REST_S, left_s))
        client.control.progress(number, min(HELD_S, left_s))
