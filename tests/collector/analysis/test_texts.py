"""Values as text: what nfdump and the contract write."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon_collector.analysis.outputs import OUTPUTS, Form
from fauxmon_collector.analysis.texts import written


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        (Form.SCALED, 0, "0"),
        (Form.SCALED, 999_999, "999999"),
        (Form.SCALED, 1_000_000, "1.0 M"),
        (Form.SCALED, 1_250_000, "1.2 M"),
        (Form.SCALED, 999_999_999, "1000.0 M"),
        (Form.SCALED, 1_000_000_000, "1.0 G"),
        (Form.SCALED, 2**64, "18446744.1 T"),
        (Form.SCALED, 1234.0, "1234"),
        (Form.TIME, 1_740_830_400_000, "2025-03-01 12:00:00.000"),
        (Form.TIME, 1_740_830_400_007, "2025-03-01 12:00:00.007"),
        (Form.TIME, -(2**63), "1970-01-01 00:00:00.000"),
        (Form.TIME, 2**63 - 1, "9999-12-31 23:59:59.999"),
        (Form.DURATION, 554_458, "554.458"),
        (Form.DURATION, 7, "0.007"),
        (Form.NUMBER, 443, "443"),
        (Form.NUMBER, 1440.0, "1440"),
        (Form.NUMBER, 2**64 - 1, "18446744073709551615"),
        (Form.NUMBER, float("inf"), "inf"),
        (Form.MEASURED, 150.5, "150.500"),
        (Form.ADDRESS, "2001:db8::1", "2001:db8::1"),
        (Form.MAC, 0x0053_0000_00AB, "00:53:00:00:00:ab"),
        (Form.PROTOCOL, 17, "UDP"),
        (Form.PROTOCOL, 201, "201"),
        (Form.FLAGS, 0b1_1011, "...AP.SF"),
        (Form.TEXT, "a.example", "a.example"),
    ],
)
def test_a_value(form: Form, value: Any, text: str) -> None:
    assert written(form, value) == text


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        *((id_, "N/A") for id_ in ("hos", "hosmaj", "hosmin", "hosbld", "tcpwinsize", "tcpsynsize", "tcpttl", "nrtt")),
        *((id_, "") for id_ in ("hhost", "hurl", "dnsqname")),
        *((id_, "0") for id_ in ("src_vlan", "dp", "pr", "byt")),
        *((id_, "0.0.0.0") for id_ in ("sa", "next_hop", "router")),
        ("in_src_mac", "00:00:00:00:00:00"),
        ("flg", "........"),
    ],
)
def test_what_a_flow_does_not_have(id_: str, text: str) -> None:
    assert written(OUTPUTS[id_].form, None) == text


def test_every_form_can_be_written() -> None:
    assert {column.form for column in OUTPUTS.values()} == set(Form)
    for form in Form:
        assert isinstance(written(form, "x" if form in (Form.TEXT, Form.ADDRESS, Form.ROUTER) else 1), str)
