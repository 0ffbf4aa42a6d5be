"""Make `iana.csv` or `flowmon.csv` from a list of Information Elements.

usage: python make_registry.py LIST.csv > iana.csv
       python make_registry.py LIST.csv PEN > flowmon.csv

LIST has a heading and at least the columns id, name, type, semantics, units; with PEN also pen, and only the rows of
that Private Enterprise Number are taken. Reserved numbers and elements without a type are left out; the rest is written
in the order of the numbers.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

COLUMNS = ("id", "name", "type", "semantics", "units")


def main(source: Path, pen: str | None = None) -> None:
    """Write the registry to standard output."""
    with source.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["name"] and row["type"] and pen in (None, row.get("pen"))]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[column] for column in COLUMNS] for row in sorted(rows, key=lambda row: int(row["id"])))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
