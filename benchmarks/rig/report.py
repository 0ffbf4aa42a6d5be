"""Rounds and their report: every contestant once a round, ratios within the round, medians over the rounds.

A machine's speed drifts; a ratio of two figures of one round holds where the figures themselves do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rig import kernel

Figures = Mapping[str, Any]
Round = dict[str, Figures]


def arguments(doc: str | None, rounds: int) -> argparse.ArgumentParser:
    """The options that every benchmark has."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less of everything: under a minute")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    return parser


def play(contestants: Sequence[str], rounds: int, measure: Callable[[str], Figures]) -> list[Round]:
    """Measure every contestant in turn, so many rounds."""
    played = []
    for number in range(rounds):
        one: Round = {}
        for name in contestants:
            one[name] = measure(name)
            shown = [f"{key} {_short(value)}" for key, value in one[name].items() if not isinstance(value, dict)]
            print(f"round {number + 1}: {name}: {', '.join(shown)}", flush=True)
        played.append(one)
    return played


def medians(rounds: Sequence[Round], figure: str) -> dict[str, float | None]:
    """The median of a figure for each contestant; None if it has none. A dot in the figure's name goes one deeper."""
    return {name: _median(_figure(one[name], figure) for one in rounds) for name in rounds[0]}


def ratios(rounds: Sequence[Round], figure: str, to: str, less_is_better: bool = False) -> dict[str, float | None]:
    """How many times as good as each contestant `to` is: the median of the ratios within the rounds."""
    answer = {}
    for name in rounds[0]:
        pairs = [(_figure(one[to], figure), _figure(one[name], figure)) for one in rounds]
        whole = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
        answer[name] = _median(theirs / ours if less_is_better else ours / theirs for ours, theirs in whole)
    return answer


def table(title: str, columns: Mapping[str, Mapping[str, float | None]]) -> None:
    """Print one row a contestant, one column a figure."""
    names = list(next(iter(columns.values())))
    width = max(12, *map(len, names)) + 2
    print(f"\n{title}")
    print(" " * width + "".join(f"{column:>17}" for column in columns))
    for name in names:
        print(f"{name:<{width}}" + "".join(f"{_short(values.get(name)):>17}" for values in columns.values()))


def save(path: Path | None, benchmark: str, settings: Mapping[str, Any], results: Mapping[str, Any]) -> None:
    """Write the JSON file, if one is wanted."""
    if path is not None:
        shown = {key: str(value) if isinstance(value, Path) else value for key, value in settings.items()}
        document = {"benchmark": benchmark, "machine": machine(), "settings": shown, **results}
        path.write_text(json.dumps(document, indent=1) + "\n")


def machine() -> dict[str, Any]:
    """Where this was measured, and how busy it was."""
    models = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "processor": models[0] if models else "",
        "processors": os.cpu_count(),
        "system": platform.release(),
        "python": platform.python_version(),
        "receive_buffer_limit": kernel.receive_buffer_limit(),
        "load_average": os.getloadavg(),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def _figure(figures: Figures, name: str) -> float | None:
    value: Any = figures
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _short(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
