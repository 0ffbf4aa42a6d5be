"""Lines of Widgets' charts, as files have them: a metric by its word, or a Channel of a Profile by names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from fauxmon.modelling.reading import Path

_FIELDS = ("profile", "channel")


class Line(NamedTuple):
    """A line that is chosen: where its id stands in `visualizationSettings`, and that."""

    path: Path
    id: Any

    @property
    def channel(self) -> tuple[str, str] | None:
        """(Profile, Channel) that it is in a file; None of a line that is a metric."""
        if not isinstance(self.id, dict) or set(self.id) != set(_FIELDS):
            return None
        profile, channel = (self.id[field] for field in _FIELDS)
        return (profile, channel) if isinstance(profile, str) and isinstance(channel, str) else None


def of_channel(profile: str, channel: str) -> dict[str, str]:
    """The id of a line in a file."""
    return dict(zip(_FIELDS, (profile, channel), strict=True))


def lines(views: Any) -> Iterator[Line]:
    """Every line of such settings."""
    for number, view in enumerate(views if isinstance(views, list) else ()):
        settings = view.get("settings") if isinstance(view, dict) else None
        series = settings.get("series") if isinstance(settings, dict) else None
        for index, each in enumerate(series if isinstance(series, list) else ()):
            if isinstance(each, dict) and "id" in each:
                yield Line((number, "settings", "series", index, "id"), each["id"])


def changed(views: Any, change: Callable[[Line], Any]) -> Any:
    """The settings with other ids of their lines."""
    for line in lines(views):
        views = _put(views, line.path, change(line))
    return views


def _put(value: Any, path: Path, id_: Any) -> Any:
    if not path:
        return id_
    step, *rest = path
    if isinstance(value, list):
        return [_put(each, tuple(rest), id_) if index == step else each for index, each in enumerate(value)]
    return {key: _put(each, tuple(rest), id_) if key == step else each for key, each in value.items()}
