"""E-mail reports of the real process: into a spool, by the command line, and once over several starts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from click.testing import CliRunner

from fauxmon.cli.main import main
from fauxmon_model.entities import EmailReport

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

CHAPTER = "f59e1397-4dea-5e65-9988-28e49e1771e6"
"""*Structure of Overall Traffic*."""
WITHIN_S = 30.0


def make(running: Running, **fields: Any) -> int:
    entity: dict[str, Any] = {"name": "Lab", "chapters": [{"chapterId": CHAPTER}]}
    report = running.rest("POST", "/rest/fmc/reports", json={"entity": entity}).json()
    entity = {"report": report["id"], "name": "Every morning", **fields}
    return int(running.rest("POST", "/rest/fmc/emailReports", json={"entity": entity}).json()["id"])


def ask(running: Running, *arguments: str) -> Any:
    result = CliRunner().invoke(main, [*arguments], env={"FAUXMON_URL": running.ready["http"]})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_report_of_real_traffic_is_sent_at_once(start: Start, v5: Any, tmp_path: Path) -> None:
    running = start("--mail-spool", tmp_path / "spool", "--mail-to", "ops@lab.test", "--mail-to", "noc@lab.test")
    running.send(v5(packets=4000, octets=5_000_000))
    assert running.settle()["settled"]
    make(running)
    listed = ask(running, "reports", "list", "--csv").stdout.splitlines()
    assert listed[1].endswith("Lab,admin,1,Every morning (day)")
    result = ask(running, "reports", "send", "Every morning", "--last", "15m", "--json")
    assert result.exit_code == 0, result.output
    (file,) = (tmp_path / "spool").iterdir()
    assert json.loads(result.stdout)["to"] == str(file)
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert (mail["Subject"], mail["To"]) == ("Lab", "ops@lab.test, noc@lab.test")
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert any("127.0.1.123" in line and "4.77 MiB" in line for line in plain.get_content().splitlines())
    assert "Every morning, 20" in ask(running, "reports", "send", "1").stdout
    assert "there is no e-mail report 'nix'" in ask(running, "reports", "send", "nix").stderr


def hours_that_were_over(running: Running) -> dict[str, str]:
    """A period that ended three hours ago."""
    over = datetime.fromtimestamp(running.control("health")["time_ms"] / 1000, UTC) - timedelta(hours=3)
    return {"id": "custom", "from": f"{over - timedelta(hours=1):%H:%M}", "to": f"{over:%H:%M}"}


def as_if_made_yesterday(data: Path, email_report: int) -> None:
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(data / "model.sqlite")))
    earlier = sa.update(EmailReport).values(done_ms=EmailReport.done_ms - 86_400_000)
    with engine.begin() as connection:
        connection.execute(earlier.where(EmailReport.id == email_report))
    engine.dispose()


def sent(running: Running, email_report: int) -> str:
    """Where the one that was due went; asked for until it did."""
    ends = monotonic() + WITHIN_S
    while monotonic() < ends:
        (last,) = [row["last"] for row in running.control("emailreports") if row["id"] == email_report]
        if last is not None:
            assert last["error"] == ""
            return str(last["to"])
    raise AssertionError(f"{email_report} was not sent")


def test_what_was_missed_while_it_was_down_is_sent_once(start: Start, tmp_path: Path) -> None:
    data, spool = tmp_path / "data", tmp_path / "spool"
    running = start("--data", data)
    first = make(running, period=hours_that_were_over(running))
    running.stop()
    assert not spool.exists()
    as_if_made_yesterday(data, first)

    running = start("--data", data, "--mail-spool", spool)
    files = [sent(running, first)]
    second = make(running, period=hours_that_were_over(running))
    running.stop()
    as_if_made_yesterday(data, second)

    running = start("--data", data, "--mail-spool", spool)
    files.append(sent(running, second))  # the first would have come before it
    running.stop()
    assert sorted(map(str, spool.iterdir())) == sorted(files)
    assert len(set(files)) == 2
