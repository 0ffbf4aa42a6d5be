"""`fields`: which properties of the answer a client wants (contract 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Fields:
    """A selection by dot paths (`["id", "channels.id"]`), applied to objects and to every member of lists."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._tree: dict[str, dict[str, Any]] = {}
        for path in paths:
            node = self._tree
            for name in path.split("."):
                node = node.setdefault(name, {})

    def of(self, value: Any) -> Any:
        """`value` cut down to the selection. Names that it does not have are passed over."""
        return _select(value, self._tree)


def _select(value: Any, tree: dict[str, dict[str, Any]]) -> Any:
    if not tree:
        return value
    if isinstance(value, list | tuple):
        return [_select(member, tree) for member in value]
    if isinstance(value, dict):
        return {name: _select(value[name], below) for name, below in tree.items() if name in value}
    return value
