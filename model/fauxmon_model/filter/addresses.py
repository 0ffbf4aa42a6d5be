"""Flows whose address is in one of some networks, however many there are.

Thousands of comparisons joined by OR take DuckDB minutes. So where networks are many they are sorted by the length of
their prefixes, and for each length the address, cut to it, is looked up in a table: a hash join, whose cost grows with
the number of different lengths and hardly with that of networks. Where few networks have a length, they are split into
longer ones.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from fauxmon_model.filter.networks import MAPPED, Network
from fauxmon_model.filter.sql import BitAnd, among, both_among, unsigned
from fauxmon_model.flow_columns import FLOWS

_HALF = 64
_ONES = (1 << _HALF) - 1
_BITS = 128
_ENDS = ("src", "dst")
"""The addresses that `ip_version` tells of."""
_FEW = 8
"""So many networks are compared one by one. Ten of them already take a million flows longer than looking them up."""
_SPLIT_LIMIT = 1 << 13
"""Networks that those of one length may become. So many cost less than a further length over a million flows."""

Condition = sa.ColumnElement[bool]


def in_networks(name: str, networks: Iterable[Network]) -> Condition:
    """The flows whose address column `name` is in one of them. NULL where a flow has no such address."""
    every = set(networks)
    around = {network for network in every if network.holds_ipv4}
    conditions = [_in_network(name, network) for network in sorted(around, key=lambda network: network.prefix)]
    return sa.or_(sa.false(), *conditions, *_in_any(name, every - around))


def _in_any(name: str, networks: Collection[Network]) -> Iterator[Condition]:
    """Conditions one of which holds for an address in one of these networks, none of which holds the IPv4 space."""
    by_prefix: defaultdict[int, set[int]] = defaultdict(set)
    for network in networks:
        by_prefix[network.prefix].add(network.first)
    if len(networks) > _FEW:
        _join_lengths(by_prefix)
        for prefix in sorted(by_prefix):
            yield from _looked_up(name, prefix, by_prefix[prefix])
        return
    addresses = by_prefix.pop(_BITS, set())
    for prefix in sorted(by_prefix):
        yield from (_in_network(name, Network(first, prefix)) for first in sorted(by_prefix[prefix]))
    yield from _equal(name, addresses)


def _equal(name: str, addresses: Iterable[int]) -> Iterator[Condition]:
    """Single addresses by their first half."""
    high, low = _halves(name)
    for half, some in itertools.groupby(sorted(addresses), lambda address: address >> _HALF):
        yield sa.and_(high == half, among(low, [address & _ONES for address in some]))


def _in_network(name: str, network: Network) -> Condition:
    """IPv6 networks around the IPv4 space do not have its addresses."""
    high, low = _halves(name)
    first, last = network.first, network.last
    if network.prefix > _HALF:
        condition = sa.and_(high == first >> _HALF, _between(low, first & _ONES, last & _ONES))
    else:
        condition = _between(high, first >> _HALF, last >> _HALF)
    if not network.holds_ipv4:
        return condition
    ipv6 = FLOWS.c.ip_version == 6 if name in _ENDS else sa.not_(_in_network(name, MAPPED))
    return sa.and_(ipv6, condition)


def _between(value: sa.ColumnElement[Any], first: int, last: int) -> Condition:
    return value == first if first == last else sa.and_(value >= first, value <= last)


def _join_lengths(by_prefix: dict[int, set[int]]) -> None:
    """Split the networks of a length into those of the next one, as long as they do not become too many."""
    while True:
        pairs = [(p, q) for p, q in itertools.pairwise(sorted(by_prefix)) if (p > _HALF) == (q > _HALF)]
        costs = {(p, q): len(by_prefix[p]) << q - p for p, q in pairs}
        pair = min(costs, key=costs.__getitem__, default=None)
        if pair is None or costs[pair] > _SPLIT_LIMIT:
            return
        short, long = pair
        step = 1 << _BITS - long
        by_prefix[long] |= {first + n * step for first in by_prefix.pop(short) for n in range(1 << long - short)}


def _looked_up(name: str, prefix: int, firsts: Collection[int]) -> Iterator[Condition]:
    """Conditions one of which holds where the address is in a network of this prefix that begins so."""
    high, low = _halves(name)
    if prefix <= _HALF:
        cut = BitAnd(high, unsigned(_ONES ^ (_ONES >> prefix))) if prefix < _HALF else high
        yield among(cut, sorted(first >> _HALF for first in firsts))
        return
    cut = BitAnd(low, unsigned(_ONES ^ (_ONES >> prefix - _HALF))) if prefix < _BITS else low
    # One column is looked up quicker than two, and IPv4 needs no more.
    if lows := sorted(first for first in firsts if first <= _ONES):
        yield sa.and_(high == 0, among(cut, lows))
    if wide := sorted(first for first in firsts if first > _ONES):
        yield both_among(high, cut, [(first >> _HALF, first & _ONES) for first in wide])


def _halves(name: str) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    return FLOWS.c[f"{name}_hi"], FLOWS.c[f"{name}_lo"]
