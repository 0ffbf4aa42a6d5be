"""Stories: the datagrams of one exporter in the order it sent them, kept in files for the fuzzer.

A file is one datagram after the other, each behind its length in 2 octets.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "fixtures" / "fuzz-corpus"

Story = list[bytes]


def read(path: Path) -> Story:
    """The datagrams of a file."""
    octets, start = path.read_bytes(), 0
    story: Story = []
    while start < len(octets):
        length = int.from_bytes(octets[start : start + 2], "big")
        story.append(octets[start + 2 : start + 2 + length])
        start += 2 + length
    return story


def write(path: Path, story: Iterable[bytes]) -> None:
    """The reverse of `read`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(len(datagram).to_bytes(2, "big") + datagram for datagram in story))


def corpus() -> dict[str, Story]:
    """All stories that are kept, by name."""
    return {path.stem: read(path) for path in sorted(CORPUS.rglob("*.story"))}
