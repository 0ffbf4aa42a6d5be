"""The examples for CI and containers: their form, and that every command of Fauxmon in them is one that it has.

Schemas of the services and a container engine are not at hand; what is held here is what can be read from the files.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from fauxmon.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
GITHUB, GITLAB, COMPOSE, CONTAINER = (
    EXAMPLES / name for name in ("github-actions.yml", "gitlab-ci.yml", "compose.yaml", "Containerfile")
)
INSTRUCTIONS = {"FROM", "COPY", "RUN", "USER", "WORKDIR", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


class UniqueKeys(yaml.SafeLoader):
    """YAML whose mappings name each key once, and where `on` is a word."""


def _mapping(loader: UniqueKeys, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [key.value for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"a key twice in {keys}"
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(path: Path) -> dict[str, Any]:
    found = yaml.load(path.read_text(), UniqueKeys)  # noqa: S506 - a SafeLoader
    assert isinstance(found, dict)
    return found


def scripts(path: Path) -> list[str]:
    """The shell commands of a workflow, line by line."""
    jobs = read(path)["jobs"] if path == GITHUB else {k: v for k, v in read(path).items() if "script" in v}
    if path == GITHUB:
        texts = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    else:
        texts = [line for job in jobs.values() for line in job["script"]]
    return [line for text in texts for line in text.splitlines()]


def instructions() -> Iterator[tuple[str, str]]:
    for line in CONTAINER.read_text().splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def understood(arguments: list[str]) -> None:
    """Click reads them, which checks every option and value, and runs nothing. Errors: ClickException."""
    command: click.Command = main
    context = click.Context(command)
    while isinstance(command, click.Group):
        name, *arguments = arguments
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name}"
        command, context = found, click.Context(found, context, info_name=name)
    command.make_context(command.name, arguments)


def commands_in(lines: list[str]) -> list[list[str]]:
    found = []
    for line in lines:
        for part in re.split(r"[|&>]|\bthen\b", line):
            words = shlex.split(part)
            if words and words[0] == "fauxmon":
                found.append(words[1:])
    return found


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=lambda path: path.name)
def test_the_commands_of_a_workflow_are_those_of_fauxmon(path: Path) -> None:
    found = commands_in(scripts(path))
    assert {words[0] for words in found} == {"serve", "lab", "status", "verify"}
    for words in found:
        understood(words)


@pytest.mark.usefixtures("default_ports")
@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=lambda path: path.name)
def test_the_job_by_command_passes_as_it_is_written(path: Path, tmp_path: Path) -> None:
    lines = [line for line in scripts(path) if not line.startswith(("pip ", "pytest "))]
    script = "\n".join(["set -eu", "trap 'kill %1; wait' EXIT", *lines])
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = ["bash", "-m", "-c", script]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Verdict: pass" in done.stdout
    assert (tmp_path / "verdict.xml").exists()


def test_each_step_at_github_does_one_thing() -> None:
    workflow = read(GITHUB)
    assert {"on", "jobs"} <= set(workflow)
    for job in workflow["jobs"].values():
        assert {"runs-on", "steps"} <= set(job)
        for step in job["steps"]:
            assert ("run" in step) is not ("uses" in step)
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_each_job_at_gitlab_is_in_a_stage() -> None:
    pipeline = read(GITLAB)
    jobs = {name: job for name, job in pipeline.items() if name not in ("default", "stages")}
    assert jobs
    for job in jobs.values():
        assert job["stage"] in pipeline["stages"]
        assert all(isinstance(line, str) for line in job["script"])


def test_the_image_serves_where_it_says() -> None:
    found = dict(instructions())
    assert next(instructions())[0] == "FROM"
    assert {word for word, _ in instructions()} <= INSTRUCTIONS
    entry, arguments = json.loads(found["ENTRYPOINT"]), json.loads(found["CMD"])
    understood([*entry[1:], *arguments])
    ports = set(found["EXPOSE"].split())
    assert ports == {"8443/tcp", "2055/udp", "3000/udp", "4739/udp"}
    assert "0.0.0.0:8443" in arguments
    health = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
    assert health[0] == "fauxmon"
    understood(health[1:])


def test_the_image_copies_all_that_the_package_is_built_of() -> None:
    copied = {name for word, rest in instructions() if word == "COPY" for name in rest.split()[:-1]}
    for name in copied:
        assert (ROOT / name).exists(), name
    project = (ROOT / "pyproject.toml").read_text()
    needed = {line.split("/")[0].strip(' "') for line in project.splitlines() if re.match(r' +"\w+/fauxmon\w*",', line)}
    assert needed == {"api", "collector", "lab", "model"}
    assert needed | {"pyproject.toml", "README.md", "LICENSE", "constraints.txt"} == copied


def test_the_composition_runs_the_image_and_waits_until_it_is_healthy() -> None:
    services = read(COMPOSE)["services"]
    collector, tests = services["collector"], services["tests"]
    assert (COMPOSE.parent / collector["build"]["context"]).resolve() == ROOT
    assert (ROOT / collector["build"]["dockerfile"]) == CONTAINER
    understood(collector["healthcheck"]["test"][2:])
    assert "FAUXMON_ADMIN_PASSWORD" in collector["environment"]
    inside = {port.rpartition(":")[2] for port in collector["ports"]}
    assert inside == {"8443", "2055/udp", "3000/udp", "4739/udp"}
    assert tests["network_mode"] == "service:collector"
    assert tests["depends_on"] == {"collector": {"condition": "service_healthy"}}
    assert "--fauxmon-url https://127.0.0.1:8443" in tests["command"][2]
