from __future__ import annotations

from fauxmon_api.mail.content import Content, Section, Table
from fauxmon_api.mail.text import text

TABLE = Table(["Node", "Bytes"], [["192.168.1.123", "3 MiB"], ["b", "12 B"]], [["Total", "3 MiB"]], more=7)


def test_a_report_as_text() -> None:
    content = Content(
        "Lab", "en", ["Brno", "today"], [Section("Nodes", "Who", [TABLE]), Section("Empty", notice="None.")]
    )
    assert text(content).splitlines() == [
        "Lab",
        "===",
        "Brno",
        "today",
        "",
        "",
        "1. Nodes",
        "--------",
        "Who",
        "",
        "Node           Bytes",
        "-------------  -----",
        "192.168.1.123  3 MiB",
        "b               12 B",
        "… and 7 more",
        "-------------  -----",
        "Total          3 MiB",
        "",
        "",
        "2. Empty",
        "--------",
        "None.",
    ]
