"""Step: one thing that is done to a pair, by a scenario or by hand: what there is, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from fauxmon.simulator.reading import Value, endpoint, interfaces, number, route, switch

UNITS = ("a", "b")


class StepError(ValueError):
    """It cannot be done. One line that says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """`do` with `value`, to `unit`, or, where that is None, to both through the shared address; at second `at_s`."""

    do: str
    unit: str | None = None
    value: Value = None
    at_s: int = 0


class Kind(NamedTuple):
    """`read` checks a value and makes it what the pair takes; None: it takes no value. Errors of `read`: ValueError,
    with what would be right. It is done to one `unit`, to the `pair`, or to either."""

    help: str
    read: Callable[[object], Value] | None
    to: Literal["unit", "pair", "either"]


def parse_step(given: Mapping[str, object]) -> Step:
    """A step from `{"do": …, "unit": …, "value": …, "at": …}`. Errors: StepError."""
    unknown = set(given) - {"do", "unit", "value", "at"}
    if unknown:
        raise StepError(f"unknown key {min(unknown)!r}: a step has do, unit, value and at")
    do, unit, at_s = given.get("do"), given.get("unit"), given.get("at", 0)
    if not isinstance(do, str) or do not in KINDS:
        raise StepError(f"do: {do!r} is none of {', '.join(KINDS)}")
    kind = KINDS[do]
    if unit is not None and unit not in UNITS:
        raise StepError(f"{do}: unit {unit!r} is neither a nor b")
    if unit is None and kind.to == "unit":
        raise StepError(f"{do}: say which unit, a or b")
    if unit is not None and kind.to == "pair":
        raise StepError(f"{do}: is done to the pair, not to a unit")
    if isinstance(at_s, bool) or not isinstance(at_s, int) or at_s < 0:
        raise StepError(f"{do}: at {at_s!r} is not a second such as 20")
    value: Value = None
    if kind.read is None:
        if given.get("value") is not None:
            raise StepError(f"{do}: takes no value")
    else:
        try:
            value = kind.read(given.get("value"))
        except ValueError as error:
            raise StepError(f"{do}: {error}") from None
    return Step(do, None if unit is None else str(unit), value, at_s)


KINDS: dict[str, Kind] = {
    "endpoint": Kind("Collector Endpoint: true, false for empty, or HOST:PORT.", endpoint, "either"),
    "interfaces": Kind("The interfaces ticked for export: [1], [2], [1, 2] or [].", interfaces, "either"),
    "nat": Kind("Server NAT on or off; on, records come from the shared address.", switch, "either"),
    "propagation": Kind("Whether settings made on the shared address reach the standby, too.", switch, "pair"),
    "traffic": Kind("Connections of clients a second.", number(0, 100_000), "pair"),
    "reboot": Kind("System Reboot: flows are flushed, the unit is back after boot_s.", None, "unit"),
    "kill": Kind("Power off: what was in the flow cache is gone.", None, "unit"),
    "start": Kind("Power on.", None, "unit"),
    "restart": Kind("The exporter starts anew: sequence numbers from 0, from the same port.", None, "unit"),
    "split": Kind("CARP does not get through while true: both units become active.", switch, "pair"),
    "stuck": Kind("Never takes over while true.", switch, "unit"),
    "route": Kind(
        "Reach the collector through another interface: its address, or false for the usual one.", route, "unit"
    ),
    "templates": Kind("Whether Templates are sent.", switch, "unit"),
    "skew": Kind("Seconds by which the clock is ahead (or, negative, behind).", number(-1e8, 1e8), "unit"),
    "delay": Kind("Seconds that messages are on their way.", number(0, 3_600), "unit"),
    "loss": Kind("Percent of the messages that the network loses.", number(0, 100), "unit"),
}
"""All that can be done."""
