"""Scenario: a file that says what a pair is like and what is done to it when."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from fauxmon.simulator import reading
from fauxmon.simulator.pair_settings import HA_TIMEOUTS, PairSettings, UnitSettings
from fauxmon.simulator.step import UNITS, Step, StepError, parse_step
from fauxmon.simulator.traffic import Traffic

FOLDER = "scenarios"
LONGEST_S = 7 * 86_400


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
    """A ready one by its name, or the file at a path. Errors: ScenarioError."""
    try:
        if name in ready_names():
            text = (resources.files(__package__) / FOLDER / f"{name}.toml").read_text()
        else:
            text = Path(name).read_text()
    except (OSError, UnicodeDecodeError):
        raise ScenarioError(f"{name!r} is neither a file nor one of {', '.join(ready_names())}") from None
    return parse_scenario(text, Path(name).stem)


def parse_scenario(text: str, name: str) -> Scenario:
    """From TOML. Errors: ScenarioError."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{name}: not TOML: {error}") from None
    try:
        return _scenario(given, name)
    except ValueError as error:
        raise ScenarioError(f"{name}: {error}") from None


def _scenario(given: dict[str, Any], name: str) -> Scenario:
    _only(given, {"title", "duration_s", "pair", "traffic", "step"}, "at the top")
    title = given.get("title", name)
    if not isinstance(title, str):
        raise ValueError(f"title: {title!r} is not a text")
    duration = given.get("duration_s")
    if duration is not None:
        duration = _read("duration_s", reading.whole(1, LONGEST_S), duration)
    settings = _settings(_table(given, "pair"))
    return Scenario(name, title, settings, _traffic(_table(given, "traffic")), _steps(given, duration), duration)


def _steps(given: Mapping[str, Any], duration: int | None) -> tuple[Step, ...]:
    tables = given.get("step", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError("steps are written as [[step]]")
    steps = []
    for index, table in enumerate(tables, 1):
        try:
            steps.append(parse_step(table))
        except StepError as error:
            raise ValueError(f"step {index}: {error}") from None
        if duration is not None and steps[-1].at_s > duration:
            raise ValueError(f"step {index}: at {steps[-1].at_s} is after the end, duration_s = {duration}")
    return tuple(steps)


def _unit(value: object) -> UnitSettings:
    if not isinstance(value, dict):
        raise ValueError("is written as [pair.a] with address and domain")
    _only(value, {"address", "domain"}, "of a unit")
    missing = {"address", "domain"} - set(value)
    if missing:
        raise ValueError(f"{min(missing)} is missing")
    return UnitSettings(
        reading.loopback(value["address"]), _read("domain", reading.whole(0, 2**32 - 1), value["domain"])
    )


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
        raise ValueError("shared, a and b must have different addresses")
    return settings


def _traffic(given: Mapping[str, Any]) -> Traffic:
    _only(given, set(_TRAFFIC), "of the traffic")
    return replace(Traffic(), **{name: _read(name, _TRAFFIC[name], value) for name, value in given.items()})


def _table(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = given.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"{name} is written as [{name}]")
    return table


def _read(name: str, read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _only(given: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = set(given) - known
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r} {where}: known are {', '.join(sorted(known))}")
