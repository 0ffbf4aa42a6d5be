"""Plans against a real collector: what is created and changed, what waits, what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon.client import ValidationError
from fauxmon.modelling.apply import apply
from fauxmon.modelling.difference import FieldChange
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.plan import Plan
from fauxmon.modelling.problems import RefusedError

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector

NODE = "127.0.2.1"
PAIR = """
profiles:
  - name: Below
    parent: Pair
  - name: Pair
    channels:
      - {name: a, filter: port 1}
      - {name: b, filter: port 2, sign: "-"}
chapters:
  - {name: Both, profile: Pair}
  - {name: A, profile: Pair, channels: [a]}
dashboards:
  - name: Page
    widgets:
      - {chapter: Both, clazz: TimeSeriesAndTableWidget, place: {x: 0, y: 0, w: 6, h: 10}}
"""


def actions(plan: Plan) -> list[tuple[str, str, str]]:
    return [(change.action, change.key.kind, str(change.key)) for change in plan.changes]


def test_all_is_created_in_the_order_of_what_needs_what(collector: Collector) -> None:
    assert actions(collector.apply(PAIR)) == [
        ("create", "profiles", "Pair"),
        ("create", "profiles", "Below"),
        ("create", "chapters", "Both"),
        ("create", "chapters", "A"),
        ("create", "dashboards", "Page"),
        ("create", "widgets", "Page: Both"),
    ]
    assert collector.plan(PAIR) == Plan(chapters=collector.plan(PAIR).chapters)


OTHERWISE = """
profiles:
  - {name: Below, parent: Pair, description: Theirs, expire: 5, maxsize: 6}
  - name: Pair
    group: G
    type: shadow
    channels:
      - {name: a, filter: port 3, color: "#010203", mode: [enabled]}
      - {name: b, filter: port 2, sign: "+"}
chapters:
  - {name: Both, profile: Pair, status: false, localization: {name: {cz: Oba}}, showPercentile: true}
  - {name: A, profile: Below, type: top, statsBy: srcip, orderBy: flows, top: 3, middleOutputColumns: [bps],
     filter: port 1}
dashboards:
  - name: Page
    description: Mine
    displayed: 3
    widgets:
      - {chapter: Both, clazz: TwoPiesAndTableWidget, from: d1Ago, to: h1Ago, place: {x: 0, y: 0, w: 8, h: 10}}
"""


def test_all_that_changes_is_told_and_then_there(collector: Collector) -> None:
    collector.apply(PAIR)
    for text in (OTHERWISE, PAIR):
        made = collector.apply(text)
        told = {str(change.key): [field.field for field in change.fields] for change in made.changes}
        for key, fields in {
            "Below": ["description", "maxsize", "expire"],
            "Pair": ["group", "type", "channel a, filter", "channel a, color", "channel a, mode", "channel b, sign"],
            "Both": ["status", "localization", "showPercentile"],
            "A": ["type", "profile", "channels", "statsBy", "orderBy", "top", "filter", "middleOutputColumns"],
            "Page": ["description", "displayed"],
            # Its columns follow from those of its Chapter.
            "Page: Both": ["clazz", "from", "to", "place", "visualizationSettings"],
        }.items():
            left = {"maxsize", "channel a, color", "displayed"} if text == PAIR else set()
            assert told.pop(key) == [field for field in fields if field not in left]
        assert not told
        assert not collector.plan(text).changes


def test_a_change_is_told_from_what_to_what(collector: Collector) -> None:
    collector.apply(PAIR)
    (change,) = collector.plan(PAIR.replace("port 1", "port 3")).changes
    assert (change.action, change.fields) == ("update", (FieldChange("channel a, filter", "port 1", "port 3"),))


def test_a_channel_is_added_and_stays_until_it_is_pruned(collector: Collector) -> None:
    collector.apply(PAIR)
    more = PAIR.replace("      - {name: b,", "      - {name: c}\n      - {name: b,")
    collector.apply(more)
    assert not collector.plan(more).changes
    assert not collector.plan(PAIR).changes
    collector.apply(PAIR.replace("port 1", "port 5"))
    (pair,) = [one for one in collector.client.profiles() if one["name"] == "Pair"]
    assert [channel["name"] for channel in pair["channels"]] == ["a", "c", "b"]
    (change,) = collector.apply(PAIR.replace("port 1", "port 5"), prune=True).changes
    assert [(field.field, field.new) for field in change.fields] == [("channel c", None)]
    (pair,) = [one for one in collector.client.profiles() if one["name"] == "Pair"]
    assert [channel["name"] for channel in pair["channels"]] == ["a", "b"]


def test_the_order_of_channels_is_that_of_the_file_also_where_a_sign_changes(collector: Collector) -> None:
    text = "profiles:\n  - name: P\n    channels:\n      - {name: a}\n      - {name: b}\n      - {name: c, sign: '-'}\n"
    collector.apply(text)
    swapped = text.replace("{name: a}", "{name: x}").replace("{name: b}", "{name: a}").replace("{name: x}", "{name: b}")
    assert collector.apply(swapped).changes[0].fields == (
        FieldChange("order of channels", ["a", "b", "c"], ["b", "a", "c"]),
    )
    assert not collector.plan(swapped).changes
    below = swapped.replace("{name: a}", "{name: a, sign: '-'}")
    collector.apply(below)
    assert not collector.plan(below).changes


def test_what_is_left_to_the_collector_is_not_compared(collector: Collector) -> None:
    collector.apply(
        PAIR.replace("{name: a,", "{name: a, color: '#010203',").replace(
            "name: Page\n", "name: Page\n    displayed: 1\n"
        )
    )
    assert not collector.plan(PAIR).changes


def test_ids_stay_what_they_are_through_a_change(collector: Collector) -> None:
    collector.apply(PAIR)

    def ids() -> list[object]:
        client = collector.client
        widgets = [(one["id"], one["dashboard"]["id"]) for one in client.widgets()]
        return [sorted(str(one["id"]) for one in client.chapters()), widgets, [one["id"] for one in client.profiles()]]

    before = ids()
    collector.apply(PAIR.replace("port 1", "port 3").replace("channels: [a]", "channels: [b]").replace("w: 6", "w: 7"))
    assert ids() == before


def test_what_a_client_has_set_besides_survives(collector: Collector) -> None:
    collector.apply(PAIR)
    client = collector.client
    (widget,) = client.widgets()
    client.update_widget({"id": widget["id"], "options": {**widget["options"], "theirs": 1}})
    (pair,) = [one for one in client.profiles() if one["name"] == "Pair"]
    client.update_profile({"id": pair["id"], "maxsize": 77})
    collector.apply(PAIR.replace("port 1", "port 3").replace("TimeSeries", "TwoPies"))
    (widget,) = client.widgets()
    assert widget["options"]["theirs"] == 1
    (pair,) = [one for one in client.profiles() if one["name"] == "Pair"]
    assert pair["maxsize"] == 77


def test_a_new_widget_has_its_own_id_in_its_layouts(collector: Collector) -> None:
    collector.apply(PAIR)
    (widget,) = collector.client.widgets()
    layouts = widget["layouts"]
    assert {place["i"] for place in layouts.values()} == {str(widget["id"])}
    assert (layouts["lg"]["w"], layouts["xxs"]["w"]) == (6, 2)


def test_a_channel_of_a_source_is_waited_for_with_all_that_needs_it(collector: Collector) -> None:
    text = f"""
