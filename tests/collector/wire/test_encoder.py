from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.implicit import implicit_template
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.templates import FieldSpecifier

SESSION = Session("192.0.2.1", 1, 2055)


def test_templates_by_name() -> None:
    template = encoder.template(10, 256, [("sourceIPv4Address", 4), ("reverseOctetDeltaCount", 8)])
    assert template.fields == (FieldSpecifier(8, 4), FieldSpecifier(1, 8, 29305))
    with pytest.raises(KeyError):
        encoder.template(10, 256, [("noSuchElement", 4)])


def test_template_sets_say_on_the_wire_what_they_should() -> None:
    v9 = encoder.template(9, 256, [("sourceIPv4Address", 4)])
    ipfix = encoder.template(10, 256, [("npmServerResponseTime", 4)])
    assert encoder.template_set([v9]).hex(" ", 2) == "0000 000c 0100 0001 0008 0004"
    assert encoder.template_set([ipfix]).hex(" ", 2) == "0002 0010 0100 0001 8046 0004 0000 9a4b"


def test_options_template_sets() -> None:
    fields = [("selectorId", 4), ("samplingInterval", 4)]
    v9 = encoder.template(9, 256, fields, 1, "options")
    ipfix = encoder.template(10, 256, fields, 1, "options")
    assert encoder.template_set([v9]).hex(" ", 2) == "0001 0014 0100 0004 0004 012e 0004 0022 0004 0000"
    assert encoder.template_set([ipfix]).hex(" ", 2) == "0003 0012 0100 0002 0001 012e 0004 0022 0004"


def test_sets_of_v9_end_on_a_word() -> None:
    v9 = encoder.template(9, 256, [("octetDeltaCount", 4), ("protocolIdentifier", 1)])
    assert encoder.data_set(v9, [{"octetDeltaCount": 1, "protocolIdentifier": 6}]).hex() == "0100000c0000000106000000"
    one_octet = encoder.template(9, 256, [("protocolIdentifier", 1)])
    assert encoder.data_set(one_octet, [{"protocolIdentifier": 6}]).hex() == "0100000506"  # 3 octets would be 3 records


@pytest.mark.parametrize(("length", "prefix"), [(0, "00"), (254, "fe"), (255, "ff00ff"), (300, "ff012c")])
def test_lengths_of_variable_fields(length: int, prefix: str) -> None:
    layout = encoder.template(10, 256, [("interfaceName", 65535)])
    assert encoder.data_record(layout, {"interfaceName": "x" * length}).hex() == prefix + "78" * length


def test_columns_make_the_same_set_as_records() -> None:
    layout = encoder.template(
        10, 256, [("octetDeltaCount", 8), ("sourceIPv6Address", 16), ("protocolIdentifier", 1), ("packetDeltaCount", 2)]
    )
    columns = {
        "octetDeltaCount": np.array([1, 2**40], np.uint64),
        "sourceIPv6Address": np.array([[0x20010DB800000000, 1], [0, 2]], np.uint64),
        "protocolIdentifier": np.array([6, 17], np.uint8),
    }
    rows = [
        {"octetDeltaCount": 1, "sourceIPv6Address": "2001:db8::1", "protocolIdentifier": 6},
        {"octetDeltaCount": 2**40, "sourceIPv6Address": "::2", "protocolIdentifier": 17},
    ]
    assert encoder.data_set_from_columns(layout, columns, 2) == encoder.data_set(layout, rows)


def test_v5_messages_go_out_and_in() -> None:
    record = {"sourceIPv4Address": "10.0.0.1", "octetDeltaCount": 99, "flowStartSysUpTime": 5, "bgpSourceAsNumber": 7}
    datagram = encoder.v5_message([record], sysuptime=10, export_time=1000, sequence=3, engine_id=4, sampling_rate=100)
    assert len(datagram) == 24 + 48
    decoder = Decoder()
    header = decoder.feed(datagram, SESSION, 0.0)
    assert header is not None
    assert (header.sequence, header.engine_id, header.sampling_rate) == (3, 4, 100)
    (batch,) = decoder.take().batches
    (found,) = batch.records()
    assert record.items() <= found.fields.items()


def test_v5_has_no_data_sets() -> None:
    with pytest.raises(ValueError, match="no sets"):
        encoder.data_set(implicit_template(5), [{}])
