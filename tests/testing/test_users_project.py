"""The package in a project of somebody else's: installed from its wheel, beside packages named like our folders. It
runs the tests that the docs show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEST = re.compile(r"^```python\n(def test_.*?)^```$", re.MULTILINE | re.DOTALL)
WITHIN_S = 100
USERS_OWN = ("api", "model", "tests")


def written_in(page: Path) -> list[str]:
    return TEST.findall(page.read_text())


def call(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Without what would show the sources of this checkout to it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=WITHIN_S, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = call(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    if "No matching distribution found for hatchling" in built.stdout + built.stderr:
        pytest.skip("the build backend is not at hand and no package index can be reached")
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel; what the wheel needs is borrowed from the one that runs this."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = folder / "bin" / "python"
    install = ("--python", interpreter, "install", "--quiet", "--no-deps", "--no-index", wheel)
    installed = call(sys.executable, "-m", "pip", *install, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return interpreter


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Its packages are named like folders of ours, and its tests import them."""
    for name in USERS_OWN:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"OWNER = 'the user of {name}'\n")
    (tmp_path / "tests" / "test_own.py").write_text(
        "import api, model, tests\n\n\n"
        "def test_these_are_the_projects_own():\n"
        "    assert [one.OWNER for one in (api, model, tests)] == "
        "['the user of api', 'the user of model', 'the user of tests']\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    "page", [page for page in PAGES if written_in(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_the_tests_of_a_page_pass_in_a_project_that_has_installed_the_wheel(
    page: Path, project: Path, python: Path
) -> None:
    written = written_in(page)
    (project / "tests" / "test_collector.py").write_text("\n\n".join(written))
    done = call(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = sum(body.count("def test_") for body in written) + 1
    assert f"{passed} passed" in done.stdout


def test_the_plugin_comes_from_the_wheel(project: Path, python: Path) -> None:
    done = call(python, "-c", "import fauxmon.testing.plugin as plugin; print(plugin.__file__)", cwd=project)
    assert done.stdout.startswith(str(python.parents[1]))
    assert "fauxmon-url" in call(python, "-m", "pytest", "--help", cwd=project).stdout


def test_the_installed_package_tells_its_types(project: Path, python: Path) -> None:
    where = call(python, "-c", "import fauxmon; print(fauxmon.__path__[0])", cwd=project).stdout.strip()
    assert (Path(where) / "py.typed").is_file()
