"""EditorPage: a list of entities at the left, and the form of the one that is chosen."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import quote

from nicegui import events, ui

from fauxmon_api.web.dialogs import confirmed
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.marks import Marks, Place
from fauxmon_api.web.parts import panel, text
from fauxmon_model.errors import FieldError, ForbiddenError, InvalidError, ModelError

REST_S = 0.4
"""What is written is checked when nobody has done anything for so long."""


class Entity(Protocol):
    """What has an id."""

    @property
    def id(self) -> Any:
        """A text or a number."""


Kept = TypeVar("Kept", bound=Entity)
Draft = TypeVar("Draft")
Written = TypeVar("Written", covariant=True)


class Form(Protocol[Written]):
    """The fields of one entity."""

    def draft(self) -> Written:
        """What is written. Errors: InvalidError."""

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked; `path` is as the repository words it."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[Kept, Draft]):
    """What entities of a kind are called, where their page is, and what the repository does with them. What tries to
    create or to update raises what that would raise, and keeps nothing."""

    word: str
    plural: str
    path: str
    all: Callable[[], Sequence[Kept]]
    create: Callable[[Draft], Kept]
    update: Callable[[Draft], Kept]
    remove: Callable[[Any], None]
    try_create: Callable[[Draft], Any]
    try_update: Callable[[Draft], Any]


@dataclass(frozen=True, slots=True)
class Losses:
    """What somebody should know before an entity is deleted: `line` says what becomes of `items`."""

    line: str = ""
    items: Sequence[str] = ()


class EditorPage(ABC, Generic[Kept, Draft]):
    """One visitor's list, and the form of what is chosen in it: to be saved, copied and deleted."""

    def __init__(self, kind: Kind[Kept, Draft], key: str) -> None:
        self._kind = kind
        self._chosen: Kept | None = None
        self._beside: Kept | None = None
        self._later: ui.timer | None = None
        with ui.element("div").classes("fx-center"):
            with ui.element("aside"), panel(kind.plural):
                self._tree = ui.tree([], on_select=self._select).classes("fx-tree")
                self._tree.props("no-selection-unset dense no-connectors")
                self._none = text("p", f"No {kind.plural.lower()} yet.", "fx-none fx-muted")
                self._add = ui.button(f"New {_small(kind.word)}", icon="add", on_click=self._new)
                self._add.props("flat dense no-caps color=none").classes("fx-small")
            with ui.element("div").classes("fx-column"), panel(kind.word):
                self._heading = text("h1", "", "fx-title fx-form")
                self._about = ui.element("div")
                self._body = ui.element("div").classes("fx-editor")
                for event in ("input", "click", "focusout"):
                    self._body.on(event, self._soon, args=[])
                self._marks = Marks(self._told)
                self._locked = text("p", "", "fx-form fx-muted")
                with ui.element("div").classes("fx-form") as self._acts:
                    save = ui.button("Save", on_click=self._save, color=None).props("unelevated no-caps")
                    save.classes("fx-button")
                    with ui.element("div").classes("fx-fields") as self._tools:
                        self._more_tools()
                        ui.button("Copy", on_click=self._copy).props("flat no-caps color=none")
                        ui.button("Delete", on_click=self._remove).props("flat no-caps color=negative")
        self._show(key)

    @abstractmethod
    def _form(self, shown: Kept | None, like: Kept | None) -> Form[Draft]:
        """The form of one, or of a new one that begins like another."""

    def _name(self, one: Kept) -> str:
        return str(getattr(one, "name"))  # noqa: B009 - Entity has no name: some kinds call it otherwise

    def _nodes(self, kept: Sequence[Kept]) -> list[dict[str, Any]]:
        """The list, as the tree element takes it: ids are texts."""
        return [{"id": str(one.id), "label": self._name(one)} for one in kept]

    def _losses(self, _chosen: Kept) -> Losses:
        """Runs in a thread."""
        return Losses()

    def _told(self, error: FieldError) -> str:
        return f"{error.field}: {error.message}" if error.field else error.message

    def _after(self, _gone: Kept) -> str:
        """Which one is shown after one was deleted; a key that there is not is the first."""
        return ""

    def _stays(self, _shown: Kept) -> bool:
        """Whether it can be neither copied nor deleted."""
        return False

    def _titled(self, like: Kept | None) -> str:
        """The heading over a new one."""
        return f"New {self._kind.word}" if like is None else f"Copy of {self._name(like)}"

    def _more_tools(self) -> None:
        """Buttons for one that is kept."""

    def _describe(self, _shown: Kept | None) -> None:
        """What stands above the form."""

    def _list(self, kept: Sequence[Kept]) -> None:
        nodes = self._nodes(kept)
        if self._tree.props["nodes"] != nodes:
            self._tree.props["nodes"] = nodes
            self._tree.expand()
        # A tree without nodes is none, to screen readers.
        self._tree.visible, self._none.visible = bool(nodes), not nodes

    def _show(self, key: str) -> None:
        kept = self._kind.all()
        self._list(kept)
        found = next((one for one in kept if str(one.id) == key), None)
        self._open(found or next(iter(kept), None))

    def _open(self, shown: Kept | None, like: Kept | None = None) -> None:
        self._beside = self._chosen or self._beside
        self._chosen = shown
        self._tree.props["selected"] = None if shown is None else str(shown.id)
        self._heading.set_text(self._titled(like) if shown is None else self._name(shown))
        self._tools.visible = shown is not None and not self._stays(shown)
        for element in (self._marks, self._about, self._body):
            element.clear()
        with self._about:
            self._describe(shown)
        with self._body:
            self._written = self._form(shown, like)
        self._said = set[str]()
        self._begin()
        if shown is not None:
            ui.navigate.history.replace(f"{self._kind.path}?id={quote(str(shown.id), safe='')}")

    def _begin(self) -> None:
        """What is wrong from the start is told when somebody wants to save it; what may not be changed, at once."""
        refused, self._untouched = "", set[str]()
        try:
            self._untouched = {each.field for each in self._tried(self._written)}
        except ForbiddenError as error:
            refused = f"{error}: you may look at it."
        self._acts.visible = not refused
        self._locked.visible = bool(refused)
        self._locked.set_text(refused)

    def _tried(self, written: Form[Draft]) -> tuple[FieldError, ...]:
        """What is wrong with what is written. Errors: ForbiddenError."""
        attempt = self._kind.try_create if self._chosen is None else self._kind.try_update
        try:
            attempt(written.draft())
        except ForbiddenError:
            raise
        except ModelError as error:
            return _each(error)
        return ()

    def _soon(self) -> None:
        if self._later is not None:
            self._later.cancel()
        with self._body:
            self._later = ui.timer(REST_S, self.check, once=True)

    async def check(self) -> None:
        """Mark what somebody has made wrong since the form was opened."""
        written = self._written
        try:
            wrong = await asyncio.to_thread(self._tried, written)
        except ForbiddenError:
            return
        if written is self._written:
            fields = {error.field for error in wrong}
            self._untouched &= fields
            self._said &= fields
            self._mark([each for each in wrong if each.field not in self._untouched and not self._told_there(each)])

    def _told_there(self, error: FieldError) -> bool:
        """Whether the field says it by itself; what refused a Save stays in the list until it is right."""
        return error.field not in self._said and isinstance(self._written.field(error.field), FilterBox)

    def _mark(self, wrong: Sequence[FieldError]) -> None:
        self._marks.show(wrong, self._written.field)

    def _select(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value and (self._chosen is None or event.value != str(self._chosen.id)):
            self._show(event.value)

    def _new(self) -> None:
        self._list(self._kind.all())
        self._open(None)

    def _copy(self) -> None:
        self._open(None, self._chosen)

    async def _save(self) -> None:
        keep = self._kind.create if self._chosen is None else self._kind.update
        try:
            kept = await asyncio.to_thread(keep, self._written.draft())
        except ModelError as error:
            self._say(error)
        else:
            self._show(str(kept.id))
            ui.notify(f"{self._kind.word} {self._name(kept)} is saved")

    def _say(self, error: Exception) -> None:
        wrong = _each(error)
        self._untouched = set()
        self._said = {each.field for each in wrong}
        self._mark(wrong)

    async def _remove(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        word, name = self._kind.word, self._name(chosen)
        losses = await asyncio.to_thread(self._losses, chosen)
        lines = [losses.line] if losses.line else []
        if not await confirmed(f"Delete {word} {name}?", *lines, items=losses.items):
            return
        try:
            await asyncio.to_thread(self._kind.remove, chosen.id)
        except ModelError as error:
            self._say(error)
        else:
            self._show(self._after(chosen))
            ui.notify(f"{word} {name} is deleted")


def _each(error: Exception) -> tuple[FieldError, ...]:
    return error.errors if isinstance(error, InvalidError) else (FieldError("", str(error)),)


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def copied(name: str, *, copy: bool) -> str:
    """What a form shows of a name: that of a copy says so."""
    return f"{name} (copy)" if copy else name
