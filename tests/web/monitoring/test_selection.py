from __future__ import annotations

import pytest

from fauxmon_api.web.monitoring.selection import Selection


def test_the_monitoring_center_opens_on_all_sources() -> None:
    assert Selection.from_query({}) == Selection("live", "5 min", "traffic", 0)
    assert Selection().address() == "/"


def test_a_selection_finds_back_from_its_address() -> None:
    chosen = Selection("Group/Sales A-b12a51", "1 h", "flows", 17)
    path, _, query = chosen.address().partition("?")
    assert path == "/"
    pairs = dict(pair.split("=") for pair in query.split("&"))
    assert pairs == {"profile": "Group%2FSales+A-b12a51", "range": "1+h", "measure": "flows", "protocol": "17"}
    assert Selection.from_query({**pairs, "profile": chosen.profile_id, "range": "1 h"}) == chosen


@pytest.mark.parametrize("query", [{"range": "9 h"}, {"measure": "bytes"}, {"protocol": "x"}, {"profile": ""}])
def test_what_is_unknown_is_the_default(query: dict[str, str]) -> None:
    assert Selection.from_query(query) == Selection()
