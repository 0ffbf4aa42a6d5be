"""What a Widget must be: what it draws, of which time, whose lines, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.modelling.belonging import Found, belonging
from fauxmon.modelling.layout_rules import misplaced
from fauxmon.modelling.lines import lines
from fauxmon.modelling.reading import Path
from fauxmon_model.widget_form import TIMES
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, TOPOLOGY_ENDPOINT
from fauxmon_model.written_time import WANTED, is_time

_DRAWN = ("chapter", "topology", "endpoint")
_BY_ID = {CHAPTER_ENDPOINT: "chapter", TOPOLOGY_ENDPOINT: "topology"}


def broken_widgets(model: Mapping[str, Any]) -> Found:
    """Every rule that one breaks, and where."""
    profiles = {profile["name"]: profile for profile in model["profiles"]}
    for index, dashboard in enumerate(model["dashboards"]):
        path: Path = ("dashboards", index, "widgets")
        for number, widget in enumerate(dashboard["widgets"]):
            yield from _drawn((*path, number), widget)
            yield from _times((*path, number), widget)
            yield from _lines((*path, number, "visualizationSettings"), widget["visualizationSettings"], profiles)
        yield from misplaced(path, dashboard["widgets"])


def _drawn(path: Path, widget: Mapping[str, Any]) -> Found:
    given = [name for name in _DRAWN if widget[name] is not None]
    if len(given) != 1:
        has = f"; this one has {' and '.join(given)}" if given else ""
        yield path, f"a widget draws one of {', '.join(_DRAWN)}{has}"
    for prefix, kind in _BY_ID.items():
        if (widget["endpoint"] or "").startswith(prefix):
            yield (*path, "endpoint"), f"endpoint: ids are each collector's own: write `{kind}:` and its name"


def _times(path: Path, widget: Mapping[str, Any]) -> Found:
    for end in TIMES:
        if not is_time(widget[end]):
            yield (*path, end), f"{end}: {WANTED[:1].lower()}{WANTED[1:]}"


def _lines(path: Path, views: Any, profiles: Mapping[str, Any]) -> Found:
    for line in lines(views):
        if line.channel is None and not (isinstance(line.id, str) and "|" not in line.id):
            yield (*path, *line.path), "a line is a metric, or a Channel: {profile: NAME, channel: NAME}"
        elif line.channel is not None and line.channel[0] in profiles:
            yield from belonging((*path, *line.path), [line.channel[1]], profiles[line.channel[0]])
