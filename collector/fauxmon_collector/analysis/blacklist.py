"""Flows that have an end in a list of addresses and networks, however long the list is.

Thousands of comparisons joined by OR take DuckDB minutes. So networks are sorted by the length of their prefixes, and
for each length the address, cut to it, is looked up in a table: a hash join, whose cost grows with the number of
different lengths and hardly with that of networks. Where few networks have a length, they are split into longer ones.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from fauxmon_collector.analysis.masks import Unsigned, unsigned
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_model.filter.networks import Network
from fauxmon_model.flow_columns import FLOWS

_HALF = 64
_ONES = (1 << _HALF) - 1
_BITS = 128
_MAPPED_PREFIX = 96
"""Networks with a shorter prefix are of IPv6 only, even where they surround the mapped addresses of IPv4."""

_SPLIT_LIMIT = 1 << 13
"""Networks that those of one length may become. So many cost less than a further length over a million flows."""


def has_end_in(networks: Iterable[Network], ends: Collection[str]) -> Predicate:
    """The flows whose address at one of these `ends` (`src`, `dst`) is in one of the networks."""
    by_prefix: defaultdict[int, set[int]] = defaultdict(set)
    for network in networks:
        by_prefix[network.prefix].add(network.first)
    _join_lengths(by_prefix)
    return sa.or_(
        sa.false(),
        *(
            condition
            for end in ends
            for prefix in sorted(by_prefix)
            for condition in _in(end, prefix, by_prefix[prefix])
        ),
    )


def _join_lengths(by_prefix: dict[int, set[int]]) -> None:
    """Split the networks of a length into those of the next one, as long as they do not become too many."""
    while True:
        pairs = [(p, q) for p, q in itertools.pairwise(sorted(by_prefix)) if _bounds(p) == _bounds(q)]
        costs = {(p, q): len(by_prefix[p]) << q - p for p, q in pairs}
        pair = min(costs, key=costs.__getitem__, default=None)
        if pair is None or costs[pair] > _SPLIT_LIMIT:
            return
        short, long = pair
        step = 1 << _BITS - long
        by_prefix[long] |= {first + n * step for first in by_prefix.pop(short) for n in range(1 << long - short)}


def _bounds(prefix: int) -> int:
    """Lengths between the same bounds are looked up in the same way."""
    return (prefix > _HALF) + (prefix >= _MAPPED_PREFIX)


def _in(end: str, prefix: int, firsts: Collection[int]) -> Iterator[Predicate]:
    """Conditions one of which holds where the address is in a network of this prefix that begins so."""
    high, low = FLOWS.c[f"{end}_hi"], FLOWS.c[f"{end}_lo"]
    family = [FLOWS.c.ip_version == 6] if prefix < _MAPPED_PREFIX else []
    if prefix <= _HALF:
        cut = high.bitwise_and(unsigned(_ONES ^ (_ONES >> prefix))) if prefix < _HALF else high
        yield sa.and_(*family, cut.in_(_table(sorted(first >> _HALF for first in firsts))))
        return
    cut = low.bitwise_and(unsigned(_ONES ^ (_ONES >> prefix - _HALF))) if prefix < _BITS else low
    # One column is looked up quicker than two, and IPv4 needs no more.
    if lows := sorted(first for first in firsts if first <= _ONES):
        yield sa.and_(*family, high == 0, cut.in_(_table(lows)))
    if wide := sorted(first for first in firsts if first > _ONES):
        halves = [[first >> _HALF for first in wide], [first & _ONES for first in wide]]
        yield sa.and_(*family, sa.tuple_(high, cut).in_(_table(*halves)))


def _table(*columns: Collection[int]) -> sa.Select[Any]:
    """A table of constants. Each column is one text to the database: thousands of parameters would take it longer than
    to look them up."""
    texts = (sa.func.string_split(",".join(map(str, column)), ",") for column in columns)
    numbers: list[sa.ColumnElement[Any]] = [sa.cast(sa.func.unnest(text), Unsigned()) for text in texts]
    return sa.select(*numbers)
