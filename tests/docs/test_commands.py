"""Every command in the docs is run: the `sh` blocks of a page, in order, as one script.

Pages run in a scratch folder with the project's commands on the PATH and `fixtures/` beside them. A block marked
`sh checkout` holds commands for a checkout; they are compared with the ones that are run elsewhere (`make run` in the
end-to-end tests, `make test` by whoever reads this).
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```sh(?P<mark>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CHECKOUT_COMMANDS = {"make run", "make test", "make check", "make lint types imports", ".ci/run", "fixtures/record.py"}
WITHIN_S = 60


def blocks(page: Path, mark: str) -> list[str]:
    return [found["body"] for found in BLOCK.finditer(page.read_text()) if found["mark"].strip() == mark]


def commands(script: str) -> list[str]:
    return [line.split("#")[0].strip() for line in script.splitlines() if line.strip()]


@pytest.mark.usefixtures("default_ports")
@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "")], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_run_as_written(page: Path, tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    script = "set -euo pipefail\n" + "\n".join(blocks(page, ""))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    output = tmp_path / "output.txt"
    with output.open("wb") as sink:
        # A session of its own: whatever the page leaves in the background is ended with it.
        shell = subprocess.Popen(
            ["bash", "-c", script],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = shell.wait(timeout=WITHIN_S)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
            shell.wait()
    assert code == 0, output.read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_for_a_checkout_are_known(page: Path) -> None:
    written = {command for body in blocks(page, "checkout") for command in commands(body)}
    assert written <= CHECKOUT_COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text()):
        assert (page.parent / target).exists(), target
