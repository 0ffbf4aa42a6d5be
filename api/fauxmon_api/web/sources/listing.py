"""Which Sources are listed, and how. It stands in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fauxmon_api.web.live_rows import Row

VIEWS = {"table": "Table", "panels": "Panels"}
STANDINGS = {"all": "All", "active": "Active", "silent": "Silent", "harmed": "Loss or problems"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A view of the Sources that have `text` in their name or address, of one standing or of all."""

    view: str = "table"
    standing: str = "all"
    text: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Listing:
        """What an address asks for; what is missing or unknown is the default."""
        view, standing = query.get("view", ""), query.get("show", "")
        return cls(
            view if view in VIEWS else "table",
            standing if standing in STANDINGS else "all",
            query.get("find", ""),
        )

    def address(self) -> str:
        """Path and query that lead back here; defaults are left out."""
        default = Listing()
        values = {"view": self.view, "show": self.standing, "find": self.text}
        usual = {"view": default.view, "show": default.standing, "find": default.text}
        query = urlencode({key: value for key, value in values.items() if value != usual[key]})
        return f"/sources?{query}" if query else "/sources"

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """Those of the rows that are listed."""
        return [row for row in rows if self._stands(row) and self._has(row)]

    def _stands(self, row: Mapping[str, Any]) -> bool:
        if self.standing == "harmed":
            return bool(row["lost"] or row["problems"])
        return self.standing in ("all", row["standing"])

    def _has(self, row: Mapping[str, Any]) -> bool:
        wanted = self.text.strip().casefold()
        return any(wanted in str(row[field]).casefold() for field in ("name", "address", "port", "version"))
