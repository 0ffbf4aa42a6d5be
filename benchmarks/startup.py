"""How long until a server is ready, and until a new exporter shows over REST.

    .venv/bin/python benchmarks/startup.py [--starts 7] [--exporters 50]

Prints one JSON object; times are in milliseconds, each as minimum, median and maximum. Ready is from the start of the
process until its ready file stands there; visible is from sending a datagram until `/rest/fmc/sources` shows its
Source.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

FAUXMON = Path(sys.executable).with_name("fauxmon")
V5_MESSAGE = struct.pack(">HHIIIIBBH", 5, 1, 5000, 1_700_000_000, 0, 0, 0, 0, 0) + bytes(48)
LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}


@contextlib.contextmanager
def server(*options: str) -> Iterator[tuple[float, dict[str, Any]]]:
    """A server process: seconds until it was ready, and its ready file."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [FAUXMON, "serve", "--udp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--ready-file", ready, *options]
        began = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
        try:
            while not ready.exists():
                if process.poll() is not None:
                    sys.exit("the server did not start")
                time.sleep(0.001)
            yield time.perf_counter() - began, json.loads(ready.read_text())
        finally:
            process.terminate()
            process.wait()


def visible(ready: dict[str, Any], exporters: int) -> list[float]:
    """Seconds until each of so many new exporters shows."""
    waits = []
    with httpx.Client(base_url=ready["http"], trust_env=False) as http:
        token = http.post("/resources/oauth/token", data=LOGIN).json()["access_token"]
        http.headers["Authorization"] = f"bearer {token}"
        for number in range(1, exporters + 1):
            address = f"127.0.{3 + number // 250}.{1 + number % 250}"
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.bind((address, 0))
                began = time.perf_counter()
                sender.sendto(V5_MESSAGE, tuple(ready["udp"][0]))
                while f'"{address}"' not in http.get("/rest/fmc/sources").text:
                    pass
                waits.append(time.perf_counter() - began)
    return waits


def spread(seconds: list[float]) -> dict[str, float]:
    """Minimum, median and maximum in milliseconds."""
    figures = {"min": min(seconds), "median": statistics.median(seconds), "max": max(seconds)}
    return {name: round(1000 * value, 1) for name, value in figures.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--exporters", type=int, default=50)
    arguments = parser.parse_args()
    kinds = {"rest_only": ("--no-tls", "--no-ui"), "tls_and_pages": ()}
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(arguments.starts):
        for kind, options in kinds.items():
            with server(*options) as (seconds, _ready):
                times[kind].append(seconds)
    with server("--no-tls", "--no-ui") as (_seconds, ready):
        shown = visible(ready, arguments.exporters)
    print(json.dumps({"ready": {kind: spread(values) for kind, values in times.items()}, "visible": spread(shown)}))


if __name__ == "__main__":
    main()
