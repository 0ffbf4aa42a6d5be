from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.sources import source_rows as rows
from fauxmon_api.web.sources.measured import Measured, Rates
from fauxmon_collector.analysis import Sampled

NOON = 1_740_830_400_000
SEQUENCE = {"lost": 0, "reordered": 4, "duplicates": 5, "restarts": 6}
SESSION = {"version": 9, "messages": 1234, "first_ms": NOON, "last_ms": NOON + 5000, "ahead_ms": 0, **SEQUENCE}
SOURCE: dict[str, Any] = {
    "id": 3,
    "address": "192.168.1.123",
    "hostname": "",
    "listening_port": 2055,
    "channel_id": "192-168-1-123_p2055",
    "version": 9,
    "first_seen_ms": NOON,
    "last_seen_ms": NOON + 5000,
    "datagrams": 1235,
    "messages": 1234,
    "records": 9000,
    "options_records": 2,
    "templates": 2,
    "lost": 3,
    "problems": 0,
    "not_sent": 0,
    "sequence": SEQUENCE,
    "sessions": [
        {**SESSION, "port": 40_000, "domain": 1, "started_ms": None},
        {**SESSION, "port": 40_001, "domain": 2, "started_ms": NOON - 60_000, "ahead_ms": -600_000},
    ],
    "templates_in_force": [
        {"port": 40_000, "version": 9, "domain": 1, "id": 256, "kind": "data", "scope_count": 0}
        | {"fields": [{"name": "octetDeltaCount", "length": 8}, {"name": "applicationName", "length": None}]},
        {"port": 40_000, "version": 9, "domain": 1, "id": 257, "kind": "options", "scope_count": 1}
        | {"fields": [{"name": "scope:interface", "length": 4}, {"name": "interfaceName", "length": 16}]},
    ],
    "domains": [
        {
            "port": 40_000,
            "domain": 1,
            "sampling": [
                {"selector": 1, "rate": 100.0, "algorithm": "random", "name": "fast"},
                {"rate": None, "algorithm": "", "name": ""},
            ],
            "interfaces": [{"number": 3, "name": "eth0", "description": "uplink"}],
        }
    ],
    "channels": [
        {"profile": "live", "profile_name": "All Sources", "id": "x", "name": "192.168.1.123"},
        {"profile": "p1", "profile_name": "Web", "id": "a", "name": "HTTP"},
        {"profile": "p1", "profile_name": "Web", "id": "b", "name": "HTTPS"},
    ],
}


def test_facts_with_loss_in_red() -> None:
    measured = Measured(60, {SOURCE["channel_id"]: Rates(2, 30, 8000)}, sampled={3: Sampled(100, 100)})
    facts = rows.facts(SOURCE, measured, NOON + 6000)
    assert (facts["Lost"], facts["Problems"], facts["Restarts"]) == (("3", "bad"), ("0", ""), ("6", ""))
    assert (facts["Protocol"][0], facts["Flow records"][0], facts["Last seen"][0]) == (
        "NetFlow v9",
        "9\u00a0000",
        "12:00:05",
    )
    assert (facts["Traffic, last minute"][0], facts["Sampling of its flows"][0]) == ("8 kb/s", "1 in 100")
    assert rows.facts(SOURCE, Measured(), NOON).keys() == facts.keys()


def test_the_session_heard_last_comes_first() -> None:
    newest, oldest = rows.session_rows(SOURCE, NOON + 6000)
    assert (newest["port"], newest["clock"], newest["text"]["started"]) == (40_001, "10 min slow", "11:59:00")
    assert (oldest["version"], oldest["text"]["messages"], oldest["text"]["started"]) == (
        "NetFlow v9",
        "1\u00a0234",
        "–",
    )
    assert set(newest) >= {column.name for column in rows.SESSION_COLUMNS}


@pytest.mark.parametrize(
    ("ahead_ms", "said"), [(0, "like ours"), (-1999, "like ours"), (3_600_000 * 3, "3 h fast"), (-5000, "5 s slow")]
)
def test_a_clock_in_words(ahead_ms: int, said: str) -> None:
    assert rows.clock(ahead_ms) == said


def test_templates_with_their_fields() -> None:
    options, data = rows.template_rows(SOURCE)
    assert (data["kind"], data["count"], data["fields"]) == ("flows", 2, "octetDeltaCount 8, applicationName variable")
    assert (options["kind"], options["fields"]) == ("options", "scope:interface 4 (scope), interfaceName 16")
    assert set(data) >= {column.name for column in rows.TEMPLATE_COLUMNS}


def test_what_options_told() -> None:
    fast, unknown = rows.sampling_rows(SOURCE)
    assert (fast["of"], fast["rate"], fast["algorithm"], fast["name"]) == ("selector 1", "1 in 100", "random", "fast")
    assert (unknown["of"], unknown["rate"], unknown["algorithm"]) == ("everything", "not told", "–")
    (interface,) = rows.interface_rows(SOURCE)
    assert (interface["number"], interface["name"], interface["description"]) == (3, "eth0", "uplink")
    for row, columns in ((fast, rows.SAMPLING_COLUMNS), (interface, rows.INTERFACE_COLUMNS)):
        assert set(row) >= {column.name for column in columns}


def test_channels_by_profile() -> None:
    live, web = rows.channel_rows(SOURCE)
    assert (live["profile"], live["channels"], web["channels"]) == ("All Sources", "192.168.1.123", "HTTP, HTTPS")
    assert web["href"] == "/?profile=p1"


def test_the_most_frequent_problem_comes_first() -> None:
    counts = [{"codes": {"empty": 1, "bad-length": 7}}, {"codes": {"empty": 2}}]
    assert [(row["code"], row["count"]) for row in rows.code_rows(counts)] == [("bad-length", 7), ("empty", 3)]
    assert rows.code_rows([]) == []
