"""Words that a collector does not know: what there is, out of its code lists (contract 2.4)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from fauxmon.cli.refusals import refusal

if TYPE_CHECKING:
    from fauxmon.client import Client


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one kind that are asked with, and the code list that has all of that kind."""

    kind: str
    given: Sequence[str]
    code_list: str


@contextlib.contextmanager
def explained(client: Client, *words: Words) -> Iterator[None]:
    """A refused question: with words in it that are in no code list, the list. Errors: ClickException, ClientError."""
    from fauxmon.client import ValidationError

    try:
        yield
    except ValidationError as error:
        hints = [hint for one in words for hint in _unknown(client, one, str(error))]
        if not hints:
            raise
        raise click.ClickException("\n".join([refusal(error), *hints])) from error


def _unknown(client: Client, words: Words, said: str) -> Iterator[str]:
    """Nothing if the collector has `said` it itself."""
    known = [str(one["id"]) for one in client.code_list(words.code_list)]
    unknown = [word for word in words.given if word not in known]
    if unknown and not all(word in said for word in known):
        yield f"unknown {words.kind} {', '.join(unknown)}; there are: {', '.join(known)}"
