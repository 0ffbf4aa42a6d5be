"""Rows: flows of a file, CSV, JSON lines or a capture of the traffic itself, by Information Element."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from fauxmon.simulator.flows.packets import flows_of_packets
from fauxmon_collector.input.capture_file import CaptureError, read_packets
from fauxmon_collector.wire.elements import AbstractType, Element, registry
from fauxmon_model.flow_columns import BY_NAME, Kind

Value: TypeAlias = int | float | str
Row: TypeAlias = dict[str, Value]
"""Element → value, as the Decoder's records have them."""

_TIMES = {"start_ms": "flowStartMilliseconds", "end_ms": "flowEndMilliseconds"}
_CAPTURES = frozenset({".pcap", ".pcapng", ".cap"})
_JSON = frozenset({".json", ".jsonl", ".ndjson"})
_WHOLE = frozenset({AbstractType.SECONDS, AbstractType.MILLISECONDS, AbstractType.BOOLEAN})


class FlowFileError(Exception):
    """It cannot be read. One line that says where and why."""


def read_rows(path: Path) -> list[Row]:
    """The flows of a file. Its suffix tells what it is: .pcap, .pcapng, .cap are traffic, .json, .jsonl, .ndjson have
    an object a line, all else is CSV with a heading. Names are those of flow columns or of elements. Errors:
    FlowFileError."""
    try:
        if path.suffix in _CAPTURES:
            return flows_of_packets(read_packets(path))
        with path.open(newline="", encoding="utf-8") as file:
            given = _json_lines(file) if path.suffix in _JSON else enumerate(csv.DictReader(file), 2)
            return [_row(line, values, path) for line, values in given]
    except CaptureError as error:
        raise FlowFileError(str(error)) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FlowFileError(f"{path}: {error}") from None


def _json_lines(lines: Iterable[str]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None


def _row(line: int, given: object, path: Path) -> Row:
    if not isinstance(given, Mapping):
        raise FlowFileError(f"{path}, line {line}: not a JSON object")
    row: Row = {}
    try:
        for name, value in given.items():
            if name is None or value is None or isinstance(value, list):
                raise ValueError("has not as many values as the heading has names")
            if value != "":
                element = _element(str(name), value)
                row[element.name] = _value(element, value)
    except ValueError as error:
        raise FlowFileError(f"{path}, line {line}: {error}") from None
    return row


def _element(name: str, value: object) -> Element:
    column = BY_NAME.get(name)
    if name in _TIMES:
        name = _TIMES[name]
    elif column is not None and column.elements:
        second = column.kind is Kind.ADDRESS and ":" in str(value) and len(column.elements) > 1
        name = column.elements[1 if second else 0]
    element = registry().by_name.get(name)
    if element is None:
        raise ValueError(f"{name!r} is neither a flow column nor an Information Element")
    return element


def _value(element: Element, given: object) -> Value:
    whole = element.type.value.startswith(("unsigned", "signed")) or element.type in _WHOLE
    try:
        if whole:
            return int(given) if isinstance(given, int | str) else int(str(given))
        if element.type in (AbstractType.FLOAT32, AbstractType.FLOAT64):
            return float(str(given))
    except ValueError:
        raise ValueError(f"{element.name}: {given!r} is not a number") from None
    return str(given)
