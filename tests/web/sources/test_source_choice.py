from __future__ import annotations

from fauxmon_api.web.sources.source_choice import SourceChoice


def test_the_address_leads_back_and_leaves_out_what_is_usual() -> None:
    assert SourceChoice(7).address() == "/sources/7"
    choice = SourceChoice(7, "flows", "1 h")
    assert choice.address() == "/sources/7?measure=flows&range=1+h"
    assert SourceChoice.from_query(7, {"measure": "flows", "range": "1 h"}) == choice
    assert SourceChoice.from_query(7, {"measure": "colours", "range": "1 year"}) == SourceChoice(7)
