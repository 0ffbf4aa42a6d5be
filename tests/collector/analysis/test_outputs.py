"""The table of output columns."""

from __future__ import annotations

from fauxmon_collector.analysis.outputs import DEFINITIONS, ORDER_BYS, OUTPUTS, Together, find, id_of
from fauxmon_model.flow_columns import FLOW_COLUMNS


def test_every_flow_column_is_shown_but_when_it_was_received() -> None:
    shown = {column.name for output in OUTPUTS.values() for column in output.columns}
    assert {column.name for column in FLOW_COLUMNS} - shown == {"received_ms"}


def test_columns_keep_the_id_of_the_product() -> None:
    assert OUTPUTS.keys() >= {column.flowmon_id for column in FLOW_COLUMNS if column.flowmon_id}


def test_no_two_columns_are_called_the_same_in_answers() -> None:
    keys = [column.key for column in OUTPUTS.values()]
    assert len(keys) == len(set(keys))


def test_addresses_and_ports_are_called_as_in_statistics() -> None:
    renamed = {id_: column.key for id_, column in OUTPUTS.items() if column.key != id_}
    assert renamed == {"sa": "srcip", "da": "dstip", "sp": "srcport:p", "dp": "dstport:p"}
    assert all(find(key) is OUTPUTS[id_] for id_, key in renamed.items())


def test_definitions_name_columns() -> None:
    assert {id_ for columns in DEFINITIONS.values() for id_ in columns} <= OUTPUTS.keys()


def test_what_listings_are_sorted_by_has_a_value_in_groups() -> None:
    assert all(column.together is not Together.KEY for column in ORDER_BYS.values())


def test_what_answers_call_a_column_has_its_id() -> None:
    assert [id_of(key) for key in ("dstip", "srcport:p", "pr", "portp")] == ["da", "sp", "pr", "portp"]
