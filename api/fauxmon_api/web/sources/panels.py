"""SourcePanels: a panel for each Source, with its traffic and what is known of it."""

from __future__ import annotations

from fauxmon_api.web.live_rows import LiveRows

FACTS = {
    "flows": "Flows",
    "packets": "Packets",
    "bits": "Traffic",
    "version": "Protocol",
    "sampling": "Sampling",
    "templates": "Templates",
    "first": "First seen",
    "last": "Last seen",
}
HARMS = {"lost": "Lost", "problems": "Problems"}


class SourcePanels(LiveRows, component="source_panels.js"):
    """Rows as `rows.source_rows` gives them. Emits `remove` with the id of the row whose delete button was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._props["facts"] = FACTS
        self._props["harms"] = HARMS
