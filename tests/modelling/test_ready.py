"""Ready models: each is valid, and on a collector it does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fauxmon.modelling.plan import Plan
from fauxmon.modelling.problems import UnknownModelError
from fauxmon.modelling.ready import ready_names, text_of

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

VALUES = {
    "ha-pair": {"node_a": "127.0.2.3", "node_b": "127.0.2.4"},
    "virtual-service": {"service": "203.0.113.10", "server_1": "10.0.0.11", "server_2": "10.0.0.12"},
}


def undone(made: Plan) -> list[object]:
    return [*made.waiting, *made.refused, *made.kept]


def test_there_are_two() -> None:
    assert set(ready_names()) == set(VALUES)


@pytest.mark.parametrize("name", VALUES)
def test_a_ready_model_goes_to_an_empty_collector_once(collector: Collector, name: str) -> None:
    text = text_of(f"lab:{name}")
    made = collector.apply(text, **VALUES[name])
    assert {change.action for change in made.changes} == {"create"}
    assert undone(made) == []
    again = collector.plan(text, prune=True, **VALUES[name])
    assert [*again.changes, *undone(again)] == []


@pytest.mark.parametrize("name", VALUES)
def test_its_name_is_that_of_all_that_it_makes(collector: Collector, name: str) -> None:
    text = text_of(f"lab:{name}")
    made = collector.apply(text, **VALUES[name], name="Mine")
    assert all(str(change.key).startswith("Mine") for change in made.changes)
    assert collector.apply('owns: ["Mine*"]', prune=True).changes


def test_the_pair_is_told_by_who_has_sent(collector: Collector) -> None:
    """Before either unit has been heard, and each in its own Chapter afterwards."""
    collector.apply(text_of("lab:ha-pair"), **VALUES["ha-pair"])
    collector.hear(*VALUES["ha-pair"].values())
    now_s = collector.client.control.now_ms() // 1000
    chapters = {chapter["name"]: chapter["id"] for chapter in collector.client.chapters()}

    def rows(name: str) -> list[str]:
        found = collector.client.chapter_rows(chapters[f"HA pair: {name}"], now_s - 600, now_s + 600)
        return sorted(row["Node"] for row in found if float(row["ibyt"]) >= 0)

    assert rows("node A") == ["node A"]
    assert rows("node B") == ["node B"]
    assert rows("both nodes") == ["node A", "node B"]


def test_a_name_a_path_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("version: 1\n")
    assert text_of(str(path)) == "version: 1\n"
    with path.open() as file:
        monkeypatch.setattr("sys.stdin", file)
        assert text_of("-") == "version: 1\n"
    path.write_bytes(b"\xff\xfe")
    for name, told in ((str(path), "is no text"), ("lab:nothing", "there are: lab:ha-pair"), ("none.yaml", "No such")):
        with pytest.raises(UnknownModelError, match=told):
            text_of(name)


def test_the_services_of_the_pair_part_its_traffic(collector: Collector) -> None:
    """Each flow is in one Channel, and what is no service in `others`."""
    collector.apply(text_of("lab:ha-pair"), **VALUES["ha-pair"])
    sizes = {(6, 443): 1, (17, 443): 2, (6, 8443): 4, (6, 80): 8, (17, 80): 16, (17, 53): 32, (6, 22): 64, (1, 0): 128}
    flows = [{"protocol": proto, "dst_port": port, "octets": size} for (proto, port), size in sizes.items()]
    collector.hear(VALUES["ha-pair"]["node_a"], flows=flows)
    now_s = collector.client.control.now_ms() // 1000
    (services,) = [one for one in collector.client.chapters() if one["name"] == "HA pair: services"]
    rows = collector.client.chapter_rows(services["id"], now_s - 600, now_s + 600)
    assert {row["Service"]: int(float(row["ibyt"])) for row in rows} == {
        "HTTPS": 1 + 2 + 4,
        "HTTP": 8,
        "DNS": 32,
        "others": 16 + 64 + 128,
    }
