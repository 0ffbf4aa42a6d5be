from __future__ import annotations

from fauxmon_collector.wire.messages import MessageHeader, Session
from fauxmon_collector.wire.sequence import SequenceStats
from fauxmon_collector.wire.session_state import SessionState
from fauxmon_collector.wire.sessions import Change, SessionLimits, SessionTable
from fauxmon_collector.wire.templates import FieldSpecifier, Template

FIRST = Session("192.0.2.1", 1, 2055)
SECOND = Session("192.0.2.1", 2, 2055)
ELSEWHERE = Session("192.0.2.9", 1, 2055)


def template(template_id: int = 256, fields: int = 1, length: int = 4) -> Template:
    return Template(10, template_id, tuple(FieldSpecifier(8, length) for _ in range(fields)))


def lose(table: SessionTable, state: SessionState, domain: int, lost: int) -> None:
    tracker = table.domain(state, 10, domain).tracker
    tracker.see(MessageHeader(10, domain, 0, 0, None, 0), 1)
    tracker.see(MessageHeader(10, domain, 1 + lost, 0, None, 0), 1)


def test_announcing_again_changes_nothing_and_another_layout_does() -> None:
    table = SessionTable(SessionLimits())
    state = table.touch(FIRST)
    assert table.announce(state, 0, template()) is Change.NEW
    assert table.announce(state, 0, template()) is Change.NONE
    assert table.announce(state, 0, template(length=2)) is Change.REDEFINED
    assert table.announce(state, 1, template()) is Change.NEW
    assert sorted(state.in_domain(10, 0)) == [256]


def test_the_newest_announcement_is_lent() -> None:
    table = SessionTable(SessionLimits())
    older, newer = template(length=4), template(length=8)
    table.announce(table.touch(FIRST), 0, older)
    table.announce(table.touch(SECOND), 0, newer)
    borrower = table.touch(Session("192.0.2.1", 3, 2055))
    assert table.borrow(borrower, (10, 0, 256)) is newer
    table.announce(table.touch(FIRST), 0, template(length=4))
    assert table.borrow(borrower, (10, 0, 256)) is older
    assert table.borrow(table.touch(ELSEWHERE), (10, 0, 256)) is None
    assert table.borrow(borrower, (9, 0, 256)) is None


def test_what_is_forgotten_is_lent_no_more() -> None:
    table = SessionTable(SessionLimits())
    table.announce(table.touch(FIRST), 0, template())
    table.forget("192.0.2.1", 2055)
    assert not table.of_exporter("192.0.2.1", 2055)
    assert table.borrow(table.touch(SECOND), (10, 0, 256)) is None


def test_the_session_not_heard_of_for_longest_goes_first() -> None:
    dropped: list[Session] = []
    table = SessionTable(SessionLimits(sessions=2), dropped.append)
    for session in (FIRST, SECOND, FIRST):
        table.touch(session)
    assert not dropped
    table.touch(ELSEWHERE)
    assert dropped == [SECOND]
    assert [state.session for state in table.of_exporter("192.0.2.1", 2055)] == [FIRST]


def test_an_exporter_of_many_ports_drives_out_its_own_sessions_only() -> None:
    dropped: list[Session] = []
    table = SessionTable(SessionLimits(sessions=10, sessions_of_exporter=3), dropped.append)
    table.touch(ELSEWHERE)
    for port in (1, 2, 3, 1, 4, 5):
        table.touch(Session("192.0.2.1", port, 2055))
    assert [session.port for session in dropped] == [2, 3]
    assert [state.session for state in table.of_exporter("192.0.2.9", 2055)] == [ELSEWHERE]


def test_a_session_that_lends_is_not_forgotten() -> None:
    table = SessionTable(SessionLimits(sessions_of_exporter=3))
    lent = template()
    table.announce(table.touch(FIRST), 0, lent)
    for port in range(2, 20):
        assert table.borrow(table.touch(Session("192.0.2.1", port, 2055)), (10, 0, 256)) is lent


def test_domains_in_all_are_bounded_and_the_quietest_sessions_pay() -> None:
    dropped: list[Session] = []
    table = SessionTable(SessionLimits(domains_in_all=4, domains=3), dropped.append)
    for session in (FIRST, SECOND, ELSEWHERE):
        table.domain(table.touch(session), 10, 0)
    for domain in range(4):
        table.domain(table.touch(SECOND), 10, domain)
    assert dropped == [FIRST]
    assert len(table[SECOND].domains) == 3
    table.domain(table.touch(FIRST), 10, 0)
    assert dropped == [FIRST, ELSEWHERE]


def test_the_template_not_announced_for_longest_goes_first() -> None:
    table = SessionTable(SessionLimits(templates=2))
    state = table.touch(FIRST)
    for template_id in (256, 257, 256, 258):
        table.announce(state, 0, template(template_id))
    assert sorted(state.in_domain(10, 0)) == [256, 258]


def test_fields_of_a_session_are_bounded() -> None:
    table = SessionTable(SessionLimits(fields=24))
    state = table.touch(FIRST)
    assert table.announce(state, 0, template(256, fields=17)) is Change.REFUSED
    for template_id in (256, 257, 258):
        table.announce(state, 0, template(template_id, fields=4))
    assert sorted(state.in_domain(10, 0)) == [257, 258]
    assert state.fields == 24


def test_fields_in_all_are_bounded_and_the_quietest_sessions_pay() -> None:
    table = SessionTable(SessionLimits(fields_in_all=30))
    for session in (FIRST, SECOND, ELSEWHERE):
        table.announce(table.touch(session), 0, template(fields=4))
    assert not table[FIRST].templates
    assert table[SECOND].templates
    assert table[ELSEWHERE].templates


def test_loss_of_forgotten_domains_and_sessions_still_counts() -> None:
    table = SessionTable(SessionLimits(sessions=2, domains=1))
    state = table.touch(FIRST)
    lose(table, state, domain=1, lost=5)
    lose(table, state, domain=2, lost=7)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats(lost=12)
    for session in (ELSEWHERE, Session("192.0.2.9", 2, 2055)):
        table.touch(session)
    assert not table.of_exporter("192.0.2.1", 2055)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats(lost=12)
    table.forget("192.0.2.1", 2055)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats()


def test_loss_of_forgotten_exporters_is_not_kept_without_end() -> None:
    table = SessionTable(SessionLimits(sessions=1))
    for session in (FIRST, ELSEWHERE, Session("192.0.2.3", 1, 2055), FIRST):
        lose(table, table.touch(session), domain=1, lost=5)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats(lost=5)
    assert table.sequence("192.0.2.3", 2055) == SequenceStats(lost=5)
