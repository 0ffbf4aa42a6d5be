"""Reading: the text of a file as YAML, with the line of each thing in it (YAML 1.1, as PyYAML has it)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import yaml

from fauxmon.modelling.problems import InvalidModelError, Problem
from fauxmon.modelling.variables import NAME, UnknownVariableError, filled

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands: names of fields and places in lists, from the top."""

LONGEST = 1 << 21
"""Characters of a file."""
DEEPEST = 30
"""Lists and mappings within one another."""
VARIABLES = "variables"
_HINTS = {
    "expected <block end>": ": this line is not indented as those before it",
    "<stream end>": ": the file ends inside a list or mapping",
    "'\\t'": ": indent with spaces",
    "mapping values are not allowed": ": put text with a colon into quotes, or indent it otherwise",
}
"""What the parser's words mean to people."""
_NULL = "tag:yaml.org,2002:null"
_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool")}


class Reading:
    """A file that is being read: the values of its variables, what is wrong with it, and where things stand."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self._values = dict(values or {})

    def note(self, node: yaml.Node, message: str) -> None:
        """Note what is wrong with a node."""
        self.problems.append(Problem(line_of(node), message))

    def at(self, path: Path, node: yaml.Node) -> None:
        """Keep where something stands."""
        self.lines[path] = line_of(node)

    def text(self, node: yaml.Node, field: str = "") -> str | None:
        """A scalar as it is written, its variables filled in; None, which is then noted, for anything else."""
        if not isinstance(node, yaml.ScalarNode):
            what = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
            self.note(node, f"{field}{': ' if field else ''}must be one text, and is {what}")
            return None
        try:
            return filled(node.value, self._values)
        except UnknownVariableError as error:
            self.note(node, str(error))
            return None

    def pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """(key, its node, the value's) of a mapping; what is none, and a key that comes twice, is noted."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "must be a mapping")
            return
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.note(key, "a key must be text")
            elif key.value in seen:
                self.note(key, f"{key.value} is given twice")
            else:
                seen.add(key.value)
                yield key.value, key, value

    def raw(self, node: yaml.Node) -> Any:
        """Data of any shape, kept as it is."""
        if isinstance(node, yaml.MappingNode):
            return {key: self.raw(value) for key, _, value in self.pairs(node)}
        if isinstance(node, yaml.SequenceNode):
            return [self.raw(value) for value in node.value]
        if is_null(node):
            return None
        return self._scalar(node) if node.tag in _SCALARS else self.text(node)

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return yaml.constructor.SafeConstructor().construct_object(node)
        except (ValueError, KeyError):  # a tag that its value belies: !!int x
            self.note(node, f"{node.value} is not what its tag says")
            return None


def field_of(path: Path) -> str:
    """The field that a path leads to, or into a list of."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def line_of(node: yaml.Node) -> int:
    """Where a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def is_null(node: yaml.Node) -> bool:
    """Whether a value is left out: `key:` with nothing behind it."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


def composed(text: str) -> yaml.MappingNode:
    """The mapping that a file is. Errors: InvalidModelError."""
    if len(text) > LONGEST:
        raise InvalidModelError([Problem(1, f"the file is longer than {LONGEST} characters")])
    try:
        _check_events(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = next((hint for words, hint in _HINTS.items() if words in str(error.problem)), "")
        raise InvalidModelError([Problem(mark.line + 1 if mark else 1, f"no YAML: {error.problem}{hint}")]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        problem = Problem(line, f"no YAML: the character U+{code:04X} may not be there")
        raise InvalidModelError([problem]) from error
    except yaml.YAMLError as error:
        raise InvalidModelError([Problem(1, f"no YAML: {error}")]) from error
    if not isinstance(root, yaml.MappingNode):
        empty = "the file is empty; " if root is None else ""
        raise InvalidModelError([Problem(1, f"{empty}a model is a mapping: profiles, chapters, dashboards …")])
    return root


def taken_variables(root: yaml.MappingNode, given: Mapping[str, str]) -> dict[str, str]:
    """The variables of a file, which are then no longer in it, with values that were given or else its own.
    Errors: InvalidModelError."""
    reading = Reading()
    nodes = [value for key, value in root.value if getattr(key, "value", None) == VARIABLES]
    root.value = [pair for pair in root.value if getattr(pair[0], "value", None) != VARIABLES]
    values: dict[str, str] = {}
    named = set()
    for node in nodes:
        if is_null(node):
            continue
        for name, key, value in reading.pairs(node):
            named.add(name)
            if not re.fullmatch(NAME, name):
                reading.note(key, f"{name} is no name of a variable: letters, digits and _")
            elif name in given:
                values[name] = given[name]
            elif is_null(value):
                reading.note(key, f"the variable {name} has no value: give it with --set {name}=…")
            elif (text := reading.text(value, name)) is not None:
                values[name] = text
    unknown = [name for name in given if name not in named]
    if unknown:
        known = f"it has: {', '.join(sorted(named))}" if named else "it has none"
        reading.problems += [Problem(1, f"the file has no variable {name}; {known}") for name in unknown]
    if reading.problems:
        raise InvalidModelError(reading.problems)
    return values


def _check_events(text: str) -> None:
    """A small file can stand for a large one, or one deeper than what reads it can follow."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1
            raise InvalidModelError([Problem(line, "aliases (*name) are not taken: write it out, or use a variable")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise InvalidModelError([Problem(event.start_mark.line + 1, f"more than {DEEPEST} levels")])
