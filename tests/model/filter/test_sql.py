"""Predicates of every field, as ClickHouse takes them: functions where DuckDB has operators and other names."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.engine.interfaces import Dialect

from fauxmon_model.filter import FilterContext, parse, predicate
from fauxmon_model.filter.fields import FIELDS
from fauxmon_model.filter.help import help_of
from fauxmon_model.filter.sql import CLICKHOUSE
from fauxmon_model.flow_columns import FLOWS

CONTEXT = FilterContext(lambda _address: [1, 2], lambda _channel: [3])
NUMBERS = " ".join(map(str, range(100)))
NETWORKS = " ".join(
    f"10.0.{number}.0/24 2001:db8:{number}::/48 2001:db8::{number} 2001:db8:0:0:{number}::/80" for number in range(100)
)
OTHERS = (
    f"port in [{NUMBERS}]",
    f"ip in [{NETWORKS}] or next ip in [{NETWORKS}]",
    "any",
    "not any",
    "ipv4 and not ipv6",
    "flags SA",
    "not flags SA",
    "flags =S",
    "router ip 192.0.2.1",
    "ident exporter",
    "net ::/0 or next net ::/0",
    "ip in [10.0.0.1 10.0.0.2 10.1.0.0/16 2001:db8::/32]",
    "port in [1 2 3] or mac in [1:2:3:4:5:6 0:0:0:0:0:1]",
    "port != 5",
    *(f'http-host {comparator} "it\'s 100%"' for comparator in ("", "=", ">", "<")),
)
FOREIGN = re.compile(
    r" & | >> | << |\bLIKE\b|\bESCAPE\b|\bstarts_with\b|\bends_with\b|\bcontains\b|\bunnest\b|UBIGINT", re.IGNORECASE
)
"""What ClickHouse does not have, or not by this name."""


class ClickHouseWords(DefaultDialect):
    """SQLAlchemy's usual words under the name of ClickHouse."""

    name = CLICKHOUSE
    supports_statement_cache = True


def sql(text: str, dialect: Dialect) -> str:
    query = sa.select(FLOWS.c.source_id).where(predicate(parse(text), CONTEXT))
    return query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}).string


@pytest.mark.parametrize("text", [*(help_of(field).example for field in FIELDS), *OTHERS])
def test_every_field_is_in_the_words_of_clickhouse(text: str) -> None:
    assert not FOREIGN.search(sql(text, ClickHouseWords()))


@pytest.mark.parametrize("text", [*(help_of(field).example for field in FIELDS), *OTHERS])
def test_every_field_compiles_in_the_dialect_of_clickhouse(text: str) -> None:
    module = pytest.importorskip("clickhouse_connect.cc_sqlalchemy.dialect", reason="clickhouse-connect is missing")
    dialect = module.ClickHouseDialect()
    assert dialect.name == CLICKHOUSE
    assert not FOREIGN.search(sql(text, dialect))


@pytest.mark.parametrize(
    ("text", "duckdb", "clickhouse"),
    [
        ("not flags SA", "flows.tcp_flags & ", "bitAnd(flows.tcp_flags, "),
        ("icmp-type 3", "flows.dst_port >> ", "bitShiftRight(flows.dst_port, "),
        ("mpls exp1 3", "((flows.mpls_1 >> ", "bitAnd(bitShiftRight(flows.mpls_1, "),
        (
            f"src port in [{NUMBERS}]",
            "(flows.src_port IN (SELECT CAST(unnest(string_split(",
            "(flows.src_port IN (SELECT toUInt64(arrayJoin(splitByChar(',', ",
        ),
        (
            f"src ip in [{NETWORKS}]",
            "((flows.src_hi, flows.src_lo) IN (SELECT CAST(unnest(string_split(",
            "((flows.src_hi, flows.src_lo) IN (SELECT toUInt64(pair.1), toUInt64(pair.2) FROM (SELECT arrayJoin(",
        ),
        ("http-host x", "contains(flows.http_host, ", "(position(flows.http_host, "),
        ("http-host > x", "starts_with(flows.http_host, ", "startsWith(flows.http_host, "),
        ("http-host < x", "ends_with(flows.http_host, ", "endsWith(flows.http_host, "),
    ],
)
def test_each_database_is_asked_in_its_own_words(text: str, duckdb: str, clickhouse: str) -> None:
    assert duckdb in sql(text, DefaultDialect())
    assert clickhouse in sql(text, ClickHouseWords())


def test_values_are_no_part_of_the_text() -> None:
    assert "secret" not in sql('http-host "secret" or ident secret', ClickHouseWords())
