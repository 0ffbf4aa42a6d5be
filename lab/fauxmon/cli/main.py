"""The command `fauxmon`. Commands are imported when they are called, so that `--help` is quick."""

from __future__ import annotations

import gc
import importlib

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("fauxmon.cli.serve", "Run a collector."),
    "demo": ("fauxmon.cli.demo", "Run a collector and two exporters that fail over to each other."),
    "status": ("fauxmon.cli.status", "Show what a running collector has received."),
    "lab": ("fauxmon.cli.lab", "Run exporters to test with: a pair of LoadMasters."),
    "replay": ("fauxmon.cli.replay", "Send the flow datagrams of a capture to a collector."),
    "ingest": ("fauxmon.cli.ingest", "Read captures into a data directory, without a server."),
    "top": ("fauxmon.cli.top", "Ask a collector for a Top N: addresses, ports, protocols …"),
    "flows": ("fauxmon.cli.flows", "Ask a collector for flows, one by one or put together."),
    "chart": ("fauxmon.cli.chart", "Draw the traffic of a collector's Channels over time."),
    "profiles": ("fauxmon.cli.profiles", "List, show, create and delete Profiles."),
    "channels": ("fauxmon.cli.channels", "List, show, create and delete Channels of a Profile."),
    "chapters": ("fauxmon.cli.chapters", "List, show, create and delete Chapters."),
    "reports": ("fauxmon.cli.reports", "List Reports, send them by e-mail."),
    "alerts": ("fauxmon.cli.alerts", "List and show alerts, with how they stand."),
    "model": ("fauxmon.cli.model", "Keep Profiles, Chapters and Dashboards as one file."),
    "verify": ("fauxmon.cli.verify", "Judge what a collector has seen: a failover."),
    "expect": ("fauxmon.cli.expect", "Wait until a collector has seen something."),
    "decode": ("fauxmon.cli.decode", "Print every record of a capture."),
}
"""Name → (module, which holds the command under the same name; one line of help)."""

EXIT_CODES = """\b
Exit codes:
  0  done
  1  failed: the message says why
  2  wrong usage: no such option, a value that makes no sense"""


gc.set_threshold(400_000)
"""A start leaves two hundred thousand objects, none of them garbage: to look through them again and again takes a
tenth of it. A server that is ready looks more often (`fauxmon.runtime.server`)."""


class LazyGroup(click.Group):
    """Knows its commands by name and help line only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from fauxmon.version import VERSION

        click.echo(f"fauxmon {VERSION}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
def main() -> None:
    """A stand-in for the Flowmon Collector, for labs and CI.

    Exporters send NetFlow, IPFIX or sFlow to it; each becomes a Source with a Channel of its own in the profile
    "All Sources", to be read over Flowmon's REST API and in a browser.

    \b
    Try it:
      fauxmon demo                          two exporters and a failover, in the browser
      fauxmon serve                         listen on UDP 2055, 3000 and 4739
      fauxmon replay lab.pcap --to 127.0.0.1:2055
      fauxmon status
      fauxmon top dstip --last 15m          who received most; of a Flowmon Collector too
    """
