"""COVERAGE.md: every endpoint, where its behaviour is known from, and a test that asks it.

`python -m fauxmon_api.coverage > COVERAGE.md` remakes it, in a checkout: the tests are read for it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fauxmon_api import control, rest
from fauxmon_api.endpoint import Endpoint, Known
from fauxmon_api.named_calls import NamingTest, Request, read_tests

NOT_ANSWERED: tuple[tuple[str, str], ...] = ()
"""Known of the product, answered 404 here: (a path of it, what it is)."""

_HEAD = """# Coverage

Which requests of Flowmon's REST API are answered, where their behaviour is known from, and a test of each. Made from
the endpoints and the tests by `python -m fauxmon_api.coverage`; a test holds it current, and that none is without one.

- **documented**: stated in the vendor's REST guide
- **read by a client**: a public client depends on it (LM, LoadMaster dashboard installer; FS2, fmsync2; PRTG; PHP,
  api-profiles; NTM, NetTMap; SK, Slovak dashboards script; DUMP, python_netflow; PERL,
  weblist.pl; CRU, CRUSOE flowmon-connector; AGX, aGalaxyClient; SUMO, Sumo Logic; BLOG, the vendor's blog of 2018)
- **inferred**: our decision; nothing public tells
- **ours**: not in the product
"""


def render(checkout: Path) -> str:
    """The text of COVERAGE.md."""
    tests = endpoints_with_tests(checkout)
    counts = Counter(endpoint.known for endpoint, _ in tests)
    total = ", ".join(f"{counts[known]} {known.value}" for known in Known)
    missing = "\n".join(f"| `{path}` | {what} |" for path, what in NOT_ANSWERED)
    return (
        f"{_HEAD}\n{len(tests)} requests: {total}.\n\n{_tables(tests)}\n"
        f"## Not answered yet\n\n| path | what |\n| --- | --- |\n{missing}\n"
    )


def endpoints_with_tests(checkout: Path) -> list[tuple[Endpoint, NamingTest | None]]:
    """Each endpoint with a test that asks it, that of its own module if there is one; None where no test does."""
    endpoints = [*rest.endpoints(), *control.endpoints()]
    paths = sorted({endpoint.path for endpoint in endpoints})
    asking: dict[Request, list[NamingTest]] = {}
    for test in read_tests(checkout / "tests", "api", "e2e"):
        for request in test.routes(paths):
            asking.setdefault(request, []).append(test)
    return [(endpoint, _first(endpoint, asking.get((endpoint.method, endpoint.path), ()))) for endpoint in endpoints]


def _first(endpoint: Endpoint, tests: Sequence[NamingTest]) -> NamingTest | None:
    own = f"/test_{endpoint.handler.__module__.rpartition('.')[2]}.py"
    return min(tests, key=lambda test: not test.file.endswith(own), default=None)


def _tables(tests: Sequence[tuple[Endpoint, NamingTest | None]]) -> str:
    themes: dict[str, list[str]] = {}
    for e, test in tests:
        named = f"`{test.file}::{test.name}`" if test else "none"
        row = f"| {e.method} | `{e.path}` | {e.summary} | {e.known.value} | {e.basis} | {named} |"
        themes.setdefault(e.tag, []).append(row)
    head = "| method | path | what | known from | basis | test |\n| --- | --- | --- | --- | --- | --- |\n"
    return "\n".join(f"## {theme}\n\n{head}" + "\n".join(rows) + "\n" for theme, rows in themes.items())


if __name__ == "__main__":
    sys.stdout.write(render(Path()))
