"""Notation: what a scenario file says as dicts, lists and values, in TOML or YAML, and at which line it says it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import yaml

Place: TypeAlias = tuple[str | int, ...]
"""Keys and indices that lead to a value."""


class NotationError(ValueError):
    """It cannot be read. One line that says why, and at which line of the file."""


class Document(NamedTuple):
    """`line` tells the line at which a value stands, or of what it stands in if it is not there; None: unknown."""

    content: dict[str, Any]
    line: Callable[[Place], int | None]


def from_toml(text: str) -> Document:
    """Lines are told of what is no TOML alone. Errors: NotationError."""
    try:
        return Document(tomllib.loads(text), lambda _: None)
    except ValueError as error:
        raise NotationError(f"not TOML: {error}") from None
    except RecursionError:
        raise NotationError("not TOML: too deeply nested") from None


def from_yaml(text: str) -> Document:
    """What TOML cannot say is refused: keys that are no texts or stand there twice, aliases, tags of one's own. Errors:
    NotationError."""
    import yaml

    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        content = _Content(loader).of(root) if root else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1
        raise NotationError(f"line {line}: not YAML: {error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise NotationError(f"line {line}: not YAML: {error.reason}") from None
    except RecursionError:
        raise NotationError("not YAML: too deeply nested") from None
    if not isinstance(content, dict):
        raise NotationError(f"line {root.start_mark.line + 1}: {content!r} is no mapping of keys to values")
    return Document(content, lambda place: _line(root, place))


class _Content:
    """What the nodes of a YAML document say. Each is read once, so that aliases cannot make much of little."""

    def __init__(self, loader: yaml.SafeLoader) -> None:
        self._loader = loader
        self._read: set[int] = set()

    def of(self, node: yaml.Node) -> Any:
        if id(node) in self._read:
            raise _refused(node, "what an alias stands for is to be written out")
        self._read.add(id(node))
        if node.tag == "tag:yaml.org,2002:map" and node.id == "mapping":
            return self._mapping(node)
        if node.tag == "tag:yaml.org,2002:seq" and node.id == "sequence":
            return [self.of(one) for one in node.value]
        if node.id != "scalar":
            raise _refused(node, f"{node.tag!r} is no type of a value here")
        try:
            return self._loader.construct_object(node)
        except ValueError as error:
            raise _refused(node, str(error)) from None

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.of(key_node)
            if not isinstance(key, str):
                raise _refused(key_node, f"the key {key!r} is no text")
            if key in content:
                raise _refused(key_node, f"the key {key!r} stands there twice")
            content[key] = self.of(value_node)
        return content


def _refused(node: yaml.Node, why: str) -> yaml.MarkedYAMLError:
    import yaml

    return yaml.constructor.ConstructorError(problem=why, problem_mark=node.start_mark)


def _line(node: yaml.Node | None, place: Place) -> int | None:
    """`node` is the root; None in an empty document."""
    if node is None:
        return None
    line: int = node.start_mark.line + 1
    for part in place:
        if isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
            continue
        found = [pair for pair in node.value if pair[0].value == part] if node.id == "mapping" else []
        if not found:
            break
        line, node = found[0][0].start_mark.line + 1, found[0][1]
    return line
