from __future__ import annotations

from fauxmon_api.web.lists.blacklists import records


def test_a_record_is_a_line_that_says_something() -> None:
    assert records(" 192.0.2.7\n\n2001:db8::/32 \n  \n") == ["192.0.2.7", "2001:db8::/32"]
    assert records("") == []
