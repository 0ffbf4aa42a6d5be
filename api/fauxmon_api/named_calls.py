"""Which requests tests name, found by reading the tests, not by running them.

`client.get(f"{PROFILES}/id?id={id_}")` in a test names GET of `/rest/fmc/profiles/id`; so does a helper that the test
uses. Constants, parameters of `parametrize` and what a loop goes through are followed within a file. What cannot be
told by reading stands for one segment of a path, never for a word of it.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

UNKNOWN = "\0"
"""Stands for what is known only when a test runs."""
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
Request = tuple[str, str]
_Scope: TypeAlias = Mapping[str, Sequence[ast.expr]]
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class NamingTest:
    """A test by its file and name, and the requests that it names: a method, and a path that may have unknown parts."""

    file: str
    name: str
    requests: frozenset[Request]

    def routes(self, known: Sequence[str]) -> set[Request]:
        """Method and route of what it asks. `known` are the paths of all routes; where several fit, the one with the
        fewest parameters is meant."""
        meant = {(method, _meant(path, known)) for method, path in self.requests}
        return {(method, route) for method, route in meant if route is not None}


def read_tests(root: Path, *folders: str) -> list[NamingTest]:
    """All tests of the files below these folders of `root`, in their order."""
    files = [file for folder in folders for file in sorted((root / folder).rglob("test_*.py"))]
    return [test for file in files for test in _tests(file.relative_to(root).as_posix(), ast.parse(file.read_text()))]


def _tests(file: str, module: ast.Module) -> Iterator[NamingTest]:
    constants = _assigned(module.body)
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, _Function)}
    used = {name: _used(node) & functions.keys() for name, node in functions.items()}
    asked = {name: frozenset(_requests(node, constants)) for name, node in functions.items()}
    for name in functions:
        if name.startswith("test"):
            reached = _reached(name, used)
            yield NamingTest(file, name, frozenset().union(*(asked[one] for one in reached)))


def _reached(name: str, used: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = {name}, [name]
    while waiting:
        more = used[waiting.pop()] - reached
        reached |= more
        waiting += more
    return reached


def _used(function: _Function) -> set[str]:
    """Names of what a function may call, its fixtures among them."""
    found = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    return found | {argument.arg for argument in function.args.args}


def _requests(function: _Function, constants: _Scope) -> Iterator[Request]:
    local = {**constants, **_assigned(list(ast.walk(function)))}
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for row in _rows(function, constants):
        scope = {**local, **row}
        for call in calls:
            yield from _request(call, scope)


def _request(call: ast.Call, scope: _Scope) -> Iterator[Request]:
    method = call.func.attr.upper() if isinstance(call.func, ast.Attribute) else ""
    if method in METHODS and call.args:
        pairs: Iterable[Request] = itertools.product([method], _texts(call.args[0], scope))
    else:
        texts = [_texts(argument, scope) for argument in call.args]
        pairs = itertools.chain.from_iterable(itertools.product(*pair) for pair in itertools.pairwise(texts))
    for asked, path in pairs:
        path = path.lstrip(UNKNOWN).partition("?")[0]
        if asked in METHODS and path.startswith("/"):
            yield asked, path


def _rows(function: _Function, constants: _Scope) -> Iterator[_Scope]:
    """What the parameters of a test stand for, one run after the other."""
    tables = []
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "parametrize":
            names = [name for text in _texts(mark.args[0], constants) for name in text.split(",")]
            if isinstance(mark.args[0], ast.Tuple | ast.List):
                names = [text for element in mark.args[0].elts for text in _texts(element, constants)]
            tables.append([_row(names, values) for values in _members(mark.args[1], constants)])
    for rows in itertools.product(*tables):
        yield {name: values for row in rows for name, values in row.items()}


def _row(names: Sequence[str], values: ast.expr) -> _Scope:
    if len(names) == 1:
        return {names[0].strip(): [values]}
    if isinstance(values, ast.Call):  # pytest.param
        return {name.strip(): [value] for name, value in zip(names, values.args, strict=False)}
    if isinstance(values, ast.Tuple | ast.List):
        return {name.strip(): [value] for name, value in zip(names, values.elts, strict=False)}
    return {}


def _members(node: ast.expr, scope: _Scope) -> Iterator[ast.expr]:
    """The members of a list that is written down, there or as a constant."""
    if isinstance(node, ast.Name):
        for value in scope.get(node.id, ()):
            yield from _members(value, {})
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for member in node.elts:
            if isinstance(member, ast.Starred):
                yield from _members(member.value, scope)
            else:
                yield member


def _assigned(nodes: Sequence[ast.AST]) -> dict[str, list[ast.expr]]:
    """What names stand for, one after the other."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for name, value in _pairs(node.targets[0], node.value):
                found.setdefault(name, []).append(value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            found.setdefault(node.target.id, []).extend(_members(node.iter, {}))
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Names and what they stand for after an assignment, `a = 1` or `a, b = 1, 2`."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, its in zip(target.elts, value.elts, strict=True):
            yield from _pairs(one, its)


def _texts(node: ast.expr, scope: _Scope) -> set[str]:
    """Every text that an expression can stand for."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else {UNKNOWN}
    if isinstance(node, ast.Name):
        below = {name: values for name, values in scope.items() if name != node.id}
        return set().union(*(_texts(value, below) for value in scope.get(node.id, ()))) or {UNKNOWN}
    if isinstance(node, ast.JoinedStr):
        parts = [_texts(part, scope) for part in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_texts(node.left, scope), _texts(node.right, scope)]
    elif isinstance(node, ast.FormattedValue):
        return _texts(node.value, scope)
    else:
        return {UNKNOWN}
    return {"".join(text) for text in itertools.product(*parts)}


def _meant(given: str, known: Sequence[str]) -> str | None:
    fitting = [path for path in known if _fits(given, path)]
    return min(fitting, key=lambda path: path.count("{"), default=None)


def _fits(given: str, path: str) -> bool:
    asked, segments = given.rstrip("/").split("/"), path.split("/")
    return len(asked) == len(segments) and all(
        segment.startswith("{") or segment.lower() == one.lower() for one, segment in zip(asked, segments, strict=True)
    )
