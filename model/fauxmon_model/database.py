"""Where the entities are kept: SQLite in a file or in memory, or any database that SQLAlchemy has a URL for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from fauxmon_model.entities import Entity
from fauxmon_model.errors import DatabaseRefusedError

_STAMP = sa.Table("schema_stamp", Entity.metadata, sa.Column("stamp", sa.Text, primary_key=True))
_NAMES: sa.BindParameter[list[str]] = sa.bindparam("names", expanding=True)


class Database:
    """One database. Inert until `start`; after `stop` it may be started again (what was in memory is then gone).

    `url_or_path` is None (memory), the path of a SQLite file, or a SQLAlchemy URL such as `postgresql+psycopg://…`.
    """

    def __init__(self, url_or_path: str | Path | None = None) -> None:
        self._url = _url(url_or_path)
        self._engine: sa.Engine | None = None
        self._turn = threading.RLock()

    def start(self) -> None:
        """Open it, create the tables if it is empty. Errors: DatabaseRefusedError."""
        engine = _engine(self._url)
        try:
            with engine.begin() as connection:
                self._create_or_check(connection)
        except DatabaseError as error:
            engine.dispose()
            raise DatabaseRefusedError(f"{self._name} cannot be opened: {error.orig}") from error
        except DatabaseRefusedError:
            engine.dispose()
            raise
        self._engine = engine

    def stop(self) -> None:
        """Close it. Whatever a session has committed is on disk already."""
        with self._turn:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, undone when it raises. Threads take turns.

        Entities outlive it with all that was loaded.
        """
        with self._turn:
            if self._engine is None:
                raise RuntimeError("the database is not started")
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                yield session

    def trial(self) -> Trial:
        """The same, of which nothing is kept that is done in its sessions."""
        return Trial(self)

    @property
    def _name(self) -> str:
        return self._url.database or self._url.render_as_string()

    def _create_or_check(self, connection: sa.Connection) -> None:
        tables = sa.inspect(connection).get_table_names()
        ours = schema_stamp()
        if not tables:
            Entity.metadata.create_all(connection, checkfirst=False)
            connection.execute(_STAMP.insert().values(stamp=ours))
        elif _STAMP.name not in tables:
            raise DatabaseRefusedError(f"{self._name} is not a database of Fauxmon")
        elif (theirs := connection.scalar(sa.select(_STAMP.c.stamp))) != ours:
            raise DatabaseRefusedError(
                f"{self._name} was written by another version of Fauxmon (schema {theirs}, this one has {ours}): "
                "use the version that wrote it, or start with an empty data directory"
            )


class Trial(Database):
    """A Database as it would be: what a session changes it sees itself, and is undone at its end."""

    def __init__(self, real: Database) -> None:
        self._real = real

    @contextmanager
    def session(self) -> Iterator[Session]:
        """As of a Database; what the block raises goes on."""
        with self._real.session() as session:
            yield session
            session.flush()
            session.rollback()


def number_anew(session: Session, *entities: type[Entity]) -> None:
    """Let the ids of entities, of which there are none left, begin at 1 again. SQLite only: elsewhere they go on."""
    if session.get_bind().dialect.name == "sqlite":
        names = [entity.__tablename__ for entity in entities]
        session.execute(
            sa.text("DELETE FROM sqlite_sequence WHERE name IN :names").bindparams(_NAMES), {"names": names}
        )


def schema_stamp() -> str:
    """Digest of tables, columns and their types: it changes when, and only when, the schema does."""
    columns = sorted(
        f"{table.name}.{column.name} {column.type.__visit_name__} {column.nullable}"
        for table in Entity.metadata.tables.values()
        for column in table.columns
    )
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:12]


def _url(url_or_path: str | Path | None) -> sa.URL:
    if isinstance(url_or_path, str) and "://" in url_or_path:
        return sa.make_url(url_or_path)
    return sa.URL.create("sqlite", database=None if url_or_path is None else str(url_or_path))


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url)
    engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    # The driver would open transactions by itself, and only before some statements.
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
