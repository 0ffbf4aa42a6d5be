"""The stamp of the flow table."""

from __future__ import annotations

from fauxmon_collector.store import ddl


def test_our_own_table_has_no_difference_in_whatever_order_its_columns_are() -> None:
    assert ddl.difference(list(reversed(ddl.TYPES.items())), ddl.FORMAT) is None


def test_every_kind_of_difference_is_named() -> None:
    (dropped, _), (retyped, _), *kept = ddl.TYPES.items()

    found = ddl.difference([(retyped, "VARCHAR"), *kept, ("colour", "BIGINT")], ddl.FORMAT)

    assert found == f"its columns differ (missing: {dropped}; unknown: colour; of another type: {retyped})"


def test_another_format_is_named_with_ours() -> None:
    assert ddl.difference(list(ddl.TYPES.items()), None) == f"its format is None, this version reads {ddl.FORMAT!r}"
