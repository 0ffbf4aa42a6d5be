"""Scenario: a file that says what a pair is like and what is done to it when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from fauxmon.simulator import reading
from fauxmon.simulator.notation import Document, NotationError, Place, from_toml, from_yaml
from fauxmon.simulator.pair_settings import HA_TIMEOUTS, PairSettings, UnitSettings
from fauxmon.simulator.step import UNITS, Step, parse_step
from fauxmon.simulator.traffic import Traffic

FOLDER = "scenarios"
LONGEST_S = 7 * 86_400
YAML = (".yaml", ".yml")
"""Ends of names of files that are YAML. Every other one is TOML, as those are that come with the package."""


class ScenarioError(ValueError):
    """There is no such scenario, or it makes no sense. One line that says why."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """`duration_s` is how long it takes; None: for ever. `steps` are in the order of the file."""

    name: str
    title: str
    settings: PairSettings
    traffic: Traffic
    steps: tuple[Step, ...] = ()
    duration_s: int | None = None

    def with_seed(self, seed: int) -> Scenario:
        """The same with other traffic."""
        return replace(self, traffic=replace(self.traffic, seed=seed))


def ready_names() -> list[str]:
    """Scenarios that come with the package."""
    folder = resources.files(__package__) / FOLDER
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def load_scenario(name: str) -> Scenario:
    """A ready one by its name, or the file at a path, TOML or YAML. Errors: ScenarioError."""
    try:
        if name in ready_names():
            text = (resources.files(__package__) / FOLDER / f"{name}.toml").read_text()
        else:
            text = Path(name).read_text()
    except (OSError, UnicodeDecodeError):
        raise ScenarioError(f"{name!r} is neither a file nor one of {', '.join(ready_names())}") from None
    return parse_scenario(text, Path(name).stem, from_yaml if Path(name).suffix.lower() in YAML else from_toml)


def parse_scenario(text: str, name: str, notation: Callable[[str], Document] = from_toml) -> Scenario:
    """From a text in this notation. Errors: ScenarioError."""
    try:
        given = notation(text)
    except NotationError as error:
        raise ScenarioError(f"{name}: {error}") from None
    try:
        return _scenario(given.content, name)
    except _WrongError as error:
        line = given.line(error.place)
        raise ScenarioError(f"{name}: {error}" if line is None else f"{name}: line {line}: {error}") from None


class _WrongError(ValueError):
    """A value makes no sense. `place` leads to it from where it is read."""

    def __init__(self, text: str, *place: str | int) -> None:
        super().__init__(text)
        self.place: Place = place


def _scenario(given: dict[str, Any], name: str) -> Scenario:
    _only(given, {"title", "duration_s", "pair", "traffic", "step"}, "at the top")
    title = given.get("title", name)
    if not isinstance(title, str):
        raise _WrongError(f"title: {title!r} is not a text", "title")
    duration = given.get("duration_s")
    if duration is not None:
        duration = _read("duration_s", reading.whole(1, LONGEST_S), duration)
    with _within("pair"):
        settings = _settings(_table(given, "pair"))
    with _within("traffic"):
        traffic = _traffic(_table(given, "traffic"))
    with _within("step"):
        steps = _steps(given, duration)
    return Scenario(name, title, settings, traffic, steps, duration)


def _steps(given: Mapping[str, Any], duration: int | None) -> tuple[Step, ...]:
    tables = given.get("step", [])
    if not isinstance(tables, list):
        raise _WrongError(f"step: {tables!r} is not a list of steps")
    steps = []
    for index, table in enumerate(tables):
        with _within(index, text=f"step {index + 1}: "):
            if not isinstance(table, dict):
                raise _WrongError(f"{table!r} is not a table of keys and values")
            step = parse_step(table)
            if duration is not None and step.at_s > duration:
                raise _WrongError(f"at {step.at_s} is after the end, duration_s = {duration}", "at")
        steps.append(step)
    return tuple(steps)


def _unit(value: object) -> UnitSettings:
    if not isinstance(value, dict):
        raise _WrongError(f"{value!r} is not a table with address and domain")
    _only(value, {"address", "domain"}, "of a unit")
    missing = {"address", "domain"} - set(value)
    if missing:
        raise _WrongError(f"{min(missing)} is missing")
    address = _read("address", reading.loopback, value["address"])
    return UnitSettings(address, _read("domain", reading.whole(0, 2**32 - 1), value["domain"]))


_PAIR: dict[str, Callable[[object], object]] = {
    "shared": reading.loopback,
    "a": _unit,
    "b": _unit,
    "ha_timeout_s": reading.one_of(*HA_TIMEOUTS),
    "ha_wait_s": reading.whole(0, 180),
    "boot_s": reading.whole(1, 3_600),
    "preferred": reading.one_of(*UNITS),
    "flow_timeout_s": reading.number(0, 3_600),
    "template_refresh_s": reading.number(1, 86_400),
    "endpoint": reading.switch,
    "interfaces": reading.interfaces,
    "server_nat": reading.switch,
    "propagation": reading.switch,
}
_TRAFFIC: dict[str, Callable[[object], object]] = {
    "seed": reading.whole(0, 2**63 - 1),
    "connections": reading.number(0, 100_000),
    "ports": reading.ports,
    "servers": reading.whole(1, 200),
    "clients": reading.whole(1, 60_000),
    "day_s": reading.whole(1, 7 * 86_400),
    "swing": reading.number(0, 1),
}


def _settings(given: Mapping[str, Any]) -> PairSettings:
    _only(given, set(_PAIR), "of the pair")
    settings = replace(PairSettings(), **{name: _read(name, _PAIR[name], value) for name, value in given.items()})
    if len({settings.shared, settings.a.address, settings.b.address}) < 3:
        raise _WrongError("shared, a and b must have different addresses")
    return settings


def _traffic(given: Mapping[str, Any]) -> Traffic:
    _only(given, set(_TRAFFIC), "of the traffic")
    return replace(Traffic(), **{name: _read(name, _TRAFFIC[name], value) for name, value in given.items()})


def _table(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = given.get(name, {})
    if not isinstance(table, dict):
        raise _WrongError(f"{name}: {table!r} is not a table of keys and values")
    return table


def _read(name: str, read: Callable[[object], Any], value: object) -> Any:
    with _within(name, text=f"{name}: "):
        return read(value)


def _only(given: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = set(given) - known
    if unknown:
        first = min(unknown)
        raise _WrongError(f"unknown key {first!r} {where}: known are {', '.join(sorted(known))}", first)


@contextmanager
def _within(part: str | int, text: str = "") -> Iterator[None]:
    """What is wrong in here is so in this part of what is read, and told after this text."""
    try:
        yield
    except ValueError as error:
        place = error.place if isinstance(error, _WrongError) else ()
        raise _WrongError(f"{text}{error}", part, *place) from None
