"""Filter text and AST are two forms of one thing, and garbage is refused in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fauxmon_model.filter import Expression, FilterError, ast, parse, text
from fauxmon_model.filter.fields import FIELDS, FieldKind
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import COMPARATORS, FIELD_OF, FLAGS, NETS, TEXT_COMPARATORS, spellings

networks = st.ip_addresses().flatmap(
    lambda address: st.integers(0, address.max_prefixlen).map(lambda prefix: Network.of(f"{address}/{prefix}"))
)
addresses = st.ip_addresses().map(lambda address: Network.of(str(address)))


texts = st.text(max_size=200)

_BY_KIND = {kind: sorted(name for name, field in FIELDS.items() if field.kind is kind) for kind in FieldKind}


def _several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, min_size=1, max_size=4).map(tuple)


def _numbers(field: str) -> st.SearchStrategy[Expression]:
    values = st.integers(0, FIELDS[field].largest)
    comparators = st.sampled_from(sorted(set(COMPARATORS.values())))
    compared = st.builds(ast.Number, st.just(field), comparators, st.tuples(values))
    if FIELDS[field].kind is FieldKind.TIME:
        return compared
    return compared | st.builds(ast.Number, st.just(field), st.just("="), _several(values))


def _of_field(name: str) -> st.SearchStrategy[Expression]:
    """All that can be said of a field."""
    match FIELDS[name].kind:
        case FieldKind.ADDRESS:
            return st.builds(ast.Address, st.just(name), _several(networks))
        case FieldKind.MAC:
            return st.builds(ast.Mac, st.just(name), _several(st.integers(0, (1 << 48) - 1)))
        case FieldKind.TEXT:
            return st.builds(ast.Text, st.just(name), st.sampled_from(["", *TEXT_COMPARATORS.values()]), texts)
        case _:
            return _numbers(name)


primitives: st.SearchStrategy[Expression] = st.one_of(
    st.builds(ast.Anything),
    st.builds(ast.IpVersion, st.sampled_from([4, 6])),
    # By kind, for there are far more numbers than anything else.
    *(st.sampled_from(names).flatmap(_of_field) for names in _BY_KIND.values()),
    st.builds(ast.Flags, st.integers(1, sum(FLAGS.values())), st.booleans()),
    st.builds(ast.Flags, st.just(0), st.just(True)),
    st.builds(ast.Router, addresses),
    st.builds(ast.Ident, texts),
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


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=10)
@given(data=st.data())
def test_that_holds_for_every_field(field: str, data: st.DataObject) -> None:
    expression = data.draw(_of_field(field))
    assert parse(text(expression)) == expression


VALUES = {
    FieldKind.NUMBER: "1",
    FieldKind.TIME: "2024-01-31",
    FieldKind.MAC: "1:2:3:4:5:6",
    FieldKind.TEXT: "x",
    FieldKind.ADDRESS: "10.0.0.1",
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_understood_in_all_its_spellings(field: str) -> None:
    value = VALUES[FIELDS[field].kind]
    (meant,) = {parse(f"{spelling} {value}") for spelling in spellings(field)}
    assert getattr(meant, "field", None) == field


@pytest.mark.parametrize("field", NETS)
def test_every_address_has_its_network(field: str) -> None:
    assert parse(f"{field} 10.0.0.0/8") == ast.Address(NETS[field], (Network.of("10.0.0.0/8"),))


def test_no_words_mean_two_fields() -> None:
    assert len(FIELD_OF) == sum(len(list(spellings(field))) for field in [*FIELDS, *NETS])


WORDS = ["any", "not", "!", "(", ")", "and", "or", "ip", "net", "port", "in", "[", "]", ",", "1", ">", "=", "#", "\n"]
WORDS += ["10.0.0.1", "10.0.0.0/8", "::", "src", "if", "proto", "tcp", "flags", "SA", "router", "bytes", "10k"]
WORDS += ["mac", "1:2:3:4:5:6", "next", "vlan", "http-host", '"x y"', "'", "flowdir", "egress", "npm-rtt", "0.5"]
WORDS += ["ident", "first", "seen", "2024-01-31", "proto", "arp", "flags", "18", "router", "ttl", "geo"]


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
