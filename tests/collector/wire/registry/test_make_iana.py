from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
REGISTRY = ROOT / "collector" / "fauxmon_collector" / "wire" / "registry"
ELEMENTS = ROOT.parent / "shared" / "reference" / "iana-elements.csv"


def make(source: Path) -> str:
    script = REGISTRY / "make_iana.py"
    run = subprocess.run([sys.executable, str(script), str(source)], capture_output=True, text=True, check=True)
    return run.stdout


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


@pytest.mark.skipif(not ELEMENTS.exists(), reason="IANA's list is not next to the checkout")
def test_the_registry_is_what_the_script_makes() -> None:
    assert make(ELEMENTS) == (REGISTRY / "iana.csv").read_text()


@pytest.mark.parametrize(("name", "columns"), [("iana.csv", 1), ("enterprise.csv", 2), ("v9.csv", 1)])
def test_no_number_stands_twice(name: str, columns: int) -> None:
    with (REGISTRY / name).open(newline="") as file:
        keys = [tuple(map(int, row[:columns])) for row in list(csv.reader(file))[1:]]
    assert keys == sorted(set(keys))
