"""`fauxmon status`: what a running collector has received."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import click

from fauxmon.cli.connection import insecure_option, token_option, url_option
from fauxmon.cli.exporter_tables import print_exporters
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.tables import print_table
from fauxmon.runtime.amounts import size_text
from fauxmon.runtime.settings import Address

COLUMNS = {
    "Exporter": "address",
    "Port": "listening_port",
    "State": "state",
    "Version": "version",
    "Messages": "messages",
    "Records": "records",
    "Lost": "lost",
    "Problems": "problems",
}
TIMEOUT_S = 10.0


@click.command(epilog=EXIT_CODES)
@url_option
@token_option
@insecure_option
@click.option("--source", metavar="ADDRESS", help="Show what the exporter at this address has told of itself.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def status(url: str, insecure: bool, token: str | None, source: str | None, as_json: bool) -> None:
    """Show the Sources, the listening ports, the ledger and the flow store of a running collector.

    \b
    Try it:
      fauxmon status
      fauxmon status --url http://127.0.0.1:8080      the collector of `fauxmon demo`
      fauxmon status --source 192.168.1.123           its sampling, interfaces, statistics …
      fauxmon status --json
    """
    ask = _Asking(url.rstrip("/"), insecure, token)
    if source is not None:
        exporters = [ask(f"sources/{one['id']}") for one in ask("sources") if one["address"] == source]
        if not exporters:
            raise click.ClickException(f"there is no Source {source}")
        click.echo(json.dumps(exporters)) if as_json else print_exporters(exporters)
        return
    report = {name: ask(name) for name in ("health", "sources", "listeners", "ledger", "store")}
    if as_json:
        click.echo(json.dumps(report))
    else:
        _print(report)


class _Asking:
    """GET of `/_fauxmon/…`, with the standard library alone: importing httpx would take longer than all else that
    `status` does. Errors: ClickException."""

    def __init__(self, url: str, insecure: bool, token: str | None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise click.BadParameter(f"{url!r} is not an HTTP URL", param_hint="--url")
        self._url = url
        self._headers = {} if token is None else {"Authorization": f"bearer {token}"}
        self._tls: ssl.SSLContext | None = None
        if parts.scheme == "https":
            self._tls = ssl.create_default_context()
            if insecure or parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127."):
                self._tls.check_hostname = False
                self._tls.verify_mode = ssl.CERT_NONE

    def __call__(self, name: str) -> Any:
        request = urllib.request.Request(f"{self._url}/_fauxmon/{name}", headers=self._headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=self._tls) as answer:  # noqa: S310
                return json.load(answer) if answer.status != 204 else []
        except urllib.error.HTTPError as error:
            hint = ": give a --token" if error.code == 401 else ""
            raise click.ClickException(f"{self._url} answers {error.code} {error.reason}{hint}") from error
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise click.ClickException(f"no collector answers at {self._url}: {reason}") from error
        except ValueError as error:
            raise click.ClickException(f"{self._url} does not answer like a Fauxmon") from error


def _print(report: dict[str, Any]) -> None:
    ports = ", ".join(str(Address(listener["host"], listener["port"])) for listener in report["listeners"])
    click.echo(f"Fauxmon {report['health']['version']}, listening on UDP {ports}")
    print_table("Sources", COLUMNS, report["sources"])
    for source in report["sources"]:
        if source["not_sent"]:
            click.echo(f"{source['address']} says that it did not send {source['not_sent']} flows")
    ledger = report["ledger"]
    click.echo(
        f"{ledger['offered']} datagrams: {ledger['framed']} flow messages, {ledger['unreadable']} unreadable, "
        f"{ledger['refused']} refused, {ledger['kernel_dropped'] + ledger['inbox_dropped']} dropped, "
        f"{ledger['inbox_waiting']} waiting"
    )
    click.echo(
        f"{ledger['records']} flow records: {ledger['stored']} stored, {ledger['pending']} pending, "
        f"{ledger['rejected']} rejected"
    )
    _print_store(report["store"])
    for code, count in ledger["problems"].items():
        click.echo(f"Problem {code}: {count}")
    if not ledger["balanced"]:
        click.echo("The ledger does not balance: this is a defect of Fauxmon, please report it.", err=True)


def _print_store(store: dict[str, int]) -> None:
    since = datetime.fromtimestamp(store["oldest_ms"] / 1000, UTC).strftime(" since %Y-%m-%d %H:%M:%S UTC")
    click.echo(
        f"{store['flows']} flows held in {size_text(store['octets'])}{since if store['flows'] else ''}; "
        f"expired: {store['expired_by_age']} by age, {store['expired_by_size']} by size, "
        f"{store['expired_by_count']} by number"
    )
    if store["undeleted"]:
        click.echo(f"{store['undeleted']} files of flows that are gone cannot be deleted.", err=True)
