"""What the parts of a Topology must be to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fauxmon.modelling.belonging import Found, belonging, unique
from fauxmon.modelling.reading import Path

_ENDS = ("srcNode", "dstNode")
_LINKS = ("channelSrcToDst", "channelDstToSrc")


def broken_topologies(model: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every rule that one breaks, and where."""
    profiles = {profile["name"]: profile for profile in model["profiles"]}
    for index, topology in enumerate(model["topologies"]):
        at: Path = ("topologies", index)
        for part in ("nodes", "paths"):
            yield from unique((*at, part), topology[part], f"two {part} of {topology['name']} are named")
        names = [node["name"] for node in topology["nodes"]]
        for number, path in enumerate(topology["paths"]):
            yield from _path((*at, "paths", number), path, names, topology["name"])
            for way in _LINKS:
                link = path[way]
                if link is not None and link["profile"] in profiles:
                    where: Path = (*at, "paths", number, way, "channel")
                    yield from belonging(where, [link["channel"]], profiles[link["profile"]])


def _path(at: Path, path: Mapping[str, Any], names: list[str], topology: str) -> Found:
    for end in _ENDS:
        if path[end] not in names:
            yield (*at, end), f"{path[end]} is no node of {topology}, which has: {', '.join(names) or 'none'}"
    if path["srcNode"] == path["dstNode"]:
        yield (*at, "dstNode"), "a path must not end where it begins"
