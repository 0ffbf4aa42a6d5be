"""What a Widget's `options` ask for (contract 2.11.1). They are kept as clients write them, so nothing is sure."""

from __future__ import annotations

from typing import Any

from fauxmon_api.transport.received import Received
from fauxmon_api.transport.times import parse_time

CHAPTER_ENDPOINT = "fmc_chapter_"
CONNECTIONS_ENDPOINT = "fmc_connectedInterfaces"


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
        endpoint = self.endpoint
        return endpoint.removeprefix(CHAPTER_ENDPOINT) if endpoint.startswith(CHAPTER_ENDPOINT) else None

    def settings(self, key: str) -> Received:
        """Settings of the first view that has `key`: clients spread them over views (`traffic`, `main`, …)."""
        views = self._options.objects("visualizationSettings") or []
        found = (view.object("settings") for view in views)
        return next((settings for settings in found if settings is not None and key in settings), Received({}))

    def time(self, name: str, default: str, now_ms: int) -> int:
        """Parameter `from` or `to` in ms since 1970; a value that is no time counts as absent."""
        value = default
        for parameter in self._options.objects("parametersSettings") or []:
            if parameter.text("name") == name:
                value = parameter.text("value") or default
        try:
            return parse_time(value, now_ms)
        except ValueError:
            return parse_time(default, now_ms)
