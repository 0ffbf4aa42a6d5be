"""`fauxmon model` against real processes: a file goes to one collector, and from there to another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.main import main

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

NODES = ("--set", "node_a=127.0.3.123", "--set", "node_b=127.0.3.124")
Model = Callable[..., Result]


@pytest.fixture(scope="module")
def two(start_in_module: Start) -> tuple[Running, Running]:
    return start_in_module(), start_in_module()


def model(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["model", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_model_of_a_pair_goes_to_an_empty_collector_and_from_there_to_another(
    two: tuple[Running, Running], tmp_path: Path
) -> None:
    first, second = (running.ready["http"] for running in two)
    planned = done(model("plan", "lab:ha-pair", *NODES, "--to", first))
    applied = done(model("apply", "lab:ha-pair", *NODES, "--to", first))
    assert [line for line in applied.splitlines() if line[0] == "+"] == [
        line for line in planned.splitlines() if line[0] == "+"
    ]
    assert done(model("plan", "lab:ha-pair", *NODES, "--to", first)).splitlines()[-1] == "Nothing to do."
    assert done(model("diff", "lab:ha-pair", *NODES, "--to", first)) == ""

    files = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    done(model("export", files[0], "--url", first))
    done(model("apply", files[0], "--to", second))
    done(model("export", files[1], "--url", second))
    assert files[0].read_text() == files[1].read_text() == done(model("export", "--url", second))
    assert "HA pair: both nodes" in files[0].read_text()


def test_a_change_by_hand_is_found_and_mended(two: tuple[Running, Running], tmp_path: Path) -> None:
    running, _ = two
    url = running.ready["http"]
    file = tmp_path / "model.yaml"
    file.write_text("chapters:\n  - {name: Mine, description: As it was}\n")
    done(model("apply", file, "--to", url))
    (chapter,) = [one for one in running.rest("GET", "/rest/fmc/chapters").json() if one["name"] == "Mine"]
    running.rest("PUT", "/rest/fmc/chapters", json={"entity": {"id": chapter["id"], "description": "Otherwise"}})

    found = model("diff", file, "--to", url)
    assert found.exit_code == 1
    assert "-    description: Otherwise\n+    description: As it was\n" in found.stdout
    plan = json.loads(done(model("plan", file, "--json", "--to", url)))
    assert plan["changes"] == [
        {
            "action": "update",
            "kind": "chapter",
            "name": "Mine",
            "fields": [{"field": "description", "old": "Otherwise", "new": "As it was"}],
        }
    ]
    assert done(model("apply", file, "--to", url)).splitlines()[-1] == "1 changed."
    assert done(model("diff", file, "--to", url)) == ""


def test_what_waits_is_exit_code_1_until_it_is_there(
    two: tuple[Running, Running], tmp_path: Path, v5: Callable[..., bytes]
) -> None:
    running, _ = two
    url = running.ready["http"]
    file = tmp_path / "model.yaml"
    file.write_text("chapters:\n  - {name: Node, channels: [127.0.3.200]}\n")
    waiting = model("apply", file, "--to", url)
    assert waiting.exit_code == 1
    assert waiting.stdout.splitlines() == [
        "? chapter Node waits for the Channel 127.0.3.200 of the profile All Sources",
        "Nothing can be done.",
    ]
    running.send(v5(), source="127.0.3.200")
    assert running.settle()["settled"]
    assert done(model("apply", file, "--to", url)).splitlines() == ["+ chapter Node", "1 created."]


def test_what_is_refused_is_told_and_nothing_is_done(two: tuple[Running, Running], tmp_path: Path) -> None:
    _, running = two
    file = tmp_path / "model.yaml"
    file.write_text("profiles:\n  - name: Email\nchapters:\n  - name: New\n")
    result = model("apply", file, "--to", running.ready["http"])
    assert result.exit_code == 1
    assert result.stderr == "Error: nothing is done. Email: is the collector's own there: choose another name\n"
    assert "New" not in [chapter["name"] for chapter in running.rest("GET", "/rest/fmc/chapters").json()]


def test_what_a_file_owns_and_has_not_is_pruned(two: tuple[Running, Running], tmp_path: Path) -> None:
    _, running = two
    url = running.ready["http"]
    done(model("apply", "lab:virtual-service", "--set", "service=203.0.113.10", "--set", "server_1=10.0.0.11",
               "--set", "server_2=10.0.0.12", "--to", url))  # fmt: skip
    file = tmp_path / "gone.yaml"
    file.write_text('owns: ["Web shop*"]\n')
    assert done(model("apply", file, "--to", url)).splitlines()[-1] == "Nothing to do."
    assert "Web shop" in done(model("export", "--url", url))
    done(model("apply", file, "--prune", "--to", url))
    assert "Web shop" not in done(model("export", "--url", url))
    none = model("export", "--only", "Web shop*", "--url", url)
    assert (none.exit_code, none.stdout) == (0, "version: 1\n")
    assert none.stderr == "Nothing that users have made has such a name.\n"
