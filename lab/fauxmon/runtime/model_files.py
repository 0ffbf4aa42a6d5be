"""ServedModelFiles: files of models for the pages, over the REST API of the server itself."""

from __future__ import annotations

import glob
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fauxmon.client import Client, ClientError, Target
from fauxmon.modelling.apply import apply
from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.plan import Plan, plan
from fauxmon.modelling.problems import ModellingError
from fauxmon.modelling.words import WORDS
from fauxmon.modelling.writing import write
from fauxmon_api.model_files import ModelFileError, PlannedChange, PlannedModel
from fauxmon_model.errors import ModelError

if TYPE_CHECKING:
    from fauxmon.modelling.pieces import Key

TOKEN_LIFE_S = 600
"""A large file takes its time."""


class ServedModelFiles:
    """Asks the server at `url` as any client does, with a token from `issue`(user id, kind, life in s) for the user
    whose page it is: so the page can do what they can. To be called in threads that the server does not answer in."""

    def __init__(self, url: str, issue: Callable[[int, str, int], str]) -> None:
        self._url = url
        self._issue = issue

    def exported(self, user_id: int, dashboards: Sequence[str]) -> str:
        """A file with these Dashboards, by name, and what they need. Errors: ModelFileError."""
        with self._client(user_id) as client:
            return write(exported(Inventory.of(client), [glob.escape(name) for name in dashboards]).model)

    def planned(self, user_id: int, text: str) -> PlannedModel:
        """What applying a file would do now. Errors: ModelFileError."""
        with self._client(user_id) as client:
            model = read(text)
            return _told(model, plan(model, Inventory.of(client)))

    def apply(self, user_id: int, text: str, plan_: PlannedModel) -> None:
        """Do what was planned for it. Errors: ModelFileError."""
        with self._client(user_id) as client:
            model, inventory = read(text), Inventory.of(client)
            made = plan(model, inventory)
            if _told(model, made) != plan_:
                raise ModelFileError("The collector has changed meanwhile: nothing is done, look at the plan again")
            apply(client, inventory, made, lambda _: None)

    @contextmanager
    def _client(self, user_id: int) -> Iterator[Client]:
        try:
            token = self._issue(user_id, "access", TOKEN_LIFE_S)
            # It is ourselves, whatever our certificate is.
            with Client(Target(url=self._url, token=token, insecure=True)) as client:
                yield client
        except (ModellingError, ClientError, ModelError) as error:
            raise ModelFileError(str(error)) from error


def _told(model: dict[str, Any], made: Plan) -> PlannedModel:
    changes = []
    for change in made.changes:
        fields = [f"{field.field}: {_value(field.old)} → {_value(field.new)}" for field in change.fields]
        changes.append(
            PlannedChange("create" if change.action == "create" else "update", _called(change.key), tuple(fields))
        )
    changes += [PlannedChange("waits", _called(key), tuple(map(str, needs))) for key, needs in made.waiting]
    changes += [PlannedChange("refused", _called(key), (reason,)) for key, reason in made.refused]
    return PlannedModel(tuple(changes), tuple(one["name"] for one in model["dashboards"]))


def _called(key: Key) -> str:
    return f"{WORDS[key.kind]} {key}"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
