from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
REGISTRY = ROOT / "collector" / "fauxmon_collector" / "wire" / "registry"
LISTS = ROOT.parent / "shared" / "reference"


def make(source: Path, *pen: str) -> str:
    command = [sys.executable, str(REGISTRY / "make_registry.py"), str(source), *pen]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_reserved_numbers_are_left_out_and_the_rest_is_in_order(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(
        "id,name,type,semantics,units,range,status\n"
        "2,packetDeltaCount,unsigned64,deltaCounter,packets,,current\n"
        "1,octetDeltaCount,unsigned64,deltaCounter,octets,,current\n"
        "105,,,,,,\n"
    )
    assert make(source) == (
        "id,name,type,semantics,units\n"
        "1,octetDeltaCount,unsigned64,deltaCounter,octets\n"
        "2,packetDeltaCount,unsigned64,deltaCounter,packets\n"
    )


def test_one_enterprise_of_a_list_of_many(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(
        "pen,scope,id,name,type,semantics,units,status\n"
        "39499,flowmon,69,npnRoundTripTime,unsigned32,,,\n"
        "8057,cesnet,69,another,unsigned32,,,\n"
    )
    assert make(source, "39499") == "id,name,type,semantics,units\n69,npnRoundTripTime,unsigned32,,\n"


@pytest.mark.skipif(not LISTS.exists(), reason="the lists of elements are not next to the checkout")
@pytest.mark.parametrize(
    ("registry", "source", "pen"),
    [("iana.csv", "iana-elements.csv", ()), ("flowmon.csv", "enterprise-elements.csv", ("39499",))],
)
def test_the_registries_are_what_the_script_makes(registry: str, source: str, pen: tuple[str, ...]) -> None:
    assert make(LISTS / source, *pen) == (REGISTRY / registry).read_text()


@pytest.mark.parametrize(
    ("name", "columns"), [("iana.csv", 1), ("flowmon.csv", 1), ("enterprise.csv", 2), ("v9.csv", 1)]
)
def test_no_number_stands_twice(name: str, columns: int) -> None:
    with (REGISTRY / name).open(newline="") as file:
        keys = [tuple(map(int, row[:columns])) for row in list(csv.reader(file))[1:]]
    assert keys == sorted(set(keys))
