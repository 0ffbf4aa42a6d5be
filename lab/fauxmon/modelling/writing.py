"""Writing a model as YAML: what is as by default is left out, short mappings stay on a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from fauxmon.modelling.documents import MODEL

WIDTH = 120
_STRANGE_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
_FLOW_UP_TO = 60
"""Characters of a list or mapping of scalars that stays on one line."""


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]  # the library has no types
    """Lists are indented below their key, and nothing is an alias of something else."""

    def represent(self, data: Any) -> None:
        node = self.represent_data(data)
        node.flow_style = False  # a file begins with a key, however short it is
        self.serialize(node)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(model: Mapping[str, Any]) -> str:
    """The file. Reading it gives the model."""
    return write_plain({"version": model["version"], **MODEL.plain(model)})


def write_plain(plain: Mapping[str, Any]) -> str:
    """Plain data as such a file has it."""
    return str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH))


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    # Breaks of lines that only YAML takes for some are kept by double quotes alone.
    style = '"' if _STRANGE_BREAKS.search(value) else "|" if "\n" in value.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", value.items())
    node.flow_style = "name" not in value and _short(node)  # a thing of its own has lines of its own
    return node


def _sequence(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", value)
    node.flow_style = _short(node)
    return node


def _short(node: yaml.CollectionNode) -> bool:
    nodes = [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
    scalars = [each for each in nodes if isinstance(each, yaml.ScalarNode)]
    return len(scalars) == len(nodes) and sum(len(each.value) + 2 for each in scalars) <= _FLOW_UP_TO


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _sequence)
