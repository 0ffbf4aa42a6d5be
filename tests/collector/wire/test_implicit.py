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


def test_other_versions_have_none() -> None:
    with pytest.raises(KeyError):
        implicit_template(9)
