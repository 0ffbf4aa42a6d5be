from __future__ import annotations

import pytest

from fauxmon_api.web.sources.listing import Listing

ROWS = [
    {"id": 1, "name": "edge", "address": "10.0.0.1", "port": 2055, "version": "IPFIX", "standing": "active"},
    {"id": 2, "name": "10.0.0.2", "address": "10.0.0.2", "port": 2055, "version": "NetFlow v5", "standing": "silent"},
    {"id": 3, "name": "core", "address": "10.0.0.3", "port": 4739, "version": "IPFIX", "standing": "active"},
]
COUNTS = [{"lost": 0, "problems": 0}, {"lost": 3, "problems": 0}, {"lost": 0, "problems": 1}]


@pytest.mark.parametrize(
    ("listing", "ids"),
    [
        (Listing(), [1, 2, 3]),
        (Listing(standing="active"), [1, 3]),
        (Listing(standing="silent"), [2]),
        (Listing(standing="harmed"), [2, 3]),
        (Listing(text=" EDGE "), [1]),
        (Listing(text="10.0.0."), [1, 2, 3]),
        (Listing(text="2055", standing="active"), [1]),
        (Listing(text="ipfix"), [1, 3]),
        (Listing(text="nowhere"), []),
    ],
)
def test_which_are_listed(listing: Listing, ids: list[int]) -> None:
    rows = [{**row, **counts} for row, counts in zip(ROWS, COUNTS, strict=True)]
    assert [row["id"] for row in listing.of(rows)] == ids


def test_the_address_leads_back_and_leaves_out_what_is_usual() -> None:
    assert Listing().address() == "/sources"
    listing = Listing("panels", "harmed", "edge & core")
    assert listing.address() == "/sources?view=panels&show=harmed&find=edge+%26+core"
    assert Listing.from_query({"view": "panels", "show": "harmed", "find": "edge & core"}) == listing
    assert Listing.from_query({"view": "map", "show": "lost"}) == Listing()
