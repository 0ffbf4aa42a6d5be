"""`fauxmon verify`: whether what should have happened has happened."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.addresses import IP_ADDRESS
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.junit import junit
from fauxmon.cli.times import SECONDS
from fauxmon.cli.verdict_text import print_verdict, waiting_line

if TYPE_CHECKING:
    from fauxmon.client import Client

EXIT_CODES = """\b
Exit codes:
  0  pass
  1  fail, not yet, or the collector could not be asked: the message says why
  2  wrong usage: no such option, a value that makes no sense"""
LOOK_S = 1.0
"""So long one request is held while the line on the terminal waits for news."""


class _Line:
    """One line on standard error that is written over; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def show(self, text: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[2K{text}", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", err=True, nl=False)


@click.group(epilog=EXIT_CODES)
def verify() -> None:
    """Judge what a collector has seen.

    \b
    Try it:
      fauxmon verify failover --before 192.168.1.123 --after 192.168.1.124 --within 60s
    """


@verify.command(epilog=EXIT_CODES)
@click.option("--before", required=True, type=IP_ADDRESS, help="Interface address of the node that is active first.")
@click.option("--after", required=True, type=IP_ADDRESS, help="Interface address of the node that takes over.")
@click.option("--shared", type=IP_ADDRESS, help="The pair's shared address, which must not export.")
@click.option("--within", type=SECONDS, default="0s", help="Wait so long for it.  [default: judge what is there]")
@click.option("--start", is_flag=True, help="Only what comes from now on counts.")
@click.option("--exporter-clock", is_flag=True, help="Judge by the exporters' clocks: a simulator's may be fast.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--junit", "junit_file", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit XML, too.")
@asks_a_collector
def failover(
    client: Client,
    before: str,
    after: str,
    shared: str | None,
    within: float,
    start: bool,
    exporter_clock: bool,
    as_json: bool,
    junit_file: Path | None,
) -> None:
    """Judge a failover: O1 to O17 of the procedure, gap, loss, Templates, Chapters, and what is wrong.

    \b
    Try it:
      fauxmon verify failover --before 192.168.1.123 --after 192.168.1.124
      fauxmon verify failover --before 192.168.1.123 --after 192.168.1.124 --within 60s --start
      fauxmon verify failover --before 192.168.1.123 --after 192.168.1.124 --junit verdict.xml
    """
    since_ms = client.control.now_ms() if start else 0
    question = {
        "before": before,
        "after": after,
        "shared": shared,
        "since": since_ms,
        "clock": "exporters" if exporter_clock else "ours",
    }
    verdict = _wait(client.control.verify_failover, question, within, _Line())
    if junit_file is not None:
        try:
            junit_file.write_bytes(junit(verdict))
        except OSError as error:
            raise click.ClickException(f"cannot write {junit_file}: {error.strerror}") from error
    if as_json:
        click.echo(json.dumps(verdict))
    else:
        print_verdict(verdict)
    if verdict["result"] != "pass":
        raise click.exceptions.Exit(1)


def _wait(
    ask: Callable[[dict[str, Any]], dict[str, Any]],
    question: dict[str, Any],
    within_s: float,
    line: _Line,
) -> dict[str, Any]:
    """Ask until it is decided; the last time it is final."""
    end_s = time.monotonic() + within_s
    while (left_s := end_s - time.monotonic()) > LOOK_S:
        verdict = ask({**question, "within": LOOK_S, "final": False})
        if verdict["decided"]:
            line.clear()
            return verdict
        line.show(f"{waiting_line(verdict)}; {left_s - LOOK_S:.0f} s left")
    line.clear()
    return ask({**question, "within": max(0.0, left_s)})
