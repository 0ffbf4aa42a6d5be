"""Build sdist → wheel, install the wheel into a clean environment, run it from a folder full of decoys.

The decoys are packages named like our top-level folders (`api`, `model`, …): a user's project may well have its own,
and ours must neither see them nor shadow them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 20


def run(*command: str | Path, cwd: Path) -> str:
    """Run to the end, echo on failure, give standard output."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def wheel_from_sdist(folder: Path) -> Path:
    """The wheel that `build` makes from the sdist that it made (its default), never from the checkout."""
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def decoys(folder: Path) -> None:
    """Packages that must never be imported."""
    for name in ("api", "model", "collector", "lab"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("raise RuntimeError('a decoy was imported')\n")


def serve_once(python: Path, folder: Path) -> str:
    """Start the server, wait for its ready file, ask for its health, stop it gracefully; give the health."""
    ready = folder / "ready.json"
    command = [python, "-m", "fauxmon", "serve", "--no-tls", "--no-ui", "--ready-file", ready]
    command += ["--http", "127.0.0.1:0", "--udp", "127.0.0.1:0"]
    server = subprocess.Popen([str(part) for part in command], cwd=folder)
    try:
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("the installed server did not get ready")
            time.sleep(0.02)
        url = json.loads(ready.read_text())["http"]
        with urllib.request.urlopen(f"{url}/_fauxmon/health") as answer:
            health: str = answer.read().decode()
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=READY_WITHIN_S)
    if code:
        sys.exit(f"the installed server stopped with {code}")
    return health


def main() -> None:
    """The whole check; prints what it saw."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "dist").mkdir()
        (folder / "empty").mkdir()
        wheel = wheel_from_sdist(folder / "dist")
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        constraints = ROOT / "constraints.txt"
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", constraints, wheel]
        run(python, *install, cwd=folder)
        decoys(folder / "empty")
        os.environ.pop("PYTHONPATH", None)
        version = run(folder / "venv" / "bin" / "fauxmon", "--version", cwd=folder / "empty").strip()
        health = serve_once(python, folder / "empty")
        print(f"{wheel.name}: {version}; served from a folder of decoys: {health}")


main()
