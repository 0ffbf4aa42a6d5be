"""What a shell script and a Python program have in common: requests over TLS, by curl or by httpx."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any, Protocol

import httpx
import pytest


class Wire(Protocol):
    """Sends a request to a collector whose certificate is taken as it is, and gives status and body."""

    def request(self, method: str, url: str, headers: list[str], body: str | None) -> tuple[int, str]: ...

    def form(self, url: str, fields: dict[str, str]) -> tuple[int, str]: ...

    def values(self, bodies: list[str]) -> list[Any]:
        """The JSON values in these bodies."""


class Curl:
    """A process a request, as shell scripts do it; `jq` reads the answers."""

    def __init__(self) -> None:
        self._curl, self._jq = (shutil.which(name) for name in ("curl", "jq"))
        if not self._curl or not self._jq:
            pytest.skip("curl and jq are not both installed")

    def request(self, method: str, url: str, headers: list[str], body: str | None) -> tuple[int, str]:
        heads = [word for header in headers for word in ("-H", header)]
        return self._run("-X", method, *heads, *([] if body is None else ["-d", body]), url)

    def form(self, url: str, fields: dict[str, str]) -> tuple[int, str]:
        return self._run(*(word for name, value in fields.items() for word in ("-d", f"{name}={value}")), url)

    def values(self, bodies: list[str]) -> list[Any]:
        command = [self._jq or "", "-c", "."]
        read = subprocess.run(command, input="\n".join(bodies), capture_output=True, text=True, check=True)
        return [json.loads(line) for line in read.stdout.splitlines()]

    def _run(self, *arguments: str) -> tuple[int, str]:
        command = [self._curl or "", "-q", "-k", "-s", "-S", "--noproxy", "*", "-w", "\n%{http_code}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        body, _, status = done.stdout.rpartition("\n")
        return int(status), body


class Python:
    """One connection, as libraries do it."""

    def __init__(self) -> None:
        self._http = httpx.Client(verify=False, trust_env=False, timeout=60)  # noqa: S501 - as such scripts do

    def request(self, method: str, url: str, headers: list[str], body: str | None) -> tuple[int, str]:
        heads = [(name, value) for name, _, value in (header.partition(": ") for header in headers)]
        response = self._http.request(method, url, headers=heads, content=body)
        return response.status_code, response.text

    def form(self, url: str, fields: dict[str, str]) -> tuple[int, str]:
        response = self._http.post(url, data=fields)
        return response.status_code, response.text

    def values(self, bodies: list[str]) -> list[Any]:
        return [json.loads(body) for body in bodies]

    def close(self) -> None:
        self._http.close()


@pytest.fixture(params=["httpx", "curl"])
def wire(request: pytest.FixtureRequest) -> Iterator[Wire]:
    if request.param == "curl":
        yield Curl()
        return
    python = Python()
    yield python
    python.close()
