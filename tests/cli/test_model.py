"""`fauxmon model` without any collector: files, ready models, what is wrong with them; and how plans are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from fauxmon.cli.model.plan_text import plan_lines, plan_object
from fauxmon.modelling.difference import FieldChange
from fauxmon.modelling.needs import Need
from fauxmon.modelling.pieces import Key
from fauxmon.modelling.plan import Change, Plan

Call = Callable[..., Result]
NODES = ("--set", "node_a=192.0.2.1", "--set", "node_b=192.0.2.2")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def file_(text: str) -> Path:
        path = tmp_path / "model.yaml"
        path.write_text(text)
        return path

    return file_


def test_a_valid_file_is_told_with_how_much_it_has(call: Call) -> None:
    result = call("model", "validate", "lab:ha-pair", *NODES)
    assert (result.exit_code, result.stdout) == (
        0,
        "valid: 2 profiles, 6 chapters, 1 reports, 0 topologies, 1 dashboards\n",
    )


def test_each_problem_is_a_line_for_editors(call: Call, file: Callable[[str], Path]) -> None:
    path = file("profiles:\n  - name: P\n    channels:\n      - {name: a, filter: prt 1}\n  - nmae: Q\n")
    result = call("model", "validate", path)
    assert (result.exit_code, result.stdout) == (2, "")
    first, *others = result.stderr.splitlines()
    assert first.startswith(f"{path}:4: filter: column 1 of 'prt 1': 'prt' cannot stand here")
    assert others == [f"{path}:5: a profile has no nmae; did you mean name?", f"{path}:5: a profile needs a name"]


@pytest.mark.parametrize("command", ["validate", "plan", "apply", "diff"])
def test_a_file_that_is_none_is_exit_code_2_of_every_command(call: Call, command: str) -> None:
    result = call("model", command, "lab:ha-pair")
    assert result.exit_code == 2
    assert "lab:ha-pair:" in result.stderr
    assert "the variable node_a has no value: give it with --set node_a=…" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("validate", "nowhere.yaml"), "nowhere.yaml: No such file or directory"),
        (("show", "lab:nothing"), "there is no ready model 'nothing'; there are: lab:ha-pair, lab:virtual-service"),
        (("validate", "lab:ha-pair", "--set", "node_a"), "'node_a' is not NAME=VALUE"),
    ],
)
def test_wrong_usage_is_told(call: Call, arguments: tuple[str, ...], told: str) -> None:
    result = call("model", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_ready_models_are_listed_and_shown_as_they_are_written(call: Call, file: Callable[[str], Path]) -> None:
    listed = call("model", "list").stdout
    assert [line.split()[0] for line in listed.splitlines()] == ["lab:ha-pair", "lab:virtual-service"]
    shown = call("model", "show", "lab:ha-pair").stdout
    assert shown.startswith("# Two LoadMasters in high availability")
    assert call("model", "validate", file(shown), *NODES).exit_code == 0


def test_nobody_there_is_exit_code_1_and_of_diff_2(call: Call) -> None:
    target = ("--to", "http://127.0.0.1:1", "--token", "x")
    for command, code in (("plan", 1), ("apply", 1), ("diff", 2)):
        result = call("model", command, "lab:ha-pair", *NODES, *target)
        assert result.exit_code == code
        assert "no collector answers" in result.stderr


FIELDS = (FieldChange("channels", "*", ["a"]), FieldChange("x", None, ""))
PLAN = Plan(
    changes=[
        Change("create", Key("profiles", "P"), {}),
        Change("update", Key("chapters", "C\x1b"), {}, {}, FIELDS),
        Change("delete", Key("widgets", "C", "D", 2), {}, {}),
    ],
    waiting=[(Key("chapters", "W"), [Need("profiles", "All Sources", "192.0.2.1"), Need("blacklists", "Bad")])],
    refused=[(Key("profiles", "R"), "because")],
    kept=[(Key("reports", "K"), ""), (Key("profiles", "L"), "the chapter C needs it")],
    left_out={"reports": 1},
)


def test_a_plan_is_told_to_people() -> None:
    assert plan_lines(PLAN) == [
        "+ profile P",
        "~ chapter C\\x1b",
        '    channels: * → ["a"]',
        '    x: none → ""',
        "- widget D: C #2",
        "? chapter W waits for the Channel 192.0.2.1 of the profile All Sources and the black list Bad",
        "! profile R: because",
        "  report K is there, and stays: --prune deletes it",
        "  profile L is there, and stays: the chapter C needs it",
        "  the collector has no calls for reports: 1 of the file left out",
        "1 to create, 1 to change, 1 to delete.",
    ]
    assert plan_lines(Plan()) == ["Nothing to do."]
    assert plan_lines(Plan(refused=PLAN.refused))[-1] == "Nothing can be done."


def test_a_plan_is_told_to_programs() -> None:
    told = json.loads(json.dumps(plan_object(PLAN)))
    assert told["changes"][1] == {
        "action": "update",
        "kind": "chapter",
        "name": "C\x1b",
        "fields": [{"field": "channels", "old": "*", "new": ["a"]}, {"field": "x", "old": None, "new": ""}],
    }
    assert told["waiting"] == [
        {
            "kind": "chapter",
            "name": "W",
            "for": ["the Channel 192.0.2.1 of the profile All Sources", "the black list Bad"],
        }
    ]
    assert told["refused"] == [{"kind": "profile", "name": "R", "reason": "because"}]
    assert told["kept"][1] == {"kind": "profile", "name": "L", "reason": "the chapter C needs it"}
    assert told["leftOut"] == {"reports": 1}
