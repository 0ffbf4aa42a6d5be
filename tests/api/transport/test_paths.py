import asyncio
from typing import Any

import pytest

from fauxmon_api.transport.paths import PathTolerance

KNOWN = ["/rest/fmc/chapterData/{id}", "/rest/fmc/profiles/id", "/rest/fmc/chapters", "/rest/fmc/chapters/{id}"]


async def _app(scope: Any, _receive: Any, send: Any) -> None:
    await send({"path": scope.get("path")})


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/rest/fmc/chapters", "/rest/fmc/chapters"),
        ("/REST/Fmc/CHAPTERS/", "/rest/fmc/chapters"),
        ("/rest/fmc/profiles/ID/", "/rest/fmc/profiles/id"),
        ("/rest/fmc/chapterdata/AbC", "/rest/fmc/chapterData/AbC"),
        ("/rest/fmc/chapters/Chapters/", "/rest/fmc/chapters/Chapters"),
        ("/rest/fmc/chapters//", "/rest/fmc/chapters/"),
        ("/Rest/FMC/Unknown/Path", "/rest/fmc/Unknown/Path"),
        ("/rest/fmc/chapters/1/More", "/rest/fmc/chapters/1/More"),
        ("/Pages/Chapters/", "/Pages/Chapters/"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_spells_the_path_as_the_route_does(asked: str, meant: str) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": asked}
    asyncio.run(PathTolerance(_app, KNOWN)(scope, None, send))  # type: ignore[arg-type]

    assert sent == [{"path": meant}]
    assert scope["path"] == asked, "the scope of the server is not ours to change"


def test_leaves_other_protocols_alone() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/REST/fmc/chapters"}
    asyncio.run(PathTolerance(_app, KNOWN)(scope, None, send))  # type: ignore[arg-type]
    assert sent == [{"path": "/REST/fmc/chapters"}]
