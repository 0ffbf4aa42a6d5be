"""Checks that several entities share. They note what is wrong; the caller raises once, with everything."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.entities import ALL_CHANNELS, DAYS, Entity
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.filter import FilterError, parse

_LONGEST_NAME = 255


class Findings:
    """What is wrong with a draft, gathered."""

    def __init__(self) -> None:
        self._errors: list[FieldError] = []

    def add(self, field: str, message: str) -> None:
        """Note one."""
        self._errors.append(FieldError(field, message))

    def settle(self) -> None:
        """Raise InvalidError if any was noted."""
        if self._errors:
            raise InvalidError(self._errors)

    def name(self, field: str, value: str | None) -> None:
        """A name is text that shows."""
        if value is None or not value.strip():
            self.add(field, "must not be empty")

    def short_name(self, field: str, value: str | None) -> None:
        """A name that is not longer than a line."""
        self.name(field, value)
        if value is not None and len(value) > _LONGEST_NAME:
            self.add(field, f"must not be longer than {_LONGEST_NAME} characters")

    def room(self, field: str, session: Session, kind: type[Entity], most: int) -> None:
        """There may be one more of an entity."""
        if (session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0) >= most:
            self.add(field, f"there are {most} already, and no more may be made")

    def fixed(self, field: str, asked: object, stored: object) -> None:
        """What is given is what it has been since it was made."""
        if asked not in (None, stored):
            self.add(field, "is fixed when it is made")

    def one_of(self, field: str, value: str | None, allowed: Collection[str]) -> None:
        """A value that is given is one of these."""
        if value is not None and value not in allowed:
            self.add(field, f"must be one of {', '.join(allowed)}")

    def at_least(self, field: str, value: int | None, least: int) -> None:
        """A number that is given is not below `least`."""
        if value is not None and value < least:
            self.add(field, f"must be {least} or more")

    def at_most(self, field: str, value: int | None, most: int) -> None:
        """A number that is given is not above `most`."""
        if value is not None and value > most:
            self.add(field, f"must be {most} or less")

    def color(self, field: str, value: str | None) -> None:
        """A colour that is given is `#rrggbb`."""
        if value is not None and not re.fullmatch("#[0-9A-Fa-f]{6}", value):
            self.add(field, "must be a colour like #1a2b3c")

    def days(self, field: str, value: Mapping[str, bool]) -> None:
        """Days of the week, of which at least one is true."""
        for day in value:
            if day not in DAYS:
                self.add(f"{field}.{day}", f"must be one of {', '.join(DAYS)}")
        if not any(value.get(day) for day in DAYS):
            self.add(field, "at least one must be true")

    def filter(self, field: str, value: str | None) -> None:
        """Filter text that is given can be parsed (R42)."""
        if value is not None:
            try:
                parse(value)
            except FilterError as error:
                self.add(field, str(error))

    def channels(self, field: str, value: Sequence[str] | str | None, allowed: Collection[str], profile: str) -> None:
        """A Channel list that is given is `"*"` or ids out of `allowed`, at least one."""
        if value is None or value == ALL_CHANNELS:
            return
        if isinstance(value, str) or not value:
            self.add(field, f'must be "{ALL_CHANNELS}" or a list of at least one Channel id')
            return
        for index, channel_id in enumerate(value):
            if channel_id not in allowed:
                self.add(f"{field}[{index}]", f"{channel_id} is not a Channel of Profile {profile}")
