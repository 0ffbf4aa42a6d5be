"""The flow table in DuckDB's words, made from the one table of flow columns."""

from __future__ import annotations

from fauxmon_model.flow_columns import FLOWS, PHYSICAL

FORMAT = "fauxmon flows 1"
"""What the table's comment says. Raise the number when a column changes its meaning but not its name."""

NAMES: tuple[str, ...] = tuple(name for name, _ in PHYSICAL)

COLUMNS: tuple[tuple[str, str], ...] = tuple((name, kind.duckdb_type) for name, kind in PHYSICAL)
"""(name, DuckDB type), as DuckDB's own catalogue reports them."""

CREATE: tuple[str, ...] = (
    f"CREATE TABLE {FLOWS.name} ({', '.join(f'{name} {type_} NOT NULL' for name, type_ in COLUMNS)})",
    f"COMMENT ON TABLE {FLOWS.name} IS '{FORMAT}'",
)


def difference(columns: list[tuple[str, str]], comment: str | None) -> str | None:
    """What keeps a table with these columns and this comment from being our flow table; None if nothing does."""
    if comment != FORMAT:
        return f"its format is {comment!r}, this version reads {FORMAT!r}"
    found, wanted = dict(columns), dict(COLUMNS)
    parts = (
        ("missing", [name for name in wanted if name not in found]),
        ("unknown", [name for name in found if name not in wanted]),
        ("of another type", [name for name in wanted if name in found and found[name] != wanted[name]]),
    )
    wrong = [f"{label}: {', '.join(names)}" for label, names in parts if names]
    return f"its columns differ ({'; '.join(wrong)})" if wrong else None
