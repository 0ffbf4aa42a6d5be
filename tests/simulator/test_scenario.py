"""Scenario files: the ready ones do what they say, and what is wrong with any other is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fauxmon.simulator.notation import from_yaml
from fauxmon.simulator.pair import Pair
from fauxmon.simulator.pair_settings import UnitSettings
from fauxmon.simulator.scenario import ScenarioError, load_scenario, parse_scenario, ready_names
from fauxmon.simulator.step import Step

A, B, SHARED = "127.0.1.123", "127.0.1.124", "127.0.1.100"
SEEN = {
    "by-hand": [],
    "clock-skew": [A, B],
    "fail-back": [A, B],
    "failover": [A, B],
    "hard-death": [A, B],
    "late-records": [A, B],
    "lossy": [A, B],
    "never-takes-over": [A],
    "not-activated": [A],
    "not-propagated": [A],
    "route-change": [A, "127.0.2.124"],
    "sequence-reset": [A],
    "server-nat": [SHARED],
    "split-brain": [A, B],
    "templates-late": [A, B],
    "templates-never": [A, B],
}
"""The exporters that a collector sees in each ready scenario."""


def test_every_ready_scenario_is_known_here() -> None:
    assert ready_names() == sorted(SEEN)


@pytest.mark.parametrize("name", SEEN)
def test_a_ready_scenario_shows_the_exporters_that_it_should(name: str) -> None:
    scenario = load_scenario(name)
    pair = Pair(scenario.settings, scenario.traffic, ("127.0.0.1", 2055), 0, scenario.steps)
    for _ in pair.ticks(scenario.duration_s or 30):
        pass
    assert pair.truth.addresses() == SEEN[name]
    assert scenario.title != name


TOML = """
title = "Mine"
duration_s = 90
[pair]
shared = "127.9.0.100"
a = { address = "127.9.0.1", domain = 11 }
b = { address = "127.9.0.2", domain = 12 }
ha_timeout_s = 15
ha_wait_s = 30
preferred = "b"
interfaces = [2, 1]
[traffic]
seed = 5
connections = 2.5
ports = [8080]
[[step]]
at = 20
do = "reboot"
unit = "a"
[[step]]
at = 30
do = "endpoint"
value = "127.0.0.1:9995"
"""
YAML = """
title: Mine
duration_s: 90
pair:
  shared: 127.9.0.100
  a: { address: 127.9.0.1, domain: 11 }
  b: { address: 127.9.0.2, domain: 12 }
  ha_timeout_s: 15
  ha_wait_s: 30
  preferred: b
  interfaces: [2, 1]
traffic:
  seed: 5
  connections: 2.5
  ports: [8080]
step:
  - { at: 20, do: reboot, unit: a }
  - at: 30
    do: endpoint
    value: 127.0.0.1:9995
