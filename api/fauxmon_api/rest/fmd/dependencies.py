"""What goes, or loses something, with a Topology, a node or a Channel: the object of contract 2.1.9."""

from __future__ import annotations

import re

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmc.dependencies import PREFIXES, Dependencies, dependencies, group, short, widgets
from fauxmon_api.rest.fmd.dependent_widgets import widgets_that
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.numbers import numbers
from fauxmon_api.transport.call import Bearer
from fauxmon_model.errors import NotFoundError

ENDPOINTS = Endpoints("Dependencies")

_BASIS = "by analogy with Profiles"
_ANSWERS = {200: "What depends on it", 404: "It does not exist"}
_CHANNEL = re.compile(r"(.+)[|/]([^|/]+)")


def of_topologies(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Nodes and paths that go with a Topology, and Widgets that show it: they stay and say so.

    Several Topologies are given with commas between their ids.
    """
    repository = call.context.repository
    chosen = [repository.topologies.get(number) for number in dict.fromkeys(numbers("Topology", id))]
    names = {str(topology.id): topology.name for topology in chosen}
    return dependencies(
        chosen,
        group("delete", "node", [short(node) for topology in chosen for node in topology.nodes]),
        group("delete", "path", [short(path) for topology in chosen for path in topology.paths]),
        group(
            "update",
            "widget",
            widgets(widgets_that(call.context.repository, lambda options: names.get(options.topology_id or ""))),
        ),
    )


def of_nodes(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Paths that go with a node, or with several, given with commas between their ids."""
    nodes = call.context.repository.nodes
    chosen = [nodes.get(number) for number in dict.fromkeys(numbers("Node", id))]
    paths = nodes.dependants(*(node.id for node in chosen))
    return dependencies(chosen, group("delete", "path", [short(path) for path in paths]))


def of_channel(call: Bearer) -> Response:
    """What names a Channel, which is given as `<profile>/<channel>`: Chapters, Profiles below, paths and Widgets.

    All of them stay when it goes from its Profile. `"*"` names no Channel.
    """
    text = (call.parameters.text("id") or "").strip()
    given = _CHANNEL.fullmatch(text)
    if given is None:
        raise NotFoundError("Channel", text or "without id")
    profile_id, channel_id = given.groups()
    channel, found = call.context.repository.profiles.channel_dependants(profile_id, channel_id)
    series = f"{profile_id}|{channel_id}"

    def choosing(options: WidgetOptions) -> str | None:
        return options.clazz if any(each.id == series for each in options.series) else None

    return dependencies(
        [channel],
        group("update", "chapter", [short(chapter) for chapter in found.chapters]),
        group("update", "profile", [short(profile) for profile in found.profiles]),
        group("update", "path", [short(path) for path in found.paths]),
        group("update", "widget", widgets(widgets_that(call.context.repository, choosing))),
    )


for prefix in PREFIXES:
    example = {"id": "live/192-168-1-123_p3000"}
    ENDPOINTS.on(
        "GET",
        f"{prefix}/channels/id",
        Known.INFERRED,
        _BASIS,
        takes=example,
        answers=_ANSWERS,
        gives=Dependencies,
    )(of_channel)
    for kind, handler in (("topologies", of_topologies), ("nodes", of_nodes)):
        ENDPOINTS.on("GET", f"{prefix}/{kind}/{{id}}", Known.INFERRED, _BASIS, answers=_ANSWERS, gives=Dependencies)(
            handler
        )
