"""Times on the command line: `--last 15m`, or `--from` and `--to`, in UTC."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import click

from fauxmon.runtime import clock

DEFAULT_LAST = "1h"
_UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LENGTH = re.compile(r"([1-9][0-9]{0,8})([smhdw])")
_SECONDS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)([smh]?)")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")


class Span(NamedTuple):
    """Seconds since 1970."""

    from_s: int
    to_s: int

    def __str__(self) -> str:
        return f"{moment_text(self.from_s)} to {moment_text(self.to_s)} UTC"


class Length(click.ParamType[int]):
    """`15m`: seconds."""

    name = "LENGTH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = _LENGTH.fullmatch(str(value))
        if found is None:
            self.fail(f"{value!r} is not a length of time such as 30s, 15m, 2h, 1d or 1w", param, ctx)
        return int(found[1]) * _UNITS_S[found[2]]


class Seconds(click.ParamType[float]):
    """`60s`, `2m`, `0.5`: seconds, 0 too."""

    name = "SECONDS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = _SECONDS.fullmatch(str(value))
        if found is None:
            self.fail(f"{value!r} is not a time such as 30s, 0.5s or 2m", param, ctx)
        return float(found[1]) * _UNITS_S[found[2] or "s"]


SECONDS = Seconds()


class Moment(click.ParamType[int]):
    """`2025-03-01 10:00`: seconds since 1970."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip().replace("T", " ").removesuffix("Z")
        moment = next((moment for form in _FORMS if (moment := _read(text, form)) is not None), None)
        if moment is None:
            self.fail(f"{value!r} is not a time in UTC such as '2025-03-01 10:00' or '2025-03-01 10:00:30'", param, ctx)
        return moment


def takes_time(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for a range of time, which becomes its argument `span`."""

    @click.option("--last", type=Length(), help=f"The time until now, or until --to.  [default: {DEFAULT_LAST}]")
    @click.option("--from", "from_s", type=Moment(), help="From this time on, in UTC, instead of --last.")
    @click.option("--to", "to_s", type=Moment(), help="Up to this time, in UTC.  [default: now]")
    @functools.wraps(command)
    def timed(*args: object, last: int | None, from_s: int | None, to_s: int | None, **more: object) -> None:
        command(*args, span=span_of(last, from_s, to_s, clock.now_ms()), **more)

    return timed


def span_of(last_s: int | None, from_s: int | None, to_s: int | None, now_ms: int) -> Span:
    """What these options say. Now is the end of the second that is running, so that all that has come is in.

    Errors: UsageError.
    """
    if last_s is not None and from_s is not None:
        raise click.UsageError("--last and --from exclude each other")
    to_s = -(-now_ms // 1000) if to_s is None else to_s
    if from_s is None:
        from_s = to_s - (Length().convert(DEFAULT_LAST, None, None) if last_s is None else last_s)
    if from_s >= to_s:
        raise click.UsageError(f"the time ends before it begins: {Span(from_s, to_s)}")
    if from_s < 0:
        raise click.UsageError("the time begins before 1970")
    return Span(from_s, to_s)


def _read(text: str, form: str) -> int | None:
    try:
        return int(datetime.strptime(text, form).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def moment_text(seconds: float) -> str:
    """`2025-03-01 10:00:30`, UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
