"""ProblemLog: counts of all, the newest few in full."""

from __future__ import annotations

from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_collector.ingest.problems import OF_EACH, SHOWN_OCTETS, ProblemLog
from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.problems import SPECIFICATIONS, Fault, Problem, ProblemCode

SESSION = Session("10.0.0.1", 40000, 2055)


def problem(code: ProblemCode, offset: int = 0) -> Problem:
    return Problem.of(Fault(code, offset, "detail"), SESSION, 12.5, 0)


def test_an_entry_says_who_when_what_and_where() -> None:
    log = ProblemLog()
    log.add(problem(ProblemCode.SET_OVERRUN, 20), b"\x00" * 100)
    assert log.newest() == [
        {
            "time_ms": 12_500,
            "exporter": "10.0.0.1",
            "listening_port": 2055,
            "code": "set-overrun",
            "offset": 20,
            "detail": "detail",
            "spec": SPECIFICATIONS[ProblemCode.SET_OVERRUN],
            "hex": "00" * SHOWN_OCTETS,
        }
    ]


def test_the_newest_come_first_and_old_ones_go_but_stay_counted() -> None:
    log = ProblemLog(keep=2)
    for code in (ProblemCode.EMPTY, ProblemCode.EMPTY, ProblemCode.BAD_LENGTH):
        log.add(problem(code))
    assert [entry["code"] for entry in log.newest()] == ["bad-length", "empty"]
    assert [entry["code"] for entry in log.newest(1)] == ["bad-length"]
    assert log.codes() == {"bad-length": 1, "empty": 2}


def test_codes_are_counted_by_exporter_and_port() -> None:
    log = ProblemLog()
    other = Session("10.0.0.1", 40000, 4739)
    log.add(Problem.of(Fault(ProblemCode.EMPTY, 0, ""), other, 1.0, 0))
    for code in (ProblemCode.EMPTY, ProblemCode.BAD_LENGTH, ProblemCode.EMPTY):
        log.add(problem(code))
    assert log.exporters() == [
        {"exporter": "10.0.0.1", "listening_port": 2055, "codes": {"bad-length": 1, "empty": 2}},
        {"exporter": "10.0.0.1", "listening_port": 4739, "codes": {"empty": 1}},
    ]


def test_a_flood_of_exporters_is_bounded_and_every_problem_stays_counted() -> None:
    log = ProblemLog(keep=10, exporters=100)
    for number in range(5000):
        session = Session(f"172.{number >> 8}.{number & 255}.1", 1, 2055)
        log.add(Problem.of(Fault(ProblemCode.EMPTY, 0, ""), session, 1.0, 0))
        log.add(problem(ProblemCode.BAD_LENGTH))
    *known, others = log.exporters()
    assert len(known) == 100
    assert known[0]["codes"] == {"bad-length": 5000}
    assert others == {"exporter": None, "listening_port": None, "codes": {"empty": 4901}}
    assert len(log.newest(1000)) == 10
    assert log.codes() == {"bad-length": 5000, "empty": 5000}


def test_the_last_of_an_exporter_stay_however_many_come_from_others() -> None:
    log = ProblemLog(keep=5)
    other = Session("10.0.0.1", 40000, 4739)
    for second in range(30):
        log.add(Problem.of(Fault(ProblemCode.EMPTY, second, ""), other if second % 2 else SESSION, second, 0))
    for _ in range(100):
        log.add(Problem.of(Fault(ProblemCode.BAD_LENGTH, 0, ""), Session("10.0.0.2", 1, 2055), 99.0, 0))
    assert [entry["offset"] for entry in log.newest(3, "10.0.0.1")] == [29, 28, 27]
    assert [entry["offset"] for entry in log.newest(100, "10.0.0.1", 2055)] == list(range(28, 8, -2))
    assert [entry["code"] for entry in log.newest(100, listening_port=4739)] == ["empty"] * OF_EACH
    assert len(log.newest(100, "10.0.0.2")) == OF_EACH
    assert len(log.newest(100)) == 5
    assert log.newest(100, "10.0.0.3") == []


def test_counts_of_one_exporter() -> None:
    log = ProblemLog(exporters=2)
    for number in range(3):
        log.add(Problem.of(Fault(ProblemCode.EMPTY, 0, ""), Session(f"10.0.0.{number}", 1, 2055), 1.0, 0))
    assert log.exporters("10.0.0.2", 2055) == [{"exporter": "10.0.0.2", "listening_port": 2055, "codes": {"empty": 1}}]
    assert log.exporters("10.0.0.2", 3000) == []
    assert len(log.exporters(listening_port=2055)) == 2


def test_clear() -> None:
    log = ProblemLog()
    log.add(problem(ProblemCode.EMPTY))
    log.clear()
    assert (log.newest(), log.codes(), log.exporters()) == ([], {}, [])


def test_the_first_of_a_code_from_an_exporter_is_a_system_message() -> None:
    messages = MessageLog(lambda: 0)
    log = ProblemLog(messages=messages)
    other = Session("10.0.0.1", 40000, 4739)
    for _ in range(2):
        log.add(problem(ProblemCode.EMPTY))
        log.add(Problem.of(Fault(ProblemCode.EMPTY, 0, "nothing in it"), other, 1.0, 0))
    log.add(problem(ProblemCode.BAD_LENGTH))
    assert [(message["text"], message["channel_id"], message["severity"]) for message in messages.all()[::-1]] == [
        ("10.0.0.1 on port 2055: empty: detail", "10-0-0-1_p2055", 4),
        ("10.0.0.1 on port 4739: empty: nothing in it", "10-0-0-1_p4739", 4),
        ("10.0.0.1 on port 2055: bad-length: detail", "10-0-0-1_p2055", 4),
    ]
    log.clear()
    log.add(problem(ProblemCode.EMPTY))
    assert len(messages.all()) == 4
