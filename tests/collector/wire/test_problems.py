from __future__ import annotations

from fauxmon_collector.wire.messages import Session
from fauxmon_collector.wire.problems import SPECIFICATIONS, Fault, Problem, ProblemCode


def test_every_code_has_a_rule_that_was_broken() -> None:
    assert SPECIFICATIONS.keys() == set(ProblemCode)
    assert all(text.startswith(("RFC ", "sFlow ")) and "§" in text for text in SPECIFICATIONS.values())


def test_codes_are_short_words() -> None:
    assert all(code.value == code.name.lower().replace("_", "-") for code in ProblemCode)


def test_a_problem_is_a_fault_put_down_to_someone() -> None:
    session = Session("192.0.2.1", 1, 2055)
    problem = Problem.of(Fault(ProblemCode.SET_OVERRUN, 22, "set 256 says 9 octets"), session, 5.0, 7)
    assert problem == Problem(
        ProblemCode.SET_OVERRUN,
        22,
        "set 256 says 9 octets",
        SPECIFICATIONS[ProblemCode.SET_OVERRUN],
        session,
        5.0,
        7,
    )
