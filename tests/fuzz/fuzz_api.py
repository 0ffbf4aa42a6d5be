"""Ask a collector of its own what its OpenAPI description allows and what it does not, and check the answers.

usage: python tests/fuzz/fuzz_api.py [--examples N] [--seed N] [--phases PHASES] [--only REGEX]

schemathesis makes up the requests: the examples of the description; each of them with each part left out, changed and
of another type (`coverage`); and N of each operation at random (`fuzzing`). No answer may be a failure of the server,
of a status that the description does not tell, or of another shape. Exit status 1 where there is one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import httpx

from fauxmon.testing.servers import process

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
HOOKS = Path(__file__).with_name("api_hooks.py")
CAPTURES = Path(__file__).parents[2] / "lab" / "fauxmon" / "simulator" / "captures"
LEFT_OUT = "/_fauxmon/(events/stream|reset|settle|emailreports/.*/send)"
"""What does not end, what leaves nothing to ask for, and what says by a 504 that a made-up exporter sends nothing, or
by a 503 that no mails are sent here."""
LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}


def main() -> int:
    """Run it. Exit status 0 if nothing was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=60, help="random requests of each operation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phases", default="examples,coverage,fuzzing")
    parser.add_argument("--only", default="/", help="paths that are asked, as a regular expression")
    asked = parser.parse_args()
    with process() as server:
        for capture in sorted(CAPTURES.glob("node-*.pcap")):
            to = "{}:{}".format(*server.udp)
            command = ["replay", str(capture), "--to", to, "--speed", "max"]
            subprocess.run([sys.executable, "-P", "-m", "fauxmon", *command], check=True, stdout=subprocess.DEVNULL)
        with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
            client.post("/_fauxmon/settle", json={}).raise_for_status()
            token = client.post("/resources/oauth/token", data=LOGIN).raise_for_status().json()["access_token"]
        return _fuzz(server.url, token, asked)


def _fuzz(url: str, token: str, asked: argparse.Namespace) -> int:
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--header", f"Authorization: bearer {token}", "--checks", ",".join(CHECKS)]
    command += ["--max-examples", str(asked.examples), "--phases", asked.phases, "--seed", str(asked.seed)]
    command += ["--include-path-regex", asked.only, "--exclude-path-regex", LEFT_OUT, "--continue-on-failure"]
    command += ["--warnings", "off", "--generation-database", "none", "--request-timeout", "60"]
    return subprocess.run(command, check=False, env={**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS)}).returncode


if __name__ == "__main__":
    sys.exit(main())
