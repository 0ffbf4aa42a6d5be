from __future__ import annotations

import json
import shlex

import pytest

from fauxmon_api.web.analysis.question import ListQuestion, Question, Scope, TopQuestion, curl
from fauxmon_api.web.ranges import Window

WINDOW = Window(1_700_000_000_000, 1_700_000_300_000, 1_000)
ALL = Scope("live", None, WINDOW)


def test_a_statistic_as_others_write_it() -> None:
    question = TopQuestion("dstip", "packets", 20, "proto tcp and port 443")
    assert question.nfdump(ALL) == (
        "TZ=UTC nfdump -R DIRECTORY -t 2023/11/14.22:13:20-2023/11/14.22:18:20 "
        "-s dstip/packets -n 20 'proto tcp and port 443'"
    )
    assert question.search(Scope("p", ["c1"], WINDOW)) == {
        "from": "2023-11-14 22:13:20",
        "to": "2023-11-14 22:18:20",
        "profile": "p",
        "channels": ["c1"],
        "filter": "proto tcp and port 443",
        "statistics": {"statistics": "dstip", "orderBy": "packets"},
    }


def test_a_list_of_flows_as_others_write_it() -> None:
    assert ListQuestion().nfdump(ALL).endswith(" -c 50 any")
    together = ListQuestion(("srcip", "dstip"), "bytes", limit=10, filter="any")
    assert together.nfdump(ALL).endswith(" -n 10 -A srcip,dstip -O bytes any")
    assert together.search(ALL)["listing"] == {"aggregateBy": ["srcip", "dstip"], "sortBy": "bytes"}


@pytest.mark.parametrize("question", [TopQuestion(filter="ip 'it''s'"), ListQuestion(columns=("sa", "byt"))])
def test_the_rest_call_survives_a_shell(question: Question) -> None:
    words = shlex.split(curl(question, ALL, "https://localhost:8443"))
    assert f"https://localhost:8443/rest/fmc/analysis/{question.path}" in words
    search = next(word for word in words if word.startswith("search="))
    assert json.loads(search.removeprefix("search=")) == question.search(ALL)
