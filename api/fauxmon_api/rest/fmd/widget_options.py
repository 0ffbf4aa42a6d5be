"""What a Widget's `options` ask for (contract 2.11.1). They are kept as clients write them, so nothing is sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fauxmon_api.transport.received import Received
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.widget_form import TIMES
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, TOPOLOGY_ENDPOINT
from fauxmon_model.written_time import WANTED, parse_time


@dataclass(frozen=True, slots=True)
class ChosenSeries:
    """A line that a chart is to have: `<profile>|<channel>`, or a metric of performance (`rtt`, `srt`, `jitter`)."""

    id: str
    color: str | None


class WidgetOptions:
    """Reading of `options`; what is missing or of the wrong kind reads as absent."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = Received(options)

    @property
    def name(self) -> str | None:
        """The Widget's own name; without one it goes by its Chapter's."""
        return self._options.text("name")

    @property
    def clazz(self) -> str:
        """The kind of Widget."""
        return self._options.text("clazz") or ""

    @property
    def endpoint(self) -> str:
        """Where its data comes from."""
        return self._options.text("dataEndpoint") or ""

    @property
    def chapter_id(self) -> str | None:
        """The Chapter that it draws, if it draws one."""
        return self._behind(CHAPTER_ENDPOINT)

    @property
    def topology_id(self) -> str | None:
        """The Topology that it draws, if it draws one."""
        return self._behind(TOPOLOGY_ENDPOINT)

    @property
    def series(self) -> list[ChosenSeries]:
        """The lines that are chosen, over all views; none of them if all are wanted (`"*"`)."""
        chosen = (each for _, settings in self.views() for each in settings.objects("series") or [])
        return [ChosenSeries(id_, each.text("color")) for each in chosen if (id_ := each.text("id"))]

    def settings(self, key: str) -> Received:
        """Settings of the first view that has `key`: clients spread them over views (`traffic`, `main`, …)."""
        return next((settings for _, settings in self.views() if key in settings), Received({}))

    def views(self) -> list[tuple[str, Received]]:
        """Every view: what it is called (`traffic`, `main`, `metricTileSummary`, …), and its settings."""
        views = self._options.objects("visualizationSettings") or []
        found = ((view, view.object("settings")) for view in views)
        return [
            (view.text("channelName") or settings.text("channel") or "", settings)
            for view, settings in found
            if settings is not None
        ]

    @property
    def refresh_s(self) -> int | None:
        """How often a page is to read it anew, 0 for never; None leaves that to the tab of its Dashboard."""
        return self._options.integer("refreshInterval")

    def times(self, now_ms: int) -> tuple[int, int]:
        """Parameters `from` and `to` in ms since 1970. Errors: InvalidError (no time, or in the wrong order)."""
        (from_ms, _), (to_ms, path) = (self._time(name, now_ms) for name in TIMES)
        if to_ms < from_ms:
            raise InvalidError([FieldError(path, "Must not lie before from")])
        return from_ms, to_ms

    def written_times(self) -> dict[str, str]:
        """Parameters `from` and `to` as they are written."""
        return {name: self._written(name)[0] for name in TIMES}

    def _time(self, name: str, now_ms: int) -> tuple[int, str]:
        """Its value, and the path of what says so."""
        text, path = self._written(name)
        try:
            return parse_time(text, now_ms), path
        except ValueError:
            raise InvalidError([FieldError(path, f"{WANTED}; not {text[:50]}")]) from None

    def _written(self, name: str) -> tuple[str, str]:
        """Its text, and the path of what says so."""
        path, text = "parametersSettings", TIMES[name]
        for parameter in self._options.objects("parametersSettings") or []:
            if parameter.text("name") == name and (written := parameter.text("value")):
                path, text = f"{parameter.path}.value", written
        return text, f"options.{path}"

    def _behind(self, prefix: str) -> str | None:
        endpoint = self.endpoint
        return endpoint.removeprefix(prefix) if endpoint.startswith(prefix) else None
