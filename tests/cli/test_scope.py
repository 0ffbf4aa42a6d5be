from __future__ import annotations

import pytest

from fauxmon.cli.scope import Question
from fauxmon.cli.times import Span
from fauxmon.client import Channel, Profile

NOON_S = 1_740_830_400
CHANNEL: Channel = {"id": "a", "name": "A", "sign": "+", "color": "#000000", "parent": "*", "filter": "any"}
PROFILE: Profile = {
    "id": "live",
    "name": "All Sources",
    "channels": [CHANNEL, {**CHANNEL, "id": "b"}],
    "type": "real",
    "status": "OK",
    "start": "",
    "end": "",
    "description": "",
}


def question(*channels: str) -> Question:
    return Question(PROFILE, list(channels) or None, Span(NOON_S - 300, NOON_S))


@pytest.mark.parametrize(
    ("channels", "text"),
    [((), "All Sources, "), (("a", "b"), "All Sources (a, b), "), (tuple("abc"), "All Sources (3 Channels), ")],
)
def test_a_question_says_what_it_is_about(channels: tuple[str, ...], text: str) -> None:
    assert str(question(*channels)) == text + "2025-03-01 11:55:00 to 2025-03-01 12:00:00 UTC"


def test_questions_about_flows_name_every_channel_unless_some_are_chosen() -> None:
    assert question().scope().channels == ["a", "b"]
    assert question("b").scope("proto tcp").search() == {
        "from": "2025-03-01 11:55:00",
        "to": "2025-03-01 12:00:00",
        "profile": "live",
        "channels": ["b"],
        "filter": "proto tcp",
    }


def test_questions_about_charts_leave_them_out() -> None:
    assert question().scope(every_channel=False).channels is None


def test_a_question_can_go_on_longer() -> None:
    assert question("a").until(NOON_S + 300).span == Span(NOON_S - 300, NOON_S + 300)
