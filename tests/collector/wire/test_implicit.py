from __future__ import annotations

import pytest

from fauxmon_collector.wire.implicit import implicit_template


def test_v5_records() -> None:
    template = implicit_template(5)
    assert template.record_length == 48
    assert template.offsets[template.index["octetDeltaCount"]] == 20
    assert template.offsets[template.index["protocolIdentifier"]] == 38
    assert template is implicit_template(5)


def test_v1_records() -> None:
    template = implicit_template(1)
    assert template.record_length == 48
    assert template.offsets[template.index["protocolIdentifier"]] == 38


def test_v7_records_are_v5s_and_the_router() -> None:
    five, seven = implicit_template(5), implicit_template(7)
    assert seven.record_length == 52
    assert seven.fields == (*five.fields, seven.fields[-1])
    assert seven.keys[-1].startswith("paddingOctets#")


def test_other_versions_have_none() -> None:
    with pytest.raises(KeyError):
        implicit_template(9)
