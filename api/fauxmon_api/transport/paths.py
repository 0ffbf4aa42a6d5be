"""Tolerant paths: any case and one trailing slash, as clients of the product write them (contract 2.1.2)."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send


class _Node:
    """One segment of the known paths: literal children by their lower-case form, and one for a path parameter."""

    __slots__ = ("literals", "parameter")

    def __init__(self) -> None:
        self.literals: dict[str, tuple[str, _Node]] = {}
        self.parameter: _Node | None = None


class PathTolerance:
    """ASGI middleware that rewrites a path to the spelling of the route it means.

    Only literal segments are rewritten: an id in a path keeps its case. Of a path that no route knows, the part that
    one does know is rewritten, so that it reaches the right *not found*; a foreign path is left alone.
    """

    def __init__(self, app: ASGIApp, known: Iterable[str]) -> None:
        self._app = app
        self._root = _Node()
        for path in known:
            self._add(path)

    def _add(self, path: str) -> None:
        node = self._root
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment.lower(), (segment, _Node()))[1]

    def canonical(self, path: str) -> str:
        """The known spelling of `path`, as far as it is known."""
        node: _Node = self._root
        segments = path.removeprefix("/").removesuffix("/").split("/")
        if segments[0].lower() not in node.literals:
            return path
        for position, segment in enumerate(segments):
            literal = node.literals.get(segment.lower())
            if literal is not None:
                segments[position], node = literal
            elif node.parameter is not None:
                node = node.parameter
            else:
                break
        return "/" + "/".join(segments)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "path": self.canonical(scope["path"])}
        await self._app(scope, receive, send)
