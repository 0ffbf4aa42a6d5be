"""Make the tables of words in docs/reference/filter.md from those of the filter language:
`python docs/make_filter_reference.py`. All before them is written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fauxmon_model.filter.fields import FIELDS
from fauxmon_model.filter.help import KEYWORDS, Help, help_of
from fauxmon_model.filter.names import NAMES
from fauxmon_model.filter.vocabulary import NETS

PAGE = Path(__file__).parent / "reference" / "filter.md"
HEADING = "## All words\n"
INTRODUCTION = """
Made from the tables of the filter language by `docs/make_filter_reference.py`; completions and the help at the cursor
say the same.
"""


def render(page: str) -> str:
    """The whole page, its last part anew."""
    by_hand = page.partition(HEADING)[0]
    keywords = _table(KEYWORDS.values())
    fields = _table(help_of(words) for words in [*FIELDS, *NETS])
    names = "\n".join(["| field | names |", "|---|---|", *(_names(field) for field in NAMES)])
    return f"{by_hand}{HEADING}{INTRODUCTION}\n{keywords}\n\n{fields}\n\nNumbers that have names:\n\n{names}\n"


def _table(rows: Iterable[Help]) -> str:
    head = ["| words | what | unit | compares with | example |", "|---|---|---|---|---|"]
    return "\n".join([*head, *map(_row, rows)])


def _row(row: Help) -> str:
    words = ", ".join(f"`{words}`" for words in row.spellings)
    return f"| {words} | {row.title} | {row.unit} | {row.compares} | `{row.example}` |"


def _names(field: str) -> str:
    return f"| `{field}` | {', '.join(f'`{name}` {number}' for name, number in NAMES[field].items())} |"


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text()))
