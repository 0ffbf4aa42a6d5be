"""`fauxmon chart`: traffic over time, a sparkline a Channel, or a picture."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, print_rows, takes_layout
from fauxmon.cli.scope import Asked, Question, takes_scope
from fauxmon.cli.sparkline import sparkline
from fauxmon.cli.times import Span, moment_text
from fauxmon_api.picture.draw import Area, draw
from fauxmon_api.picture.raster import RasterError, check, raster
from fauxmon_api.quantities import quantity

if TYPE_CHECKING:
    from fauxmon.client import Client, Series

SLOT_S = 300
"""The product's step."""
UNITS = {"traffic": "b/s", "packets": "p/s", "flows": "f/s"}
COLUMNS = {"Channel": "name", "": "line", "Last": "last", "Mean": "mean", "Peak": "peak"}
POINT_COLUMNS = {"time": "time", "channel": "channel", "name": "name", "value": "value"}


def _picture(_ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() != ".svg":
        raise click.BadParameter(f"{value} is not *.svg; --png writes a PNG", param=param)
    return value


def _png(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None:
        try:
            check()
        except RasterError as error:
            raise click.ClickException(f"{error}, or use --output for an SVG") from error
    return value


@click.command(epilog=EXIT_CODES)
@takes_scope
@click.option(
    "--measure", type=click.Choice(list(UNITS)), default="traffic", show_default=True, help="What is drawn, per second."
)
@click.option("--protocol", default="0", metavar="NAME|NUMBER", help="Only this protocol: tcp, udp, icmp, 50 …")
@click.option("--open", "with_open", is_flag=True, help="Draw the five minutes that are not over yet, too.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    help="Write a picture (*.svg): Channels with + above the axis, with - below it.",
)
@click.option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_png,
    help="Write the same picture as a PNG; needs fauxmon[png].",
)
@takes_layout
@asks_a_collector
def chart(
    client: Client,
    asked: Asked,
    measure: str,
    protocol: str,
    with_open: bool,
    output: Path | None,
    png: Path | None,
    layout: Layout,
) -> None:
    """Draw the traffic of each Channel over time.

    A point is the mean of five minutes. The collector rounds the time down to five minutes, so the minutes that are not
    over yet are left out, unless --open asks for them.

    \b
    Try it:
      fauxmon chart --last 6h
      fauxmon chart --measure flows --protocol tcp --channel 192.168.1.123
      fauxmon chart --last 1d --output chart.svg --png chart.png
      fauxmon chart --csv > points.csv
    """
    question = asked.of(client)
    if with_open:
        question = question.until(-(-question.span.to_s // SLOT_S) * SLOT_S)
    series = client.chart(question.scope(every_channel=False), measure, _protocol(client, protocol))
    title = f"{measure.capitalize()} of {question}"
    if output is not None or png is not None:
        svg = _drawn(title, question, series, UNITS[measure])
        if output is not None:
            _write(output, svg.encode())
        if png is not None:
            _write(png, _rasterised(svg))
    elif layout == "csv":
        print_rows(layout, title, POINT_COLUMNS, _points(series))
    else:
        rows = [_row(one, UNITS[measure]) for one in series]
        print_rows(layout, title, COLUMNS, rows, answer=series, nothing=f"No flows in {question}.")
    if not with_open and not any(value for one in series for _, value in one["values"]):
        click.echo("Nothing in the slots that are over; --open draws the one that is not, too.", err=True)


def _protocol(client: Client, text: str) -> int:
    """The number of a protocol. Errors: ClickException, with the protocols that have a name."""
    if text.isascii() and text.isdigit() and int(text) <= 255:
        return int(text)
    named = client.code_list("protocols")
    number = next((one["id"] for one in named if one["name"].lower() == text.lower()), None)
    if number is None:
        names = ", ".join(f"{one['name'].lower()} ({one['id']})" for one in named)
        raise click.ClickException(f"there is no protocol {text!r}; there are: {names}, and numbers up to 255")
    return int(number)


def _row(series: Series, unit: str) -> dict[str, str]:
    values = [value for _, value in series["values"]]
    numbers = {"last": values[-1], "mean": sum(values) / len(values), "peak": max(values)}
    shown = {name: quantity(value, unit) for name, value in numbers.items()}
    return {"name": series["channel"]["name"], "line": sparkline(values), **shown}


def _points(series: list[Series]) -> list[dict[str, str | float]]:
    return [
        {
            "time": moment_text(ms / 1000),
            "channel": str(one["channel"]["id"]),
            "name": one["channel"]["name"],
            "value": value,
        }
        for one in series
        for ms, value in one["values"]
    ]


def _drawn(title: str, question: Question, series: list[Series], unit: str) -> str:
    """The picture as SVG."""
    channels = {one["id"]: one for one in question.profile["channels"]}
    areas = []
    for one in series:
        channel = channels.get(str(one["channel"]["id"]).rpartition("/")[2])
        color, sign = (channel["color"], channel["sign"]) if channel else ("#8a97a3", "+")
        points = {ms // 1000: value for ms, value in one["values"]}
        areas.append(Area(name=one["channel"]["name"], color=color, below=sign == "-", points=points))
    return draw(title, areas, _slots(areas, question.span), unit)


def _write(file: Path, octets: bytes) -> None:
    """Errors: ClickException."""
    try:
        file.write_bytes(octets)
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from error
    click.echo(f"{file} written", err=True)


def _rasterised(svg: str) -> bytes:
    """Errors: ClickException."""
    try:
        return raster(svg)
    except RasterError as error:
        raise click.ClickException(f"{error}, or use --output for an SVG") from error


def _slots(areas: list[Area], span: Span) -> range:
    """The ends of the slots, seconds since 1970: a longer time is drawn in wider ones."""
    labels = sorted({label for area in areas for label in area.points})
    if not labels:
        return range(span.from_s, max(span.to_s, span.from_s + 1), SLOT_S)
    step = min((later - label for label, later in itertools.pairwise(labels)), default=SLOT_S)
    return range(labels[0], labels[-1] + 1, step)
