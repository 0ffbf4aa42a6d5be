from __future__ import annotations

from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.batch import Batch
from fauxmon_collector.wire.blocks import LARGE
from fauxmon_collector.wire.bulk import frame_all
from fauxmon_collector.wire.datagrams import datagrams
from fauxmon_collector.wire.gathering import Gathering
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.run import Run
from fauxmon_collector.wire.sessions import SessionLimits, SessionTable
from fauxmon_collector.wire.templates import Template

SESSION = Session("192.0.2.1", 40000, 2055)
OTHER = Session("192.0.2.2", 40000, 2055)
FLOW = encoder.template(10, 256, [("octetDeltaCount", 4)])
TEXT = encoder.template(10, 257, [("interfaceName", 65535), ("octetDeltaCount", 4)])
LIST = encoder.template(10, 258, [("basicList", 65535)])
OPTIONS = encoder.template(10, 259, [("meteringProcessId", 4)], 1, "options")
V5 = encoder.v5_message([{"octetDeltaCount": 9}], sysuptime=1, export_time=1, sequence=1)


def table(*sessions: Session) -> SessionTable:
    """Sessions that have announced all templates in domain 1."""
    made = SessionTable(SessionLimits())
    for session in sessions:
        state = made.touch(session)
        made.domain(state, 10, 1)
        for template in (FLOW, TEXT, LIST, OPTIONS):
            made.announce(state, 1, template)
    return made


def data(template: Template, *octets: int) -> bytes:
    return encoder.data_set(template, [{"octetDeltaCount": one} for one in octets])


def message(*sets: bytes, domain: int = 1) -> bytes:
    return encoder.ipfix_message(sets, export_time=1, sequence=0, domain=domain)


def run(sessions: SessionTable, *rows: tuple[bytes, Session], begin: int = 0) -> Run:
    made = datagrams([(octets, session, 2.5) for octets, session in rows])
    return Run(sessions, made, frame_all(made), begin, len(rows))


def octets(batch: Batch) -> list[int]:
    found: list[int] = batch.columns().unsigned("octetDeltaCount").tolist()
    return found


def test_others_are_those_that_have_to_be_read_one_by_one() -> None:
    rows = [
        (message(data(FLOW, 1)), SESSION),
        (message(data(FLOW, 1)), OTHER),  # nothing is known of it
        (message(data(FLOW, 1), domain=2), SESSION),
        (message(data(FLOW, 1), b"\1\7\0\5x"), SESSION),  # no such template
        (message(encoder.template_set([FLOW])), SESSION),
        (message(b"\1\0\0\7abc"), SESSION),  # shorter than a record
        (message(b"\1\1\0\x0f\1x\0\0\0\1" + b"\x09" * 5), SESSION),  # a whole record and a broken one
        (message(encoder.data_set(LIST, [{}] * 4)), SESSION),
        (message(encoder.data_set(OPTIONS, [{}])), SESSION),
        (V5, SESSION),  # no message of this version was heard
        (message(data(TEXT, 1)), SESSION),
        (b"junk", SESSION),
    ]
    assert run(table(SESSION), *rows).others == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert run(table(SESSION), *rows, begin=9).others == [9, 11]


def test_bodies_are_gathered_by_layout_without_their_padding() -> None:
    gathering = Gathering()
    made = run(
        table(SESSION, OTHER),
        (message(data(FLOW, 1, 2), data(TEXT, 3)), SESSION),
        (message(b"\1\0\0\x0a\0\0\0\4\0\0"), OTHER),
        (message(data(FLOW, 5)), SESSION),
    )
    counts, rows = made.gather(2, gathering)
    assert (counts.tolist(), rows.tolist()) == ([2, 1, 1], [0, 0, 1])
    flows, texts = gathering.take()
    # Bodies of one size are together.
    assert (octets(flows), octets(texts)) == ([4, 1, 2], [3])
    columns = flows.columns()
    assert [columns.origins[one].session for one in columns.origin] == [OTHER, SESSION]
    assert columns.received_ms.tolist() == [2500, 2500]


def test_making_one_changes_nothing_and_hearing_touches_in_order() -> None:
    sessions = table(SESSION, OTHER)
    made = run(sessions, *((message(data(FLOW, 1)), session) for session in (SESSION, OTHER, SESSION)))
    assert list(sessions._sessions) == [SESSION, OTHER]
    made.hear(2)
    assert list(sessions._sessions) == [SESSION, OTHER]
    made.hear(3)
    assert list(sessions._sessions) == [OTHER, SESSION]


def test_numbers_of_the_rows() -> None:
    made = run(
        table(SESSION, OTHER),
        (message(data(FLOW, 1, 2), data(FLOW, 3)), SESSION),
        (b"junk", SESSION),
        (message(data(FLOW, 4)), OTHER),
    )
    numbers, domains = made.numbers(3, *made.gather(3, Gathering()))
    assert [domain.heard.messages for domain in domains] == [1, 1]
    assert numbers.row.tolist() == [0, 2]
    assert numbers.flows.tolist() == [3, 1]
    assert numbers.tracker.tolist() == [0, 1]
    second = numbers.seen(1)
    assert (second.row, second.flows, second.tracker) == (2, 1, numbers.trackers[1])


def test_many_bodies_of_one_size_are_a_block_of_their_own() -> None:
    gathering = Gathering()
    sizes = [1, *[2] * LARGE, 3]
    expected = [number + place for number, size in enumerate(sizes) for place in range(size)]
    messages = [message(data(FLOW, *range(number, number + size))) for number, size in enumerate(sizes)]
    made = run(table(SESSION), *((octets, SESSION) for octets in messages))
    made.gather(len(sizes), gathering)
    (flows,) = gathering.take()
    assert [len(block.counts) for block in flows.blocks] == [1, LARGE, 1]
    assert sorted(octets(flows)) == sorted(expected)
    parts = [part.unsigned("octetDeltaCount").tolist() for part in flows.columns_in_parts(1000)]
    assert [len(part) for part in parts] == [2 * LARGE, 4]
    assert sorted(value for part in parts for value in part) == sorted(expected)
