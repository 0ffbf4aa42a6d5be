"""Writing an AST as filter text: parsing it again gives the same AST."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

from fauxmon_model.filter import ast
from fauxmon_model.filter.fields import FIELDS, Field, FieldKind
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import FLAGS, net

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - UTC, which times without an offset are


def text(expression: ast.Expression) -> str:
    """The filter in its shortest usual words, lower case, parentheses only where they are needed."""
    match expression:
        case ast.Or(operands):
            return " or ".join(text(operand) for operand in operands)
        case ast.And(operands):
            return " and ".join(_within(operand, ast.Or) for operand in operands)
        case ast.Not(operand):
            return f"not {_within(operand, ast.Or | ast.And)}"
        case _:
            return _primitive(expression)


def mac_text(address: int) -> str:
    """A MAC address as it is usually written: `00:53:00:00:00:01`."""
    return ":".join(f"{octet:02x}" for octet in address.to_bytes(6))


def _within(operand: ast.Expression, looser: type | object) -> str:
    return f"({text(operand)})" if isinstance(operand, looser) else text(operand)  # type: ignore[arg-type]


def _primitive(expression: ast.Expression) -> str:
    match expression:
        case ast.IpVersion(version):
            return f"ipv{version}"
        case ast.Address(field, networks):
            return _address(field, networks)
        case ast.Number(field, comparator, values):
            return f"{field} {_condition(comparator, [_number(FIELDS[field], value) for value in values])}"
        case ast.Mac(field, addresses):
            return f"{field} {_condition('=', [mac_text(address) for address in addresses])}"
        case ast.Text(field, comparator, wanted):
            return " ".join(part for part in (field, comparator, quoted(wanted)) if part)
        case ast.Flags(bits, exact):
            letters = "".join(letter for letter, bit in FLAGS.items() if bits & bit)
            return f"flags {'=' if exact else ''}{letters or 0}"
        case ast.Router(address):
            return f"router ip {address}"
        case ast.Ident(channel):
            return f"ident {quoted(channel)}"
        case _:
            return "any"


def _address(field: str, networks: tuple[Network, ...]) -> str:
    if len(networks) > 1:
        return f"{field} {_condition('=', [str(network) for network in networks])}"
    return f"{field if networks[0].is_address else net(field)} {networks[0]}"


def _condition(comparator: str, values: list[str]) -> str:
    if len(values) > 1:
        return f"in [{', '.join(values)}]"
    return values[0] if comparator == "=" else f"{comparator} {values[0]}"


def _number(field: Field, value: int) -> str:
    if field.kind is FieldKind.TIME:
        digits = "milliseconds" if value % 1000 else "seconds"
        return (_EPOCH + timedelta(milliseconds=value)).isoformat(timespec=digits)
    name = next((name for name, number in field.names.items() if number == value), None)
    return name or f"{Decimal(value) / field.scale:f}"


def quoted(text: str) -> str:
    """Between double quotes, those and backslashes within behind a backslash."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
