"""What a verdict finds to be wrong: what it is, why we think so, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from fauxmon_api.web.parts import text
from fauxmon_api.web.sources.failover_rows import finding_text
from fauxmon_collector.failover.report import Finding


class Findings:
    """A card each; hidden while there is none."""

    def __init__(self) -> None:
        self._list = ui.element("ul").classes("fx-findings").props('aria-label="Findings" aria-live=polite')
        self._shown: list[Finding] | None = None

    def fill(self, findings: Sequence[Finding]) -> None:
        """Show them; nothing is done when they are what is shown."""
        if list(findings) == self._shown:
            return
        self._shown = list(findings)
        self._list.clear()
        self._list.visible = bool(findings)
        with self._list:
            for finding in findings:
                title, reason, tone = finding_text(finding)
                with ui.element("li").classes(f"fx-panel fx-{tone}-edge"):
                    text("strong", title, f"fx-{tone}")
                    text("p", reason)
                    with text("p"):
                        text("b", "What to do: ")
                        text("span", finding.fix)
