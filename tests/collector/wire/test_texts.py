from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.texts import hexadecimal, string, texts


def octets(*values: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(b"".join(values), np.uint8).reshape(len(values), -1)


def test_each_different_text_once() -> None:
    codes, values = texts(3, [(None, octets(b"eth1", b"eth0", b"eth1"))], string)
    assert [values[code] for code in codes] == ["eth1", "eth0", "eth1"]
    assert sorted(values) == ["", "eth0", "eth1"]


def test_records_of_several_lengths() -> None:
    groups = [(np.array([3, 0]), octets(b"a\0", b"bb")), (np.array([2]), octets(b"a"))]
    codes, values = texts(4, groups, string)
    assert [values[code] for code in codes] == ["bb", "", "a", "a"]


def test_what_differs_in_octets_only_is_one_text() -> None:
    codes, values = texts(2, [(None, octets(b"a\0", b"a\0"))], lambda one: "same")
    assert len(set(codes.tolist())) == 1
    assert values == ["", "same"]


def test_octets_that_end_on_nuls_stay_different() -> None:
    codes, values = texts(2, [(None, octets(b"\1\0", b"\1\1"))], hexadecimal)
    assert [values[code] for code in codes] == ["0x0100", "0x0101"]


def test_what_is_no_utf_8_is_replaced() -> None:
    assert string(b"a\xffb\0\0") == "a\ufffdb"


def test_no_octets_are_the_empty_text() -> None:
    codes, values = texts(2, [(None, np.zeros((2, 0), np.uint8))], string)
    assert [values[code] for code in codes] == ["", ""]
