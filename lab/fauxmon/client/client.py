"""Client: the calls of the contract by what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from fauxmon.client.control import Control
from fauxmon.client.errors import StatusError
from fauxmon.client.results import Patience
from fauxmon.client.target import Target
from fauxmon.client.transport import Transport
from fauxmon.client.types import (
    Alert,
    Chapter,
    Dependants,
    EmailReport,
    Entry,
    Profile,
    Report,
    Row,
    Scope,
    Series,
    time_text,
)

FMC = "/rest/fmc"
ANALYSIS = f"{FMC}/analysis"


class Client:
    """One collector. Lists are empty where the collector answers 204. Errors of all calls: ClientError."""

    def __init__(self, target: Target, patience: Patience | None = None) -> None:
        self._transport = Transport(target)
        self._patience = patience or Patience()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    @property
    def control(self) -> Control:
        """What a Fauxmon has besides."""
        return Control(self._transport)

    def chapter_rows(self, chapter_id: str, from_s: int, to_s: int) -> list[Row]:
        """The table of a Chapter, of Channels or of a Top N (2.7)."""
        search = {"from": time_text(from_s), "to": time_text(to_s)}
        body = self._transport.get(f"{FMC}/chapterData/{quote(chapter_id, safe='')}", search=search).body or {}
        return list(body.get("table") or body.get("data") or [])

    def profiles(self) -> list[Profile]:
        """Every Profile."""
        return self._transport.get(f"{FMC}/profiles").body or []

    def profile(self, profile_id: str) -> Profile | None:
        """One Profile with its Channels; None if there is no such."""
        profile: Profile | None = self._transport.get(f"{FMC}/profiles/id", id=profile_id).body
        return profile

    def create_profile(self, entity: Mapping[str, Any]) -> Profile:
        """A new Profile, its ids assigned."""
        profile: Profile = self._transport.create(f"{FMC}/profiles", entity).body
        return profile

    def update_profile(self, entity: Mapping[str, Any]) -> Profile:
        """A changed Profile; its list of Channels is replaced."""
        profile: Profile = self._transport.replace(f"{FMC}/profiles", entity).body
        return profile

    def delete_profile(self, profile_id: str) -> None:
        """Delete a Profile and what depends on it."""
        self._transport.delete(f"{FMC}/profiles/id", id=profile_id)

    def dependants_of_profile(self, profile_id: str) -> list[Dependants]:
        """What would go, or change, with a Profile."""
        answer = self._transport.get(f"{FMC}/dependencies/profiles/id", id=profile_id).body or {}
        dependants: list[Dependants] = answer.get("dependent") or []
        return dependants

    def chapters(self) -> list[Chapter]:
        """Every Chapter."""
        return self._transport.get(f"{FMC}/chapters").body or []

    def create_chapter(self, entity: Mapping[str, Any]) -> Chapter:
        """A new Chapter, its id assigned."""
        chapter: Chapter = self._transport.create(f"{FMC}/chapters", entity).body
        return chapter

    def delete_chapter(self, chapter_id: str) -> None:
        """Delete a Chapter."""
        self._transport.delete(f"{FMC}/chapters/{quote(chapter_id, safe='')}")

    def reports(self) -> list[Report]:
        """Every Report."""
        return self._transport.get(f"{FMC}/reports").body or []

    def email_reports(self) -> list[EmailReport]:
        """Every e-mail report."""
        return self._transport.get(f"{FMC}/emailreports").body or []

    def alerts(self) -> list[Alert]:
        """Every alert, with how it stands."""
        return self._transport.get(f"{FMC}/alerts").body or []

    def chart(self, scope: Scope, measure: str, protocol: int) -> list[Series]:
        """Points of each Channel; empty when there are no data."""
        search = {**scope.search(), "chart": {"measure": measure, "protocol": protocol}}
        return self._transport.ask(f"{ANALYSIS}/chart", search=search).body or []

    def statistics(self, scope: Scope, statistics: str, order_by: str, rows: int) -> list[Row]:
        """The first `rows` of a Top N; waits until they are computed."""
        search = {**scope.search(), "statistics": {"statistics": statistics, "orderBy": order_by}}
        return self._rows("statistics", search=search, showonly=rows)

    def flows(
        self, scope: Scope, listing: Mapping[str, Any], rows: int, output: Sequence[str] | None = None
    ) -> list[Row]:
        """The first `rows` of a listing; waits until they are computed. `listing` is the contract's (2.5.4), without
        `output` the collector chooses the columns."""
        columns = {} if output is None else {"output": list(output)}
        return self._rows("flows", search={**scope.search(), "listing": listing}, showonly=rows, **columns)

    def code_list(self, name: str) -> list[Entry]:
        """A code list under /rest/fmc (2.4)."""
        return self._transport.get(f"{FMC}/{name}").body or []

    def _rows(self, question: str, **form: Any) -> list[Row]:
        answer = self._transport.ask(f"{ANALYSIS}/{question}", **form)
        number = answer.body.get("id") if isinstance(answer.body, dict) else None
        if number is None:
            raise StatusError(answer.status, f"no result is named in the answer to {question}")
        return self._patience.wait(lambda: self._transport.get(f"{ANALYSIS}/results/{number}")).body or []
