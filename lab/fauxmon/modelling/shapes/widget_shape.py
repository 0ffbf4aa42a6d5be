"""Widgets (contract 2.11.1): a file says what they show and where, the product's objects follow from that.

A Widget that was made otherwise keeps its `visualizationSettings`, `parametersSettings` and `layouts` as they are, with
names for the ids in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Widget
from fauxmon.modelling.canonical import heading
from fauxmon.modelling.documents import FROM, PLACE, REFRESH, TO
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.layout_rules import WIDE
from fauxmon.modelling.shapes.views import COLUMN, sent, told
from fauxmon_model import widget_form
from fauxmon_model.entities import Chapter
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, CONNECTIONS, TOPOLOGY_ENDPOINT
from fauxmon_model.widget_place import COLUMNS, MIN_H, MIN_W

Documents = Mapping[str, Mapping[str, Any]]
"""Chapters as files have them, by name: the columns of a Widget follow from its Chapter's."""

_PLACE_KEYS = ("x", "y", "w", "h", "minW", "minH")


def title_of(document: Mapping[str, Any]) -> str:
    """What it is known by on its Dashboard."""
    return str(document["name"] or document["chapter"] or document["topology"] or document["endpoint"])


def describe(widget: Widget, inventory: Inventory, chapters: Documents) -> dict[str, Any]:
    """As a file has it; what follows from the rest is None."""
    options = widget["options"]
    endpoint = str(options.get("dataEndpoint") or "")
    chapter_id = endpoint.removeprefix(CHAPTER_ENDPOINT)
    views = told(_data(options.get("visualizationSettings")), inventory, chapter_id)
    document = {
        "name": heading(options.get("name")),
        **_drawn(endpoint, inventory),
        "clazz": str(options.get("clazz") or ""),
        **_time(_data(options.get("parametersSettings"))),
        "refresh": _refresh(options.get("refreshInterval")),
        **_position(widget.get("layouts") or {}),
        "visualizationSettings": views,
    }
    if views == _default_views(document, chapters):
        document["visualizationSettings"] = None
    return document


def _drawn(endpoint: str, inventory: Inventory) -> dict[str, str | None]:
    found: dict[str, str | None] = {"chapter": None, "topology": None, "endpoint": None}
    if endpoint.startswith(CHAPTER_ENDPOINT):
        found["chapter"] = inventory.chapter_name(endpoint.removeprefix(CHAPTER_ENDPOINT))
    elif endpoint.startswith(TOPOLOGY_ENDPOINT):
        found["topology"] = inventory.topology_name(endpoint.removeprefix(TOPOLOGY_ENDPOINT))
    else:
        found["endpoint"] = endpoint
    return found


def _endpoint(document: Mapping[str, Any], inventory: Inventory) -> str:
    if (chapter := document["chapter"]) is not None:
        return f"{CHAPTER_ENDPOINT}{inventory.chapters[chapter]['id']}"
    if (topology := document["topology"]) is not None:
        return f"{TOPOLOGY_ENDPOINT}{(inventory.topologies or {})[topology]['id']}"
    return str(document["endpoint"])


def shortened(document: Mapping[str, Any], chapters: Documents) -> dict[str, Any]:
    """A Widget of a file in the form in which `describe` tells it."""
    short = dict(document)
    if short["visualizationSettings"] == _default_views(short, chapters):
        short["visualizationSettings"] = None
    if short["parametersSettings"] is not None:
        short |= _time(short["parametersSettings"])
    if short["layouts"] is not None:
        short |= _position(short["layouts"])
    return short


