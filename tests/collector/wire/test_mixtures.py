from __future__ import annotations

import numpy as np

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.mixtures import FEW, in_order, put_in_order, together
from fauxmon_collector.wire.templates import FieldSpecifier, Template

FIELDS = [("octetDeltaCount", 4), ("protocolIdentifier", 1), ("sourceIPv6Address", 16), ("applicationId", 5)]
ORDER = [element for element, _ in sorted(FIELDS, key=lambda one: encoder.template(10, 256, [one]).fields[0].number)]


def test_those_with_the_same_fields_are_of_one_mixture() -> None:
    one, other = encoder.template(10, 256, FIELDS), encoder.template(10, 300, FIELDS[::-1])
    assert one.layout is not other.layout
    assert one.mixture is other.mixture is in_order(other).layout
    assert in_order(one).keys == tuple(ORDER)
    assert encoder.template(10, 256, [*FIELDS[:3], ("applicationId", 6)]).mixture is not one.mixture
    assert encoder.template(9, 256, FIELDS).mixture is not one.mixture


def test_the_order_of_repeated_elements_tells_templates_apart() -> None:
    short, long = FieldSpecifier(1, 4), FieldSpecifier(1, 8)
    protocol = FieldSpecifier(4, 1)
    first, second = Template(10, 256, (short, protocol, long)), Template(10, 256, (protocol, long, short))
    assert first.mixture is not second.mixture
    assert first.mixture is Template(10, 256, (short, long, protocol)).mixture


def test_elements_of_enterprises_keep_apart_from_others() -> None:
    plain, theirs = FieldSpecifier(1, 4), FieldSpecifier(1, 4, 39499)
    assert Template(10, 256, (theirs, plain)).mixture is Template(10, 256, (plain, theirs)).mixture
    assert in_order(Template(10, 256, (theirs, plain))).fields == (plain, theirs)


def test_few_records_of_many_layouts_are_read_together() -> None:
    one, other = encoder.template(10, 256, FIELDS), encoder.template(10, 256, FIELDS[::-1])
    text = [("interfaceName", 65535), ("octetDeltaCount", 4)]
    varying, turned = encoder.template(10, 256, text), encoder.template(10, 256, text[::-1])
    templates = [one, varying, other, turned]
    assert together(templates, np.array([FEW, 1, FEW - 1, 1])) == [[0, 2], [1], [3]]
    assert together(templates, np.array([FEW, 1, FEW, 1])) == [[0], [2], [1], [3]]


def test_records_get_one_order_of_fields() -> None:
    chance = np.random.default_rng(5)
    orders = [[FIELDS[place] for place in chance.permutation(len(FIELDS))] for _ in range(20)]
    for of_one_mixture in (orders, [[*order[:2], ("sourceMacAddress", 0), *order[2:]] for order in orders]):
        templates = [encoder.template(10, 256, order) for order in of_one_mixture]
        assert len({template.mixture for template in templates}) == 1
        octets, starts, of, wanted = b"--", [], [], b""
        for _ in range(200):
            of.append(int(chance.integers(len(templates))))
            values = {element: chance.bytes(length) for element, length in FIELDS}
            starts.append(len(octets))
            octets += b"".join(values[element] for element, length in of_one_mixture[of[-1]] if length)
            wanted += b"".join(values[element] for element in ORDER)
        found = put_in_order(
            in_order(templates[-1]), templates, np.frombuffer(octets, np.uint8), np.array(starts), np.array(of)
        )
        assert found.tobytes() == wanted
