"""Words that a collector does not know: what there is, out of its code lists (contract 2.4)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from fauxmon.cli.refusals import refusal

if TYPE_CHECKING:
    from fauxmon.client import Client, Entry, FieldProblem

STATISTICS = "analysis/statistics/methods"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one kind that are asked with, the field of the request that holds them, and the code list of all of that
    kind."""

    kind: str
    field: str
    given: Sequence[str]
    code_list: str


@contextlib.contextmanager
def explained(client: Client, *words: Words) -> Iterator[None]:
    """A refused question: where a field holds words that are in no code list, the list instead of what the collector
    says of the field. Errors: ClickException, ClientError."""
    from fauxmon.client import ValidationError

    try:
        yield
    except ValidationError as error:
        lines: list[str] = []
        for one in words:
            if any(_holds(one, problem) for problem in error.problems):
                entries = client.code_list(one.code_list)
                if _missing(one, entries):
                    lines += _explanation(one, entries)
                    error = ValidationError([p for p in error.problems if not _holds(one, p)], error.checked)
        if error.problems:
            lines.insert(0, refusal(error))
        raise click.ClickException("\n".join(lines)) from error


def _holds(words: Words, problem: FieldProblem) -> bool:
    return problem.field.rpartition(".")[2].partition("[")[0] == words.field


def _missing(words: Words, entries: Sequence[Entry]) -> list[str]:
    known = {str(one["id"]) for one in entries}
    return [word for word in words.given if word not in known]


def _explanation(words: Words, entries: Sequence[Entry]) -> Iterator[str]:
    """A line for each group of the list."""
    yield f"there is no {words.kind} {', '.join(map(repr, _missing(words, entries)))}; there are:"
    groups: dict[str, list[str]] = {}
    for one in entries:
        groups.setdefault(one.get("group") or "", []).append(str(one["id"]))
    for group, ids in groups.items():
        yield f"  {group}: {', '.join(_short(ids))}" if group else f"  {', '.join(_short(ids))}"


def _short(ids: Sequence[str]) -> list[str]:
    """`srcip` and `srcip:p` as `srcip[:p]`."""
    twice = {id_ for id_ in ids if f"{id_}:p" in ids}
    return [f"{id_}[:p]" if id_ in twice else id_ for id_ in ids if id_.removesuffix(":p") not in twice or id_ in twice]
