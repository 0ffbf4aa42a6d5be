"""The house stays easy to see: small files, one home for each third-party import, no word of our own tooling."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / folder for folder in ("collector", "model", "api", "lab")]
LONGEST_FILE = 350

HOMES = {
    "construct": {"collector/fauxmon_collector/wire/grammar.py"},
    "asyncio_dgram": {"collector/fauxmon_collector/input/udp.py"},
    "duckdb": {"collector/fauxmon_collector/store/connection.py"},
    "httpx": {"lab/fauxmon/client/"},
    "lark": {"model/fauxmon_model/filter/"},
    "nicegui": {"api/fauxmon_api/web/"},
    "resvg_py": {"api/fauxmon_api/picture/raster.py"},
    "yaml": {"lab/fauxmon/modelling/", "lab/fauxmon/simulator/notation.py"},
}


def source_files() -> Iterator[Path]:
    for folder in SOURCES:
        yield from folder.rglob("*.py")


@functools.cache
def imported_packages(file: Path) -> set[str]:
    packages = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            packages |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            packages.add(node.module.split(".")[0])
    return packages


def test_there_is_something_to_look_at() -> None:
    assert len(list(source_files())) > 50


@pytest.mark.parametrize("file", [*source_files()], ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_outgrows_its_reader(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("package", HOMES)
def test_each_third_party_package_has_one_home(package: str) -> None:
    importers = {str(file.relative_to(ROOT)) for file in source_files() if package in imported_packages(file)}
    assert importers
    strangers = {name for name in importers if not any(name.startswith(home) for home in HOMES[package])}
    assert not strangers


def test_top_level_folders_are_source_roots_and_not_packages() -> None:
    assert not [folder for folder in SOURCES if (folder / "__init__.py").exists()]
