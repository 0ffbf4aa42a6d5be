"""One exporter behind an address or several: what proves it, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.failover.exporters import why_several

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


@pytest.mark.parametrize(
    ("other", "proof"),
    [
        ({"first": 13, "last": 23, "port": 40_001, "domain": 2}, "two Observation Domains, 1 and 2"),
        ({"first": 1, "last": 23, "port": 40_001}, "two spaces of sequence numbers for one domain, 1"),
        ({"first": 13, "last": 23, "port": 40_001, "booted_ms": -50_000}, "two uptimes, 50.0 s apart"),
    ],
)
def test_two_exporters(pair: type[Pair], other: dict[str, Any], proof: str) -> None:
    if "booted_ms" in other:
        other = {**other, "booted_ms": pair.T0 + other["booted_ms"]}
    streams = [pair.stream(0, 10, booted_ms=pair.T0), pair.stream(**other)]
    assert (why_several(streams) or "").startswith(proof)


def test_numbers_that_jump_to_and_fro(pair: type[Pair]) -> None:
    stream = pair.stream(0, 10, restarts_ms=(pair.T0, pair.T0 + 1, pair.T0 + 2))
    assert why_several([stream]) == "the sequence numbers from port 40000 jump to and fro 3 times"


@pytest.mark.parametrize(
    "other",
    [
        {"first": 13, "last": 23, "port": 40_001},
        {"first": 13, "last": 23, "port": 40_001, "booted_ms": 12_000},
        {"first": 0, "last": 10, "domain": 2},
        {"first": 0, "last": 10, "port": 40_001, "domain": 2},
    ],
    ids=["started again", "booted again", "two domains of one session", "a port for each domain"],
)
def test_one_exporter(pair: type[Pair], other: dict[str, Any]) -> None:
    if "booted_ms" in other:
        other = {**other, "booted_ms": pair.T0 + other["booted_ms"]}
    assert why_several([pair.stream(0, 10, booted_ms=pair.T0), pair.stream(**other)]) is None