def written_out(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same Widget with the product's layouts in place of a place: they may lie upon others."""
    return {**document, "place": None, "layouts": _layouts(document)}


def entity(
    document: Mapping[str, Any], inventory: Inventory, found: Widget | None, chapters: Documents
) -> dict[str, Any]:
    """What is posted for it besides its Dashboard, or with `found` put over it. Options that no file knows are kept."""
    views = document["visualizationSettings"]
    views = _default_views(document, chapters) if views is None else views
    endpoint = _endpoint(document, inventory)
    options = {
        "_isNico": True,
        **(found["options"] if found else {}),
        "name": document["name"],
        "clazz": document["clazz"],
        "dataEndpoint": endpoint,
        "visualizationSettings": sent(views, inventory, endpoint.removeprefix(CHAPTER_ENDPOINT)),
        "parametersSettings": _parameters(document["from"], document["to"]),
    }
    if document["parametersSettings"] is not None:
        options["parametersSettings"] = document["parametersSettings"]
    if document["refresh"] is not None:
        options["refreshInterval"] = document["refresh"]
    fields: dict[str, Any] = {"options": options}
    layouts = _layouts(document)
    if layouts is not None:
        fields["layouts"] = placed(layouts, None if found is None else found["id"])
    return fields if found is None else {"id": found["id"], **fields}


def placed(layouts: Mapping[str, Any], widget_id: int | str | None) -> dict[str, Any]:
    """The product's layouts: each names its Widget, or none before it has an id (R55)."""
    index = None if widget_id is None else str(widget_id)
    return {name: {**place, "i": index} if isinstance(place, dict) else place for name, place in layouts.items()}


def _default_views(document: Mapping[str, Any], chapters: Documents) -> list[Any]:
    chapter = chapters.get(document["chapter"] or "")
    if chapter is not None:
        return list(widget_form.options(_entity_of(chapter), document["clazz"])["visualizationSettings"])
    if document["clazz"] == CONNECTIONS:
        return [{"index": 0, "channelName": "connectionsStatus", "settings": {"channel": "connectionsStatus"}}]
    return []


def _entity_of(chapter: Mapping[str, Any]) -> Chapter:
    """So much of a Chapter as a Widget's columns follow from; by its id they are called COLUMN."""
    return Chapter(
        id=COLUMN.removeprefix("chapter").removesuffix("col"),
        type=chapter["type"],
        show_percentile=chapter["showPercentile"],
        stats_by=chapter["statsBy"],
        order_by=chapter["orderBy"],
        middle_output_columns=chapter["middleOutputColumns"],
    )


def _parameters(from_: str, to: str) -> list[dict[str, Any]]:
    times = {"from": from_, "to": to}
    form = widget_form.options(Chapter(id="", type="traffic", show_percentile=False), "")["parametersSettings"]
    return [{**each, "value": times.get(each["name"], each["value"])} for each in form]


def _refresh(value: Any) -> int | None:
    return value if type(value) is int and REFRESH.least <= value <= REFRESH.most else None


def _data(value: Any) -> Any:
    """Collectors keep what clients have sent, whatever it is."""
    return value if isinstance(value, list | dict) else []


def _time(parameters: Any) -> dict[str, Any]:
    given = {each.get("name"): each.get("value") for each in parameters if isinstance(each, dict)}
    from_, to = given.get("from"), given.get("to")
    if isinstance(from_, str) and isinstance(to, str) and parameters == _parameters(from_, to):
        return {"from": from_, "to": to, "parametersSettings": None}
    return {"from": FROM, "to": TO, "parametersSettings": parameters}


def _layouts(document: Mapping[str, Any]) -> dict[str, Any] | None:
    place = document["place"]
    if place is None:
        return None if document["layouts"] is None else dict(document["layouts"])
    return _without_widget(widget_form.layouts(0, place["x"], place["y"], place["w"], place["h"]))


def _position(layouts: Mapping[str, Any]) -> dict[str, Any]:
    bare = _without_widget(layouts)
    if not bare:
        return {"place": None, "layouts": None}
    wide = bare.get(WIDE)
    if isinstance(wide, dict) and all(isinstance(wide.get(field.name), int) for field in PLACE.fields):
        place = {field.name: wide[field.name] for field in PLACE.fields}
        if bare == _layouts({"place": place}) and _fits(place):
            return {"place": place, "layouts": None}
    return {"place": None, "layouts": bare}


def _fits(place: Mapping[str, int]) -> bool:
    inside = 0 <= place["x"] <= COLUMNS - MIN_W and MIN_W <= place["w"] <= COLUMNS
    return inside and place["y"] >= 0 and place["h"] >= MIN_H


def _without_widget(layouts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _bare(place) if isinstance(place, dict) else place
        for name, place in layouts.items()
        if name in widget_form.BREAKPOINTS
    }


def _bare(place: Mapping[str, Any]) -> dict[str, Any]:
    """So much of a place as the contract has: pages and collectors add states of their own."""
    return {key: place[key] for key in _PLACE_KEYS if key in place}
