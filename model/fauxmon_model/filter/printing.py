"""Writing an AST as filter text: parsing it again gives the same AST."""

from __future__ import annotations

from fauxmon_model.filter import ast
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import FLAGS, PROTOCOLS

_PROTOCOL_NAMES = {number: name for name, number in PROTOCOLS.items()}
_SIDES = {ast.Side.EITHER: "", ast.Side.SOURCE: "src ", ast.Side.DESTINATION: "dst "}
_WAYS = {ast.Side.EITHER: "", ast.Side.SOURCE: "in ", ast.Side.DESTINATION: "out "}


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


def _within(operand: ast.Expression, looser: type | object) -> str:
    return f"({text(operand)})" if isinstance(operand, looser) else text(operand)  # type: ignore[arg-type]


def _primitive(expression: ast.Expression) -> str:
    match expression:
        case ast.IpVersion(version):
            return f"ipv{version}"
        case ast.Protocol(number):
            return f"proto {_PROTOCOL_NAMES.get(number, number)}"
        case ast.Address(side, networks):
            return _SIDES[side] + _networks(networks)
        case ast.Number(field, side, comparator, values):
            return (_WAYS if field == "if" else _SIDES)[side] + f"{field} {_condition(comparator, values)}"
        case ast.Flags(bits, exact):
            letters = "".join(letter for letter, bit in FLAGS.items() if bits & bit)
            return f"flags {'=' if exact else ''}{letters}"
        case ast.Router(address):
            return f"router ip {address}"
        case _:
            return "any"


def _networks(networks: tuple[Network, ...]) -> str:
    if len(networks) > 1:
        return f"ip in [{', '.join(str(network) for network in networks)}]"
    return f"{'ip' if networks[0].is_address else 'net'} {networks[0]}"


def _condition(comparator: str, values: tuple[int, ...]) -> str:
    if len(values) > 1:
        return f"in [{', '.join(str(value) for value in values)}]"
    return str(values[0]) if comparator == "=" else f"{comparator} {values[0]}"
