from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.filter_preview import preview
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
