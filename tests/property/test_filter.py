"""Filter text and AST are two forms of one thing, and garbage is refused in one way only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fauxmon_model.filter import Expression, FilterError, ast, parse, text
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import COMPARATORS, FLAGS, NUMBER_FIELDS

sides = st.sampled_from(ast.Side)
networks = st.ip_addresses().flatmap(
    lambda address: st.integers(0, address.max_prefixlen).map(lambda prefix: Network.of(f"{address}/{prefix}"))
)
addresses = st.ip_addresses().map(lambda address: Network.of(str(address)))


def _numbers(field: str) -> st.SearchStrategy[Expression]:
    known = NUMBER_FIELDS[field]
    values = st.integers(0, known.largest)
    side = sides if len(known.columns) == 2 else st.just(ast.Side.EITHER)
    comparators = st.sampled_from(sorted(set(COMPARATORS.values())))
    compared = st.builds(ast.Number, st.just(field), side, comparators, st.tuples(values))
    listed = st.lists(values, min_size=1, max_size=4).map(tuple)
    return compared | st.builds(ast.Number, st.just(field), side, st.just("="), listed)


primitives: st.SearchStrategy[Expression] = st.one_of(
    st.builds(ast.Anything),
    st.builds(ast.IpVersion, st.sampled_from([4, 6])),
    st.builds(ast.Protocol, st.integers(0, 255)),
    st.builds(ast.Address, sides, st.lists(networks, min_size=1, max_size=4).map(tuple)),
    st.sampled_from(sorted(NUMBER_FIELDS)).flatmap(_numbers),
    st.builds(ast.Flags, st.integers(1, sum(FLAGS.values())), st.booleans()),
    st.builds(ast.Router, addresses),
)


def _joined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        inner.map(ast.negation),
        several.map(lambda operands: ast.conjunction(*operands)),
        several.map(lambda operands: ast.disjunction(*operands)),
    )


expressions = st.recursive(primitives, _joined, max_leaves=12)


@given(expressions)
def test_parsing_what_was_printed_gives_the_same(expression: Expression) -> None:
    assert parse(text(expression)) == expression


WORDS = ["any", "not", "!", "(", ")", "and", "or", "ip", "net", "port", "in", "[", "]", ",", "1", ">", "=", "#", "\n"]
WORDS += ["10.0.0.1", "10.0.0.0/8", "::", "src", "if", "proto", "tcp", "flags", "SA", "router", "bytes", "10k"]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_words_are_a_filter_or_a_filter_error(words: str) -> None:
    _parses_or_refuses(words)


@given(st.text())
def test_any_text_is_a_filter_or_a_filter_error(garbage: str) -> None:
    _parses_or_refuses(garbage)


def _parses_or_refuses(garbage: str) -> None:
    refused = None
    try:
        expression = parse(garbage)
    except FilterError as error:
        refused = error
    else:
        assert parse(text(expression)) == expression
    if refused is not None:
        lines = garbage.split("\n")
        assert 1 <= refused.line <= len(lines)
        assert 1 <= refused.column <= len(lines[refused.line - 1]) + 1
