"""`fauxmon serve`: run a collector."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fauxmon.cli.mail_options import mail_options
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import ADDRESS, AmountType, OriginType, alert_options, one_line_errors, retention_options
from fauxmon.runtime.amounts import parse_age
from fauxmon.runtime.mail.settings import MailSettings
from fauxmon.runtime.settings import PASSWORD_VARIABLE, Address, Settings
from fauxmon_collector.store.retention import Retention

if TYPE_CHECKING:
    from fauxmon.runtime.server import Server
    from fauxmon_collector.alerts.webhook_url import WebhookUrl


@click.command(epilog=EXIT_CODES)
@click.option(
    "--udp",
    type=ADDRESS,
    multiple=True,
    help="Listen for flows here; may be repeated. Port 0 takes any free port. [default: ports 2055, 3000 and 4739 on "
    "all addresses, IPv4 and IPv6]",
)
@click.option("--http", type=ADDRESS, default="127.0.0.1:8443", show_default=True, help="Serve REST and pages here.")
@click.option("--no-tls", is_flag=True, help="Plain HTTP instead of HTTPS with a self-signed certificate.")
@click.option("--no-ui", is_flag=True, help="REST only, no pages: starts faster and takes less memory.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep everything in this directory. Without it, all is gone at the end.",
)
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Written once everything listens, as one JSON object: http, udp, pid.",
)
@click.option(
    "--inbox",
    type=click.IntRange(min=1),
    default=65_536,
    show_default=True,
    help="Datagrams that may wait to be decoded; more are dropped, and counted.",
)
@retention_options
@click.option(
    "--silent-after",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds without a message after which a Source counts as silent.",
)
@click.option(
    "--engine",
    type=click.Choice(["12", "13"]),
    default="12",
    show_default=True,
    help="Draw charts as this engine of Flowmon's does: flows count when they were received (12) or when they began "
    "(13).",
)
@mail_options
@alert_options
@click.option(
    "--token-life",
    type=AmountType("AGE", parse_age),
    default="1d",
    show_default=True,
    help="How long an access token is good for: 90s, 30m, 12h, 7d. Refresh tokens live 30 times as long.",
)
@click.option(
    "--cors",
    type=OriginType(),
    multiple=True,
    help="Let web pages of this origin ask, such as https://portal.example, or * for any; may be repeated.",
)
@click.option(
    "--active-devices",
    type=click.Choice(["list", "object"]),
    default="list",
    show_default=True,
    help="How REST answers active devices: as the vendor's guide has them in its sample, or in its definition.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print JSON: where it listens, as in the ready file, and at the end the ledger.",
)
def serve(
    udp: tuple[Address, ...],
    http: Address,
    no_tls: bool,
    no_ui: bool,
    data: Path | None,
    ready_file: Path | None,
    inbox: int,
    flow_limit: int,
    keep_size: int | None,
    keep_for: int | None,
    silent_after: float,
    engine: str,
    mail: MailSettings,
    alert_every: str,
    alert_webhook: WebhookUrl | None,
    alert_syslog: Address | None,
    alert_scripts: Path | None,
    token_life: int,
    cors: tuple[str, ...],
    active_devices: str,
    as_json: bool,
) -> None:
    """Run a collector until Ctrl-C.

    NetFlow v1 to v9, IPFIX and sFlow are told apart by content, on every port. Log in as admin/admin; the environment
    variable FAUXMON_ADMIN_PASSWORD sets another password, and has to when --http is not on this machine alone.

    Ctrl-C or SIGTERM takes in and stores what has arrived, then ends; a second one ends at once.

    \b
    Try it:
      fauxmon serve
      fauxmon serve --udp 0.0.0.0:2055 --udp '[::]:2055' --data ./flows
      fauxmon serve --data ./flows --keep-for 7d --keep-size 10GB --flow-limit 500000000
      fauxmon serve --smtp mail.example.com:25 --mail-from flows@example.com --mail-to ops@example.com
      fauxmon serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --no-tls --no-ui --ready-file ready.json
    """
    settings = Settings(
        udp=udp,
        http=http,
        tls=not no_tls,
        ui=not no_ui,
        data=data,
        ready_file=ready_file,
        admin_password=os.environ.get(PASSWORD_VARIABLE) or None,
        inbox_datagrams=inbox,
        retention=Retention(flow_limit, keep_size, keep_for),
        silent_after_s=silent_after,
        engine=13 if engine == "13" else 12,
        mail=mail,
        alert_step_ms=int(alert_every) * 1000,
        alert_webhook=alert_webhook,
        alert_syslog=alert_syslog,
        alert_scripts=alert_scripts,
        token_life_s=max(1, token_life // 1000),
        cors=cors,
        active_devices_typed=active_devices == "object",
    )
    with one_line_errors():
        settings.check()
        from fauxmon.runtime import server

        server.log_to_stderr()
        server.run(
            server.serve(
                settings,
                on_ready=lambda running: _announce(running, as_json),
                on_stopped=lambda running: _account(running, as_json),
            )
        )


def _announce(running: Server, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(running.ready()))
        return
    click.echo(f"Fauxmon is ready: {running.url}")
    click.echo(f"Flows: UDP {', '.join(map(str, running.udp))}")


def _account(stopped: Server, as_json: bool) -> None:
    ledger = stopped.collector.context.collecting.ledger()
    if as_json:
        click.echo(json.dumps(ledger))
        return
    click.echo(f"Stopped. {ledger['framed']} of {ledger['offered']} datagrams were flow messages.")
    click.echo(f"{ledger['stored']} of {ledger['records']} flows were stored.")
