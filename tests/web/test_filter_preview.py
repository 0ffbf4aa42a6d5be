from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.filter_preview import FilterPreview, preview
from fauxmon_model.filter import FilterError


def test_a_filter_is_tried_on_the_flows_of_the_last_minutes(world: Any, context: Context) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    for source in (first, second):
        world.receive({"source_id": source.id, "at": -1, "octets": 1024, "flows": 1, "dst_port": 443})
    world.receive({"source_id": first.id, "at": -400, "octets": 1024, "flows": 1, "dst_port": 443})
    assert preview(context, "live", None, "port 443") == "2 flows, 2 KiB in the last 5 min"
    assert preview(context, "live", [second.channel_id], "") == "1 flows, 1 KiB in the last 5 min"
    assert preview(context, "live", None, "port 53") == "no flows in the last 5 min"
    with pytest.raises(FilterError):
        preview(context, "live", None, "prt 53")


def test_it_is_counted_again_when_flows_have_come_in(
    world: Any, context: Context, collecting: Any, monkeypatch: pytest.MonkeyPatch, on_a_page: Callable[..., None]
) -> None:
    source = world.source("192.168.1.123")
    progress = iter((1, 1, 2, 2))
    monkeypatch.setattr(collecting, "progress", lambda: next(progress))

    async def story() -> None:
        box = FilterBox()
        shown = FilterPreview(context, box, lambda: ("live", None))
        await shown._try()
        world.receive({"source_id": source.id, "at": -1, "octets": 1024, "flows": 1})
        await shown._again()
        assert shown._line.text == "no flows in the last 5 min", "nobody has told of any"
        await shown._again()
        assert shown._line.text == "1 flows, 1 KiB in the last 5 min"
        box.text = "prt 80"
        await shown._try()
        assert shown._line.text == ""

    on_a_page(story)
