from __future__ import annotations

from fauxmon_collector.wire.messages import MessageHeader, Session
from fauxmon_collector.wire.sequence import SequenceStats
from fauxmon_collector.wire.sessions import Change, SessionLimits, SessionState, SessionTable
from fauxmon_collector.wire.templates import FieldSpecifier, Template

FIRST = Session("192.0.2.1", 1, 2055)
SECOND = Session("192.0.2.1", 2, 2055)
ELSEWHERE = Session("192.0.2.9", 1, 2055)


def template(template_id: int = 256, fields: int = 1, length: int = 4) -> Template:
    return Template(10, template_id, tuple(FieldSpecifier(8, length) for _ in range(fields)))


def state_of(table: SessionTable, session: Session) -> SessionState:
    return table.touch(session)[0]


def lose(table: SessionTable, state: SessionState, domain: int, lost: int) -> None:
    tracker = table.domain(state, 10, domain).tracker
    tracker.see(MessageHeader(10, domain, 0, 0, None, 0), 1)
    tracker.see(MessageHeader(10, domain, 1 + lost, 0, None, 0), 1)


def test_announcing_again_changes_nothing_and_another_layout_does() -> None:
    table = SessionTable(SessionLimits())
    state = state_of(table, FIRST)
    assert table.announce(state, 0, template()) is Change.NEW
    assert table.announce(state, 0, template()) is Change.NONE
    assert table.announce(state, 0, template(length=2)) is Change.REDEFINED
    assert table.announce(state, 1, template()) is Change.NEW
    assert sorted(state.in_domain(10, 0)) == [256]


def test_the_newest_announcement_is_lent() -> None:
    table = SessionTable(SessionLimits())
    older, newer = template(length=4), template(length=8)
    table.announce(state_of(table, FIRST), 0, older)
    table.announce(state_of(table, SECOND), 0, newer)
    borrower = state_of(table, Session("192.0.2.1", 3, 2055))
    assert table.borrow(borrower, (10, 0, 256)) is newer
    table.announce(state_of(table, FIRST), 0, template(length=4))
    assert table.borrow(borrower, (10, 0, 256)) is older
    assert table.borrow(state_of(table, ELSEWHERE), (10, 0, 256)) is None
    assert table.borrow(borrower, (9, 0, 256)) is None


def test_what_is_forgotten_is_lent_no_more() -> None:
    table = SessionTable(SessionLimits())
    table.announce(state_of(table, FIRST), 0, template())
    assert [state.session for state in table.forget("192.0.2.1", 2055)] == [FIRST]
    assert table.borrow(state_of(table, SECOND), (10, 0, 256)) is None


def test_the_session_not_heard_of_for_longest_goes_first() -> None:
    table = SessionTable(SessionLimits(sessions=2))
    for session in (FIRST, SECOND, FIRST):
        assert table.touch(session)[1] is None
    _, evicted = table.touch(ELSEWHERE)
    assert evicted is not None
    assert evicted.session == SECOND
    assert {state.session for state in table.of_origin("192.0.2.1", 2055)} == {FIRST}


def test_the_template_not_announced_for_longest_goes_first() -> None:
    table = SessionTable(SessionLimits(templates=2))
    state = state_of(table, FIRST)
    for template_id in (256, 257, 256, 258):
        table.announce(state, 0, template(template_id))
    assert sorted(state.in_domain(10, 0)) == [256, 258]


def test_fields_of_a_session_are_bounded() -> None:
    table = SessionTable(SessionLimits(fields=10))
    state = state_of(table, FIRST)
    assert table.announce(state, 0, template(256, fields=11)) is Change.REFUSED
    for template_id in (256, 257, 258):
        table.announce(state, 0, template(template_id, fields=4))
    assert sorted(state.in_domain(10, 0)) == [257, 258]
    assert state.fields == 8


def test_fields_in_all_are_bounded_and_the_quietest_sessions_pay() -> None:
    table = SessionTable(SessionLimits(fields_in_all=10))
    for session in (FIRST, SECOND, ELSEWHERE):
        table.announce(state_of(table, session), 0, template(fields=4))
    assert not table[FIRST].templates
    assert table[SECOND].templates
    assert table[ELSEWHERE].templates


def test_loss_of_forgotten_domains_and_sessions_still_counts() -> None:
    table = SessionTable(SessionLimits(sessions=2, domains=1))
    state = state_of(table, FIRST)
    lose(table, state, domain=1, lost=5)
    lose(table, state, domain=2, lost=7)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats(lost=12)
    table.touch(SECOND)
    table.touch(Session("192.0.2.1", 3, 2055))
    assert table.sequence("192.0.2.1", 2055) == SequenceStats(lost=12)
    table.forget("192.0.2.1", 2055)
    assert table.sequence("192.0.2.1", 2055) == SequenceStats()
