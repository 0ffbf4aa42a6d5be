"""Make the tables of fields in docs/reference/model.md from that of the documents:
`python docs/make_model_reference.py`. All before them is written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from fauxmon.modelling.documents import MODEL
from fauxmon.modelling.forms import Channels, Decimal, Filter, Flag, Form, ListOf, Number, OneOf, Raw, Some, Text, Words
from fauxmon.modelling.record import Field, Record

PAGE = Path(__file__).parent / "reference" / "model.md"
HEADING = "## All fields\n"
INTRODUCTION = "\nMade from the table of documents by `docs/make_model_reference.py`.\n"
MOST_VALUES = 10


def render(page: str) -> str:
    """The whole page, its last part anew."""
    by_hand = page.partition(HEADING)[0]
    return f"{by_hand}{HEADING}{INTRODUCTION}{''.join(_section(record) for record in _records(MODEL))}"


def _records(record: Record) -> Iterator[Record]:
    yield record
    below = [found for field in record.fields if (found := _record_of(field.form)) is not None]
    for each in {found.name: found for found in below if found.name != "localization"}.values():
        yield from _records(each)


def _record_of(form: Form) -> Record | None:
    form = form.of if isinstance(form, ListOf) else form
    return form if isinstance(form, Record) else None


def _section(record: Record) -> str:
    rows = "".join(_row(field) for field in record.fields)
    return f"\n### {record.name}\n\n{record.text}\n\n| field | what | values | default |\n|---|---|---|---|\n{rows}"


def _row(field: Field) -> str:
    return f"| `{field.name}` | {field.text} | {_values(field.form)} | {_default(field)} |\n"


def _default(field: Field) -> str:
    if field.required:
        return "needed"
    if field.left:
        return "left"
    empty = (None, "", [])
    return "none" if field.default in empty or isinstance(field.default, dict) else f"`{json.dumps(field.default)}`"


def _values(form: Form) -> str:
    match form:
        case ListOf():
            return f"a list: {_values(form.of)}"
        case Record():
            link = f"[{form.name}](#{form.name.replace(' ', '-')})"
            return "text by language, by field" if form.name == "localization" else link
        case OneOf() | Some():
            several = "any of " if isinstance(form, Some) else ""
            shown = ", ".join(f"`{value}`" for value in form.values[:MOST_VALUES])
            return f"{several}{shown}{' …' if len(form.values) > MOST_VALUES else ''}"
        case Number():
            return f"{form.least:,} to {form.most:,}"
    return _WORDS[type(form)] if not isinstance(form, Text) or form.pattern is None else form.what


_WORDS: dict[type[Form], str] = {
    Channels: "`*`, or a list of names",
    Decimal: "a decimal number",
    Filter: "a [filter](filter.md)",
    Flag: "`true`, `false`",
    Raw: "an object or a list of the product's",
    Text: "text",
    Words: "text by key",
}


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text()))
