"""`fauxmon decode`: every record of a capture as text."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from fauxmon.cli.decode_table import HEADING, row
from fauxmon_collector.ingest.problems import SHOWN_OCTETS
from fauxmon_collector.input.pcap import CaptureError, read_datagrams
from fauxmon_collector.wire.decoder import Decoder, Taken
from fauxmon_collector.wire.messages import SFLOW, MessageHeader, Session
from fauxmon_collector.wire.problems import Problem
from fauxmon_collector.wire.records import Record


@dataclass(slots=True)
class _Tally:
    """What was read from one file; `last` is the datagram read last, and its frame."""

    datagrams: int = 0
    last: tuple[int, bytes] = (0, b"")
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)


@click.command(
    epilog="""\b
Exit codes:
  0  all files were read, whatever is wrong with the messages in them
  1  a file is no capture or is cut short
  2  wrong usage"""
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "jsonl", "json"]),
    default="table",
    show_default=True,
    help="table: a line a record, for people. jsonl: one JSON object a line. json: one list of them.",
)
@click.option("--json", "layout", flag_value="json", help="The same as --format json.")
@click.option(
    "--problems",
    "with_problems",
    is_flag=True,
    help="List every Problem too: frame, offset in octets, code, first octets.",
)
def decode(files: tuple[str, ...], layout: str, with_problems: bool) -> None:
    """Print every record of a capture.

    Reads pcap and pcapng files that hold NetFlow v1, v5, v7, v9, IPFIX or sFlow over UDP, on any port, and prints Data
    Records and options records by the names of IANA's Information Elements. Data that came before their template are
    printed when it comes. What is wrong with the messages is summed up on standard error; --problems lists it in the
    output.

    \b
    Try it:
      fauxmon decode lab.pcap
      fauxmon decode lab.pcap --format jsonl | jq .fields
      fauxmon decode lab.pcap --problems

    In JSON, `frame` counts the packets of the file, `set` the sets of the message (0 in v1 and v5, which have none) and
    `rec` the records of the set. Problems have `"kind": "problem"`. With several files each object names its `file`.
    """
    objects = _objects(files, with_problems)
    if layout == "table":
        click.echo(HEADING)
        for one in objects:
            click.echo(row(one))
    elif layout == "jsonl":
        for one in objects:
            click.echo(_json(one))
    else:
        click.echo(json.dumps(list(objects), indent=1))


def _objects(files: tuple[str, ...], with_problems: bool) -> Iterator[dict[str, Any]]:
    for file in files:
        named = {"file": file} if len(files) > 1 else {}
        tally = _Tally()
        try:
            for taken in _decoded(Path(file), tally):
                for batch in taken.batches:
                    yield from ({**named, **_record(record)} for record in batch.records())
                if with_problems:
                    yield from ({**named, **_problem(problem, tally.last)} for problem in taken.problems)
        except (CaptureError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise click.ClickException(str(error)) from error
        finally:
            _sum_up(file, tally)


def _decoded(path: Path, tally: _Tally) -> Iterable[Taken]:
    """What each datagram brought, and in the end what never got its template. A capture ends, so nothing expires."""
    decoder = Decoder()
    for datagram in read_datagrams(path):
        session = Session(datagram.source, datagram.source_port, datagram.destination_port)
        decoder.feed(datagram.payload, session, datagram.time, datagram.frame)
        tally.datagrams += 1
        tally.last = datagram.frame, datagram.payload
        yield _counted(decoder.take(), tally)
    decoder.expire(math.inf)
    yield _counted(decoder.take(), tally)


def _counted(taken: Taken, tally: _Tally) -> Taken:
    tally.problems.update((problem.code.value, problem.spec) for problem in taken.problems)
    return taken


def _sum_up(file: str, tally: _Tally) -> None:
    if not tally.datagrams:
        click.echo(f"{file}: no UDP datagrams", err=True)
    if tally.problems:
        click.echo(f"{file}: {tally.problems.total()} problems in {tally.datagrams} datagrams", err=True)
        for (code, spec), count in tally.problems.most_common():
            click.echo(f"  {count:6}  {code}  ({spec})", err=True)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _record(record: Record) -> dict[str, Any]:
    return {
        "frame": record.frame,
        "set": record.set,
        "rec": record.rec,
        "kind": record.kind,
        **({} if record.set_id is None else {"set_id": record.set_id}),
        "exporter": record.exporter,
        "header": _header(record.header),
        "fields": record.fields,
    }


def _header(header: MessageHeader) -> dict[str, int | str]:
    """What the header of this version has. v1, v5 and v7 have no Observation Domain, v1 has no sequence number."""
    values = {
        "version": "sflow5" if header.version == SFLOW else header.version,
        "domain": header.domain if header.version > 7 else None,
        "sequence": header.sequence if header.version > 1 else None,
        "export_time": header.export_time,
        "sysuptime": header.sysuptime,
        "unix_nsecs": header.unix_nsecs,
        "engine_type": header.engine_type,
        "engine_id": header.engine_id,
        "sampling_mode": header.sampling_mode,
        "sampling_rate": header.sampling_rate,
    }
    return {name: value for name, value in values.items() if value is not None}


def _problem(problem: Problem, last: tuple[int, bytes]) -> dict[str, Any]:
    """`hex`: the first octets of the datagram; those whose template never came are not at hand any more."""
    frame, datagram = last
    return {
        "frame": problem.frame,
        "kind": "problem",
        "code": problem.code.value,
        "offset": problem.offset,
        "exporter": problem.session.address,
        "detail": problem.detail,
        "spec": problem.spec,
        "hex": datagram[:SHOWN_OCTETS].hex() if frame == problem.frame else "",
    }