"""


@pytest.mark.parametrize(("file", "text"), [("mine.toml", TOML), ("mine.yaml", YAML), ("mine.YML", YAML)])
def test_a_file_has_all_of_it(tmp_path: Path, file: str, text: str) -> None:
    path = tmp_path / file
    path.write_text(text)
    scenario = load_scenario(str(path))
    assert (scenario.name, scenario.title, scenario.duration_s) == ("mine", "Mine", 90)
    assert scenario.settings.unit("b") == UnitSettings("127.9.0.2", 12)
    assert (scenario.settings.ha_timeout_s, scenario.settings.interfaces) == (15, (1, 2))
    assert (scenario.traffic.seed, scenario.traffic.connections, scenario.traffic.ports) == (5, 2.5, (8080,))
    assert scenario.steps == (
        Step("reboot", "a", at_s=20),
        Step("endpoint", value=("127.0.0.1", 9995), at_s=30),
    )
    assert scenario.with_seed(9).traffic.seed == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 3", "title: 3 is not a text"),
        ("[pair", "not TOML"),
        ("colour = 1", "unknown key 'colour' at the top"),
        ("pair = 1", "pair: 1 is not a table of keys and values"),
        ("[pair]\nha_timeout_s = 5", "ha_timeout_s: 5 is none of 3, 6, 9, 12, 15"),
        ("[pair]\nha_timeout_s = true", "ha_timeout_s: True is none of"),
        ("[pair]\nha_wait_s = 181", "ha_wait_s: 181 is not a whole number from 0 to 180"),
        ("[pair]\npreferred = 'c'", "preferred: 'c' is none of a, b"),
        ("[pair]\nshared = '192.168.1.100'", "shared: '192.168.1.100' is not an address of 127.0.0.0/8"),
        ("[pair]\nshared = '127.0.1.123'", "shared, a and b must have different addresses"),
        ("[pair.a]\naddress = '127.0.0.9'", "a: domain is missing"),
        ("[pair.a]\naddress = '127.0.0.9'\ndomain = -1", "a: domain: -1 is not a whole number"),
        ("[pair]\na = 1", "a: 1 is not a table with address and domain"),
        ("[pair]\nspeed = 1", "unknown key 'speed' of the pair: known are a, b,"),
        ("[traffic]\nconnections = -1", "connections: -1 is not a number from 0 to 100000"),
        ("[traffic]\nports = []", "ports: [] is not a list"),
        ("[traffic]\nconnections = nan", "connections: nan is not a number"),
        ("duration_s = 0", "duration_s: 0 is not a whole number from 1"),
        ("step = 1", "step: 1 is not a list of steps"),
        ("step = [1]", "step 1: 1 is not a table of keys and values"),
        ("[[step]]\ndo = 'explode'", "step 1: do: 'explode' is none of endpoint, interfaces"),
        ("[[step]]\ndo = 'reboot'", "step 1: reboot: say which unit, a or b"),
        ("duration_s = 9\n[[step]]\ndo = 'nat'\nvalue = true\nat = 10", "step 1: at 10 is after the end"),
    ],
)
def test_what_is_wrong_is_one_line(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parse_scenario(text, "mine")
    assert str(refused.value).startswith(f"mine: {said}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- pair", "line 1: ['pair'] is no mapping"),
        ("title: 3", "line 1: title: 3 is not a text"),
        ("title: x\ncolour: 1", "line 2: unknown key 'colour' at the top"),
        ("\npair: 1", "line 2: pair: 1 is not a table of keys and values"),
        ("pair:\n  ha_wait_s: 3\n  ha_timeout_s: 5", "line 3: ha_timeout_s: 5 is none of 3, 6, 9, 12, 15"),
        ("pair:\n  speed: 1", "line 2: unknown key 'speed' of the pair"),
        ("pair:\n  a:\n    address: 127.0.0.9", "line 2: a: domain is missing"),
        ("pair:\n  a:\n    address: 10.0.0.9\n    domain: 1", "line 3: a: address: '10.0.0.9' is not an address of"),
        ("pair:\n  shared: 127.0.1.123", "line 1: shared, a and b must have different addresses"),
        ("traffic:\n  connections: .nan", "line 2: connections: nan is not a number"),
        ("step: 1", "line 1: step: 1 is not a list of steps"),
        ("step:\n- do: nat\n  value: on\n- do: explode", "line 4: step 2: do: 'explode' is none of"),
        ("duration_s: 9\nstep:\n- do: nat\n  value: on\n  at: 10", "line 5: step 1: at 10 is after the end"),
    ],
)
def test_in_yaml_the_line_is_told_too(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parse_scenario(text, "mine", from_yaml)
    assert str(refused.value).startswith(f"mine: {said}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "# nothing", "pair:\n  endpoint: yes"])
def test_what_yaml_leaves_out_is_the_default(text: str) -> None:
    assert parse_scenario(text, "mine", from_yaml) == parse_scenario("", "mine")


def test_what_is_no_scenario_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"'nonsense' is neither a file nor one of by-hand, clock-skew"):
        load_scenario("nonsense")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ScenarioError, match="is neither a file"):
        load_scenario(str(tmp_path / "binary.toml"))
