from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_collector.wire.distinct import Words
from fauxmon_collector.wire.texts import hexadecimal, string, texts, words_by_size, words_of_one_length


def alike(*values: bytes) -> list[tuple[npt.NDArray[np.intp] | None, Words]]:
    return words_of_one_length(np.frombuffer(b"".join(values), np.uint8).reshape(len(values), -1))


def joined(*values: bytes) -> list[tuple[npt.NDArray[np.intp] | None, Words]]:
    lengths = np.array([len(value) for value in values], np.int64)
    octets = np.frombuffer(b"".join(values), np.uint8)
    return words_by_size(octets, np.cumsum(lengths) - lengths, lengths)


def test_each_different_text_once() -> None:
    codes, values = texts(3, alike(b"eth1", b"eth0", b"eth1"), string)
    assert [values[code] for code in codes] == ["eth1", "eth0", "eth1"]
    assert sorted(values) == ["", "eth0", "eth1"]


def test_records_of_several_lengths() -> None:
    codes, values = texts(5, joined(b"bb", b"", b"a", b"a\0", b"a longer one"), string)
    assert [values[code] for code in codes] == ["bb", "", "a", "a", "a longer one"]


@pytest.mark.parametrize("length", [1, 7, 8, 9, 15, 16, 255, 65_535])
def test_texts_of_any_length_up_to_the_end_of_the_octets(length: int) -> None:
    given = [b"x" * length, b"x" * length + b"y", bytes(length), b"x" * length]
    codes, values = texts(4, joined(*(one[:65_535] for one in given)), hexadecimal)
    assert [values[code] for code in codes] == [hexadecimal(one[:65_535]) for one in given]


def test_what_differs_in_octets_only_is_one_text() -> None:
    codes, values = texts(2, alike(b"a\0", b"b\0"), lambda one: "same")
    assert codes.tolist() == [1, 1]
    assert values == ["", "same"]


@pytest.mark.parametrize("words", [alike(b"\1\0", b"\1\1"), joined(b"\1\0", b"\1\1")])
def test_octets_that_end_on_nuls_stay_different(words: list[tuple[npt.NDArray[np.intp] | None, Words]]) -> None:
    codes, values = texts(2, words, hexadecimal)
    assert [values[code] for code in codes] == ["0x0100", "0x0101"]


def test_octets_that_look_like_the_end_of_a_text_stay_different() -> None:
    given = [b"a", b"a\x80", b"a\x80\0", b"a\0", b"a\x80\x80"]
    codes, values = texts(5, joined(*given), hexadecimal)
    assert [values[code] for code in codes] == [hexadecimal(one) for one in given]


def test_what_is_no_utf_8_is_replaced() -> None:
    assert string(b"a\xffb\0\0") == "a\ufffdb"


def test_no_octets_are_the_empty_text() -> None:
    codes, values = texts(2, alike(b"", b""), string)
    assert [values[code] for code in codes] == ["", ""]
