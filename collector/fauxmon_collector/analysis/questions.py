"""Questions for a Top N: what was asked, checked, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis import methods, orders, records, rows, statistics
from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.statistics import Firsts, Found, Top
from fauxmon_collector.analysis.subjects import Method
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.types import Limit, Statistics, StatisticsQuery
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.entities.source import Source
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.filter.addresses import in_networks
from fauxmon_model.filter.networks import Network

MAX_ROWS = 10_000
"""Rows that one statistic may have."""
LIMIT_COLUMNS = ("packets", "bytes")
LIMIT_OPERATORS = ("<", ">")
_ENDS = ("src", "dst")

Sources = Callable[[], Sequence[Source]]


class Question(NamedTuple):
    """What to look for, and which flows to count besides."""

    top: Top
    blacklisted: Predicate | None


def of(query: StatisticsQuery, sources: Sources) -> Question:
    """What a query asks. Errors: InvalidError."""
    if not 1 <= query.limit <= MAX_ROWS:
        raise _invalid("limit", f"{query.limit} is not between 1 and {MAX_ROWS}")
    if query.above is not None:
        _check_limit(query.above)
    method = _method(query, sources)
    top = Top(method, order(query.order_by), query.limit, query.timed, query.above)
    return Question(top, None if query.blacklist is None else _blacklisted(query.blacklist, method))


def answered(question: Question, store: FlowStore, span: Span, where: Sequence[Predicate], ms: int) -> Statistics:
    """Its answer over these flows, `ms` of time."""
    firsts = question.top.find(store, span, where)
    return answer(
        question, firsts, together(question.top.method, firsts.found, store, span, where), store, span, where, ms
    )


def answer(
    question: Question,
    firsts: Firsts,
    together: Sums,
    store: FlowStore,
    span: Span,
    where: Sequence[Predicate],
    ms: int,
) -> Statistics:
    """What there is to say of the subjects that were found, which have so much `together`."""
    method, found = question.top.method, firsts.found
    total = statistics.total(store, span, where) if firsts.total is None else firsts.total
    total = Sums(*map(max, total, together))  # flows may have come in between
    other = Sums(*(every - own for every, own in zip(total, together, strict=True)))
    black = question.blacklisted
    return Statistics(
        [rows.of_subject(method, entry, ms) for entry in found],
        rows.of_all(total, ms),
        rows.of_all(other, ms),
        None if black is None else rows.of_all(statistics.total(store, span, [*where, black]), ms),
    )


def method(stats_by: str, sources: Sources) -> Method:
    """The statistic of an id. Errors: InvalidError."""
    try:
        return methods.find(stats_by, sources)
    except KeyError:
        raise _invalid("statsBy", f"{stats_by} is not one of {', '.join(methods.METHODS)}") from None


def order(order_by: str) -> orders.Order:
    """The order of an id. Errors: InvalidError."""
    try:
        return orders.find(order_by)
    except KeyError:
        raise _invalid("orderBy", f"{order_by} is not one of {', '.join(orders.ORDERS)}") from None


def _method(query: StatisticsQuery, sources: Sources) -> Method:
    found = method(query.stats_by, sources)
    masks = (*query.source_masks, *query.target_masks)
    check_masks("specific.sourceIpMask", query.source_masks)
    check_masks("specific.targetIpMask", query.target_masks)
    if not (query.bidirectional or query.aggregate_by):
        return found.under(query.source_masks, query.target_masks)
    name = "specific.bidirectional" if query.bidirectional else "specific.aggregateBy"
    if not found.parts:
        raise _invalid(name, f"only {methods.RECORD} has this, not {query.stats_by}")
    if query.bidirectional and (query.aggregate_by or masks):
        raise _invalid(name, "both directions are told together by addresses, ports and protocol alone")
    if query.bidirectional:
        return records.both_ways(found)
    return _record(query.aggregate_by).under(query.source_masks, query.target_masks)


def _record(by: Sequence[str]) -> Method:
    for index, id_ in enumerate(by):
        if not methods.puts_together(id_):
            raise _invalid(f"specific.aggregateBy[{index}]", f"flows cannot be put together by {id_}")
    return methods.record(by)


def check_masks(field: str, masks: Sequence[Mask]) -> None:
    """Errors: InvalidError."""
    for mask in masks:
        if not mask.fits:
            raise _invalid(field, f"there is no /{mask.bits} of IPv{mask.ip_version}")


def _check_limit(limit: Limit) -> None:
    for name, value, allowed in (
        ("limit.onColumn", limit.column, LIMIT_COLUMNS),
        ("limit.operator", limit.operator, LIMIT_OPERATORS),
    ):
        if value not in allowed:
            raise _invalid(name, f"{value} is not one of {', '.join(allowed)}")
    if limit.value < 0:
        raise _invalid("limit.value", f"{limit.value} is negative")


def _blacklisted(texts: Sequence[str], method: Method) -> Predicate:
    """The flows that have an address of the blacklist at an end that the statistic counts by; at either end if it
    counts by no address."""
    networks = []
    for index, text in enumerate(texts):
        try:
            networks.append(Network.of(text))
        except ValueError:
            raise _invalid(f"blacklist[{index}]", f"{text} is no address and no network") from None
    columns = {value.column for side in method.sides for value in side}
    ends = [end for end in _ENDS if f"{end}_hi" in columns]
    return sa.or_(*(in_networks(end, networks) for end in ends or _ENDS))


def together(method: Method, found: Sequence[Found], store: FlowStore, span: Span, where: Sequence[Predicate]) -> Sums:
    """The flows of these subjects, each once."""
    if len(method.sides) == 1:
        return Sums(*map(sum, zip(*(entry.sums for entry in found), strict=True)))
    return statistics.total(store, span, [*where, method.is_any_of([entry.key for entry in found])])


def _invalid(field: str, message: str) -> InvalidError:
    return InvalidError([FieldError(field, message)])
