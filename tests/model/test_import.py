"""A start of the server pays for what it needs only."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from fauxmon_model.bootstrap import bootstrap
from fauxmon_model.channels import ChannelPredicates
from fauxmon_model.database import Database
from fauxmon_model.repository import Repository

database = Database()
database.start()
bootstrap(Repository(database, lambda: 0))
print(sorted({"lark", "alembic", "numpy", "duckdb"} & set(sys.modules)))
"""


def test_a_fresh_model_needs_no_parser_and_no_store() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