chapters:
  - {{name: Node, channels: [{NODE}]}}
  - {{name: All}}
dashboards:
  - name: Page
    widgets:
      - {{chapter: Node, clazz: TimeSeriesAndTableWidget}}
      - {{chapter: Theirs, clazz: TimeSeriesAndTableWidget}}
"""
    made = collector.apply(text)
    assert actions(made) == [("create", "chapters", "All"), ("create", "dashboards", "Page")]
    assert [(str(key), [str(need) for need in needs]) for key, needs in made.waiting] == [
        ("Node", [f"the Channel {NODE} of the profile All Sources"]),
        ("Page: Node", ["the chapter Node"]),
        ("Page: Theirs", ["the chapter Theirs"]),
    ]
    collector.hear(NODE)
    assert actions(collector.apply(text)) == [("create", "chapters", "Node"), ("create", "widgets", "Page: Node")]
    assert not collector.plan(text).changes
    (node,) = [one for one in collector.client.chapters() if one["name"] == "Node"]
    assert node["channels"] == [f"{NODE.replace('.', '-')}_p{collector.udp[1]}"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("profiles:\n  - {name: Below}\n", "its parent is Pair there, which is fixed when a Profile is created"),
        (
            "profiles:\n  - {name: Pair, start: 2025-01-01 00:00, end: 2025-01-02 00:00}\n",
            "its start is open and its end is open there, which is fixed when a Profile is created",
        ),
        ("profiles:\n  - {name: Email}\n", "is the collector's own there: choose another name"),
        ("dashboards:\n  - {name: Twice}\n", "there are two dashboards of this name: rename one"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(collector: Collector, text: str, reason: str) -> None:
    collector.apply(PAIR)
    for _ in range(2):
        collector.client.create_dashboard({"name": "Twice"})
    wanted = f"{text}chapters:\n  - name: New\n"
    assert [told for _, told in collector.plan(wanted).refused] == [reason]
    with pytest.raises(RefusedError, match=reason):
        collector.apply(wanted)
    assert "New" not in [chapter["name"] for chapter in collector.client.chapters()]


def test_what_a_collector_refuses_is_what_was_told_last(collector: Collector) -> None:
    text = "profiles:\n  - name: Fine\n  - {name: Early, start: 1999-01-01 00:00}\n  - name: Later\n"
    told: list[str] = []
    inventory = Inventory.of(collector.client)
    with pytest.raises(ValidationError, match="start: must not lie before the start of the parent live"):
        apply(collector.client, inventory, collector.plan(text), lambda change: told.append(change.key.name))
    assert told == ["Fine", "Early"]
    assert actions(collector.plan(text)) == [("create", "profiles", "Early"), ("create", "profiles", "Later")]
