from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from fauxmon_model.bootstrap import bootstrap
from fauxmon_model.database import Database, schema_stamp
from fauxmon_model.entities import LIVE, Channel, Profile, Role, User
from fauxmon_model.errors import DatabaseRefusedError
from fauxmon_model.repository import Repository


def test_a_file_keeps_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    for _ in range(2):
        database = Database(path)
        database.start()
        repository = Repository(database, lambda: 1)
        bootstrap(repository)
        repository.sources.add("192.0.2.1", 2055, 1)
        assert [source.id for source in repository.sources.all()] == [1]
        database.stop()


def test_memory_is_empty_after_a_stop() -> None:
    database = Database()
    for _ in range(2):
        database.start()
        with database.session() as session:
            assert session.scalars(sa.select(Profile)).all() == []
            session.add(Profile(id=LIVE, name="All Sources", start_ms=0))
        database.stop()


def test_a_url_is_taken_too(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'by-url.sqlite'}")
    database.start()
    database.stop()
    assert (tmp_path / "by-url.sqlite").exists()


def test_a_session_that_raises_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.session() as session:
            session.add(Profile(id=LIVE, name="All Sources", start_ms=0))
            session.flush()
            raise OSError

    with pytest.raises(OSError):
        fail()
    with database.session() as session:
        assert session.get(Profile, LIVE) is None


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(Channel(id="x", name="x", profile_id="nowhere", start_ms=0))


def test_threads_take_turns(database: Database) -> None:
    def count_up() -> None:
        for _ in range(50):
            with database.session() as session:
                user = session.get_one(User, 1)
                user.login = str(int(user.login) + 1)

    with database.session() as session:
        session.add(User(id=1, login="0", password_hash="", role=Role(id=1, name="")))
    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        assert session.get_one(User, 1).login == "200"


def test_files_are_written_ahead_and_synced(tmp_path: Path) -> None:
    database = Database(tmp_path / "model.sqlite")
    database.start()
    with database.session() as session:
        assert session.scalar(sa.text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(sa.text("PRAGMA synchronous")) == 2
    database.stop()


def test_the_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    database = Database(path)
    database.start()
    with database.session() as session:
        session.execute(sa.text("UPDATE schema_stamp SET stamp = 'older'"))
    database.stop()
    before = path.read_bytes()
    with pytest.raises(DatabaseRefusedError, match=rf"another version .*schema older, this one has {schema_stamp()}"):
        database.start()
    assert path.read_bytes() == before


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE customers (id INTEGER)")
    theirs.close()
    with pytest.raises(DatabaseRefusedError, match="is not a database of Fauxmon"):
        Database(path).start()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("shopping list\n" * 100)
    with pytest.raises(DatabaseRefusedError, match="cannot be opened: file is not a database"):
        Database(path).start()


def test_a_directory_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefusedError, match="unable to open database file"):
        Database(tmp_path / "missing" / "model.sqlite").start()


def test_a_session_needs_a_started_database() -> None:
    with pytest.raises(RuntimeError, match="not started"), Database().session():
        pass


def test_a_trial_sees_what_it_does_and_keeps_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "model.sqlite")
    database.start()
    real = Repository(database, lambda: 1)
    bootstrap(real)
    trial = real.trial()
    assert trial.sources.add("192.0.2.1", 2055, 1).id == 1
    with trial.database.session() as session:
        session.add(Role(name="Team"))
        session.flush()
        assert session.scalar(sa.select(Role.name).where(Role.name == "Team")) == "Team"
        with pytest.raises(IntegrityError):
            session.execute(sa.insert(Role).values(name="Team", sources=[], more={}))
    assert real.sources.all() == []
    assert [role.name for role in real.roles.all()] == ["Administrator"]
    assert real.sources.add("192.0.2.1", 2055, 1).id == 1
    database.stop()
