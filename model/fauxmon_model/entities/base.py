"""The declarative base of all entities."""

from __future__ import annotations

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Entity(DeclarativeBase):
    """Base of every entity. Python dicts and lists are kept as JSON text."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        list[dict[str, Any]]: sa.JSON,
        list[str] | str: sa.JSON,
    }
