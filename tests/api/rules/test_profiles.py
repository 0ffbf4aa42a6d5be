"""The rules for Profiles and Channels, R29 to R45, each as one who uses the REST API meets it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

PROFILES = "/rest/fmc/profiles"
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


class Monitoring:
    """What the tests do over and over. It is noon; an exporter has been known since eleven."""

    def __init__(self, client: httpx.Client, collector: Any) -> None:
        self.http = client
        self.collector = collector
        self.noon_ms = collector.clock.now
        self.active = collector.source("192.0.2.1")

    def receive(self, minute: float, octets: int, source: Any = None, **values: Any) -> None:
        """A flow, minutes after noon, when it is that time unless it has been."""
        at_ms = self.noon_ms + round(minute * MINUTE_MS)
        self.collector.clock.now = max(self.collector.clock.now, at_ms)
        self.collector.flow(source or self.active, at_ms, octets, **values)

    def wait_until(self, minute: float) -> None:
        self.collector.clock.now = self.noon_ms + round(minute * MINUTE_MS)

    def create(self, channels: Sequence[Any] = ("all",), **fields: Any) -> dict[str, Any]:
        listed = [{"name": channel} if isinstance(channel, str) else channel for channel in channels]
        response = self.http.post(PROFILES, json={"entity": {"name": "Profile", "channels": listed, **fields}})
        assert response.status_code == 201, response.text
        return response.json()

    def put(self, profile: dict[str, Any], **fields: Any) -> dict[str, Any]:
        response = self.http.put(PROFILES, json={"entity": {"id": profile["id"], **fields}})
        assert response.status_code == 200, response.text
        return response.json()

    def get(self, profile: dict[str, Any]) -> dict[str, Any]:
        return self.http.get(f"{PROFILES}/id", params={"id": profile["id"]}).json()

    def chapter(self, profile: dict[str, Any], **fields: Any) -> dict[str, Any]:
        entity = {"name": "Chapter", "type": "traffic", "profile": profile["id"], **fields}
        return self.http.post("/rest/fmc/chapters", json={"entity": entity}).json()

    def charted(self, profile: dict[str, Any], protocol: int = 0) -> dict[str, int]:
        """Octets of each Channel by its name in the graphs from eleven until now."""
        search = {**self._range(), "profile": profile["id"], "chart": {"measure": "traffic", "protocol": protocol}}
        response = self.http.get("/rest/fmc/analysis/chart", params={"search": json.dumps(search)})
        series = response.json() if response.status_code == 200 else []
        return {each["channel"]["name"]: round(sum(v for _, v in each["values"]) * 300 / 8) for each in series}

    def stored(self, profile: dict[str, Any]) -> int:
        """Octets of the flows that the Profile has, which a Top Chapter counts."""
        chapter = self.chapter(profile, type="top", statsBy="proto", orderBy="bytes")
        data = self.data(chapter)
        return data["summary"]["values"]["ibyt"] if data else 0

    def data(self, chapter: dict[str, Any]) -> Any:
        response = self.http.get(f"/rest/fmc/chapterData/{chapter['id']}", params={"search": json.dumps(self._range())})
        return response.json() if response.status_code == 200 else None

    def _range(self) -> dict[str, str]:
        # Five minutes on, so that the slot of this moment is in it.
        times = (self.noon_ms - HOUR_MS, self.collector.clock.now + 5 * MINUTE_MS)
        return dict(zip(("from", "to"), map(_text, times), strict=True))


def _text(ms: int) -> str:
    hours, minutes = divmod(ms // MINUTE_MS % (24 * 60), 60)
    return f"2025-03-01 {hours:02}:{minutes:02}"


@pytest.fixture
def monitoring(client: httpx.Client, collector: Any) -> Monitoring:
    return Monitoring(client, collector)


def refused(response: httpx.Response) -> list[str]:
    """The fields that were found wrong."""
    assert response.status_code == 405, response.text
    return [result["field"] for result in response.json()["validationResults"]]


def post(monitoring: Monitoring, **fields: Any) -> httpx.Response:
    return monitoring.http.post(PROFILES, json={"entity": {"name": "Profile", **fields}})


def put(monitoring: Monitoring, profile: dict[str, Any], **fields: Any) -> httpx.Response:
    return monitoring.http.put(PROFILES, json={"entity": {"id": profile["id"], **fields}})


def test_r29_every_profile_but_all_sources_has_one_parent_fixed_when_it_is_made(monitoring: Monitoring) -> None:
    parent = monitoring.create()
    child = monitoring.create(parent=parent["id"])
    assert refused(put(monitoring, child, parent="live")) == ["parent"]
    assert monitoring.put(child, parent=parent["id"])["parent"] == parent["id"]
    profiles = monitoring.http.get(PROFILES).json()
    ids = {profile["id"] for profile in profiles}
    assert [profile["id"] for profile in profiles if "parent" not in profile] == ["live"]
    assert all(profile["parent"] in ids for profile in profiles if profile["id"] != "live")


def test_r30_start_and_end_lie_inside_the_range_of_the_parent(monitoring: Monitoring) -> None:
    parent = monitoring.create(start="2025-03-01 11:10", end="2025-03-01 11:40")["id"]
    assert refused(post(monitoring, start="2025-03-01 10:59", end="2025-03-01 11:40")) == ["start"]
    assert refused(post(monitoring, parent=parent, start="2025-03-01 11:00", end="2025-03-01 11:40")) == ["start"]
    assert refused(post(monitoring, parent=parent, start="2025-03-01 11:10", end="2025-03-01 11:50")) == ["end"]
    assert refused(post(monitoring, parent=parent, start="2025-03-01 11:10")) == ["end"], "it would go on for ever"
    monitoring.create(parent=parent, start="2025-03-01 11:10", end="2025-03-01 11:40")


def test_r31_past_data_are_processed_and_a_history_profile_never_grows_or_expires(monitoring: Monitoring) -> None:
    for minute, octets in ((-50, 1), (-40, 10), (-20, 100), (-5, 1000)):
        monitoring.receive(minute, octets)
    following = monitoring.create(start="2025-03-01 11:15")
    static = monitoring.create(start="2025-03-01 11:15", end="2025-03-01 11:45", expire=1)
    assert (following["history"], static["history"]) == (False, True)
    monitoring.receive(1, 10_000)
    assert (monitoring.charted(following), monitoring.charted(static)) == ({"all": 11_110}, {"all": 110})
    monitoring.wait_until(5 * 60)
    assert (monitoring.stored(following), monitoring.stored(static)) == (11_110, 110)


def test_r32_a_shadow_profile_has_the_same_totals_as_a_real_twin(monitoring: Monitoring) -> None:
    channels = [{"name": "web", "filter": "port 443"}, {"name": "udp", "filter": "proto udp", "sign": "-"}]
    monitoring.receive(-20, 1, dst_port=443)
    real, shadow = (monitoring.create(channels, type=kind, start="2025-03-01 11:30") for kind in ("real", "shadow"))
    for minute, octets, protocol, port in ((1, 10, 6, 443), (2, 100, 17, 443), (3, 1000, 17, 53), (4, 10_000, 6, 80)):
        monitoring.receive(minute, octets, protocol=protocol, dst_port=port)
    assert monitoring.charted(shadow) == monitoring.charted(real) == {"web": 111, "udp": 1100}
    assert monitoring.charted(shadow, 17) == monitoring.charted(real, 17) == {"web": 100, "udp": 1100}
    assert monitoring.stored(shadow) == monitoring.stored(real) == 1111
    below = [monitoring.create(["all"], parent=profile["id"], start="2025-03-01 11:30") for profile in (real, shadow)]
    assert [monitoring.charted(profile) for profile in below] == [{"all": 1111}] * 2


def test_r33_a_profile_made_shadow_loses_its_flows_and_made_real_begins_anew_with_its_graphs_kept(
    monitoring: Monitoring,
) -> None:
    parent = monitoring.create(expire=1)
    profile = monitoring.create(parent=parent["id"])
    monitoring.receive(1, 10)
    monitoring.wait_until(180)
    assert monitoring.stored(profile) == 10, "its own flows do not expire with those of its parent"
    monitoring.put(profile, type="shadow")
    assert monitoring.stored(profile) == 0, "it has what its parent stores"
    monitoring.receive(181, 100)
    assert monitoring.stored(profile) == 100
    monitoring.wait_until(182)
    monitoring.put(profile, type="real")
    assert monitoring.stored(profile) == 0
    monitoring.receive(183, 1000)
    assert monitoring.stored(profile) == 1000
    assert monitoring.charted(profile) == {"all": 1110}


def test_r34_a_new_channel_of_an_existing_profile_has_no_past(monitoring: Monitoring) -> None:
    profile = monitoring.create(["old"])
    monitoring.receive(1, 10)
    monitoring.wait_until(2)
    monitoring.put(profile, channels=[*profile["channels"], {"name": "new"}])
    monitoring.receive(3, 100)
    assert monitoring.charted(profile) == {"old": 110, "new": 100}


def test_r35_a_channel_has_the_flows_of_any_of_its_parents_that_pass_its_filter_each_once(
    monitoring: Monitoring,
) -> None:
    parent = monitoring.create([{"name": "tcp", "filter": "proto tcp"}, {"name": "web", "filter": "port 443"}])
    tcp, web = (channel["id"] for channel in parent["channels"])
    large = [{"name": "one", "parent": [tcp]}, {"name": "both", "parent": [tcp, web]}, {"name": "every", "parent": "*"}]
    child = monitoring.create([{**channel, "filter": "bytes > 1"} for channel in large], parent=parent["id"])
    for octets, protocol, port in ((1, 6, 443), (10, 6, 443), (100, 6, 80), (1000, 17, 443), (10_000, 17, 53)):
        monitoring.receive(1, octets, protocol=protocol, dst_port=port)
    assert monitoring.charted(child) == {"one": 110, "both": 1110, "every": 1110}


def test_r36_the_total_of_a_profile_is_the_sum_of_its_channels(monitoring: Monitoring) -> None:
    profile = monitoring.create([{"name": "all"}, {"name": "tcp", "filter": "proto tcp"}])
    monitoring.receive(1, 10, protocol=6)
    monitoring.receive(1, 100, protocol=17)
    table = monitoring.data(monitoring.chapter(profile))["table"]
    assert [row["ibyt"] for row in table["data"]] == [110, 10]
    assert table["summary"]["values"]["ibyt"] == 120


def test_r37_values_of_channels_below_the_axis_stay_positive(monitoring: Monitoring) -> None:
    profile = monitoring.create([{"name": "up"}, {"name": "down", "sign": "-"}])
    monitoring.receive(1, 10)
    assert monitoring.charted(profile) == {"up": 10, "down": 10}


def test_r38_channels_have_an_order_within_their_sign_and_one_that_changes_sides_goes_to_the_end(
    monitoring: Monitoring,
) -> None:
    def order(changed: dict[str, Any]) -> dict[str, list[str]]:
        return {sign: [c["name"] for c in changed["channels"] if c["sign"] == sign] for sign in ("+", "-")}

    below = [{"name": name, "sign": "-"} for name in ("b", "c")]
    profile = monitoring.create([{"name": "a"}, *below])
    assert order(profile) == {"+": ["a"], "-": ["b", "c"]}
    a, b, c = profile["channels"]
    assert order(monitoring.put(profile, channels=[{**a, "sign": "-"}, b, c])) == {"+": [], "-": ["b", "c", "a"]}
    moved = monitoring.put(profile, channels=[{**c, "sign": "+"}, {**a, "sign": "-"}, b])
    assert order(moved) == order(monitoring.get(profile)) == {"+": ["c"], "-": ["a", "b"]}, "the list has an order"
    assert refused(put(monitoring, profile, channels=[a, c, {"name": "d", "sign": "+"}])) == ["channels[2].sign"]


def test_r39_all_parents_takes_in_channels_that_appear_later_and_a_list_does_not(monitoring: Monitoring) -> None:
    listed = {"name": "A", "parent": ["192-0-2-1_p3000"]}
    profile = monitoring.create([{"name": "both", "parent": "*"}, listed])
    below = monitoring.create(["both below"], parent=profile["id"])
    monitoring.receive(1, 10)
    standby = monitoring.collector.source("192.0.2.2")
    monitoring.receive(2, 100, standby)
    assert monitoring.charted(profile) == {"both": 110, "A": 10}
    assert monitoring.charted(below) == {"both below": 110}


def test_r40_the_channels_of_a_put_replace_those_that_are_there(monitoring: Monitoring) -> None:
    profile = monitoring.create(["kept", "omitted"])
    kept, omitted = profile["channels"]
    assert refused(put(monitoring, profile, channels=[{"id": "nobody", "name": "x"}])) == ["channels[0].id"]
    changed = monitoring.put(profile, channels=[{"id": kept["id"]}, {"name": "new"}])["channels"]
    assert [channel["name"] for channel in changed] == ["kept", "new"]
    assert changed[0] == kept
    assert changed[1]["id"] not in {kept["id"], omitted["id"]}
    assert len(monitoring.put(profile, name="renamed")["channels"]) == 2, "no list, no change"


def test_r41_the_group_changes_only_where_a_profile_is_listed(monitoring: Monitoring) -> None:
    profile = monitoring.create(["a", "b"], group="Applications")
    chosen = profile["channels"][0]["id"]
    child = monitoring.create(parent=profile["id"])
    chapter = monitoring.chapter(profile, channels=[chosen])
    series = [{"id": f"{profile['id']}|{chosen}", "name": "a", "color": "#000000"}]
    options = {
        "dataEndpoint": f"fmc_chapter_{chapter['id']}",
        "visualizationSettings": [{"settings": {"series": series}}],
    }
    widgets = "/rest/fmd/overview/widgets"
    widget = monitoring.http.post(widgets, json={"entity": {"dashboard": {"id": 1}, "options": options}}).json()
    monitoring.receive(1, 10)

    assert monitoring.put(profile, name="same place")["id"] == profile["id"]
    moved = monitoring.put(profile, group="Customers")

    assert moved == {
        **monitoring.get(moved),
        "id": f"Customers/{profile['id'].partition('/')[2]}",
        "group": "Customers",
    }
    assert moved["channels"] == profile["channels"]
    assert monitoring.charted(moved) == {"a": 10, "b": 10}
    assert monitoring.charted(child) == {"all": 10}
    assert monitoring.get(child)["parent"] == moved["id"]
    assert monitoring.http.get(f"/rest/fmc/chapters/{chapter['id']}").json() == {**chapter, "profile": moved["id"]}
    found = monitoring.http.get(f"{widgets}/{widget['id']}").json()["options"]
    assert found["visualizationSettings"][0]["settings"]["series"][0]["id"] == f"{moved['id']}|{chosen}"
    assert monitoring.put(moved, group="")["id"] == profile["id"].partition("/")[2]


def test_r42_a_filter_that_does_not_parse_is_refused_when_it_is_saved(monitoring: Monitoring) -> None:
    response = post(monitoring, channels=[{"name": "a"}, {"name": "b", "filter": "port 80 and"}])
    assert refused(response) == ["channels[1].filter"]
    assert "line 1, column 12" in response.json()["validationResults"][0]["message"]
    profile = monitoring.create()
    changed = [{**profile["channels"][0], "filter": "prot tcp"}]
    assert refused(put(monitoring, profile, channels=changed)) == ["channels[0].filter"]
    assert monitoring.get(profile)["channels"] == profile["channels"]


def test_r43_a_profile_without_channels_collects_nothing(monitoring: Monitoring) -> None:
    profile = monitoring.create(["all"], start="2025-03-01 11:55")
    assert profile["status"] == "OK"
    emptied = monitoring.put(profile, channels=[], status="OK")
    monitoring.receive(1, 10)
    assert (emptied["status"], monitoring.charted(profile), monitoring.stored(profile)) == ("stalled", {}, 0)
    assert monitoring.charted(monitoring.create(["all"], parent=profile["id"])) == {"all": 0}
    assert monitoring.put(profile, channels=[{"name": "again"}])["status"] == "OK"


def test_r44_flows_of_real_profiles_expire_by_age_those_of_shadow_ones_with_them_and_graphs_stay(
    monitoring: Monitoring,
) -> None:
    real = monitoring.create(expire=1, maxsize=100)
    shadow = monitoring.create(parent=real["id"], type="shadow", expire=1000)
    beside = monitoring.create(type="shadow")
    assert (real["expire"], real["maxsize"], "expire" in beside) == (1, 100, False)
    monitoring.receive(2, 10)
    monitoring.receive(7, 100)

    def stored() -> list[int]:
        return [monitoring.stored(profile) for profile in (real, shadow, beside)]

    monitoring.wait_until(64)
    assert stored() == [110, 110, 110], "a slot goes when all of it is old enough"
    monitoring.wait_until(65)
    assert stored() == [100, 100, 110], "the oldest first"
    assert "expire" not in monitoring.put(real, expire=0), "0 is for ever"
    monitoring.wait_until(600)
    assert stored() == [100, 100, 110], "what is gone does not come back"
    assert [monitoring.charted(profile)["all"] for profile in (real, shadow, beside)] == [110, 110, 110]
    assert refused(put(monitoring, real, expire=10**9, maxsize=10**12)) == ["maxsize", "expire"]


def test_r45_a_profile_that_is_deleted_takes_along_what_its_dependencies_list(monitoring: Monitoring) -> None:
    profile = monitoring.create()
    child = monitoring.create(parent=profile["id"])
    chapters = [monitoring.chapter(each) for each in (profile, child)]
    asked = monitoring.http.get("/rest/fmc/dependencies/profiles/id", params={"id": profile["id"]}).json()
    listed = {group["type"]: {item["id"] for item in group["items"]} for group in asked["dependent"]}
    assert listed == {"profile": {child["id"]}, "chapter": {chapter["id"] for chapter in chapters}}
    assert monitoring.http.delete(f"{PROFILES}/id", params={"id": profile["id"]}).status_code == 204
    assert {profile["id"], child["id"]}.isdisjoint(each["id"] for each in monitoring.http.get(PROFILES).json())
    assert [monitoring.http.get(f"/rest/fmc/chapters/{c['id']}").status_code for c in chapters] == [204, 204]
