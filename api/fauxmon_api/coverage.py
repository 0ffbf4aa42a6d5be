"""COVERAGE.md: every endpoint and where its behaviour is known from, out of the endpoints themselves.

`python -m fauxmon_api.coverage > COVERAGE.md` remakes it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from fauxmon_api import control, rest
from fauxmon_api.endpoint import Endpoint, Known

NOT_ANSWERED: tuple[tuple[str, str], ...] = (
    ("/rest/fmc/reports", "reports"),
    ("/rest/fmc/emailreports", "e-mail reports"),
    ("/rest/fmc/alerts", "alerts"),
    ("/rest/fmd/topologies", "topologies, their nodes and paths"),
)
"""Known of the product, answered 404 here: (a path of it, what it is)."""

_HEAD = """# Coverage

Which requests of Flowmon's REST API are answered, and where their behaviour is known from. Made from the endpoints by
`python -m fauxmon_api.coverage`; a test holds it current.

- **documented**: stated in the vendor's REST guide
- **read by a client**: a public client depends on it (LM, LoadMaster dashboard installer; FS2, fmsync2; PRTG; PHP,
  api-profiles; NTM, NetTMap; SK, Slovak dashboards script; DUMP, python_netflow; PERL,
  weblist.pl; CRU, CRUSOE flowmon-connector; AGX, aGalaxyClient; BLOG, the vendor's blog of 2018)
- **inferred**: our decision; nothing public tells
- **ours**: not in the product
"""


def render() -> str:
    """The text of COVERAGE.md."""
    endpoints = [*rest.endpoints(), *control.endpoints()]
    counts = Counter(endpoint.known for endpoint in endpoints)
    total = ", ".join(f"{counts[known]} {known.value}" for known in Known)
    missing = "\n".join(f"| `{path}` | {what} |" for path, what in NOT_ANSWERED)
    return (
        f"{_HEAD}\n{len(endpoints)} requests: {total}.\n\n{_tables(endpoints)}\n"
        f"## Not answered yet\n\n| path | what |\n| --- | --- |\n{missing}\n"
    )


def _tables(endpoints: Sequence[Endpoint]) -> str:
    themes: dict[str, list[str]] = {}
    for e in endpoints:
        row = f"| {e.method} | `{e.path}` | {e.summary} | {e.known.value} | {e.basis} |"
        themes.setdefault(e.tag, []).append(row)
    head = "| method | path | what | known from | basis |\n| --- | --- | --- | --- | --- |\n"
    return "\n".join(f"## {theme}\n\n{head}" + "\n".join(rows) + "\n" for theme, rows in themes.items())


if __name__ == "__main__":
    sys.stdout.write(render())
