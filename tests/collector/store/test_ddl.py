"""The stamp of the flow table."""

from __future__ import annotations

from fauxmon_collector.store import ddl


def test_our_own_head_has_no_difference_in_whatever_order_its_columns_are() -> None:
    assert ddl.difference(dict(reversed(ddl.TYPES.items())), ddl.FORMAT) is None


def test_a_head_may_lack_any_column_but_those_that_the_store_looks_at() -> None:
    assert ddl.difference({name: ddl.TYPES[name] for name in ddl.KEYS}, ddl.FORMAT) is None


def test_every_kind_of_difference_is_named() -> None:
    columns = {"source_id": "UINTEGER", "octets": "VARCHAR", "colour": "BIGINT"}

    found = ddl.difference(columns, ddl.FORMAT)

    assert found == "its columns differ (missing: received_ms; unknown: colour; of another type: octets)"


def test_another_format_is_named_with_ours() -> None:
    assert ddl.difference(ddl.TYPES, None) == f"its format is None, this version reads {ddl.FORMAT!r}"
