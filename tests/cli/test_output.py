from __future__ import annotations

import json

import pytest

from fauxmon.cli.output import print_fields, print_rows

ROWS = [
    {"name": "[red]x[/]", "bytes": "1.3 M", "who": ["a", "b"]},
    {"name": 'with, "quotes"', "bytes": "12", "who": []},
]
COLUMNS = {"Name": "name", "Bytes": "bytes", "Who": "who"}


def test_csv_has_a_heading_and_quotes_what_needs_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("csv", "t", COLUMNS, ROWS)
    assert capsys.readouterr().out == 'name,bytes,who\n[red]x[/],1.3 M,"a,b"\n"with, ""quotes""",12,\n'


def test_an_empty_answer_without_known_columns_is_no_csv_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("csv", "t", {}, [])
    assert capsys.readouterr().out == ""


def test_json_is_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("json", "t", COLUMNS, ROWS, answer=[{"other": 1}])
    print_rows("json", "t", COLUMNS, [])
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [[{"other": 1}], []]


def test_tables_keep_text_as_it_is_and_align_numbers_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("table", "Title", COLUMNS, ROWS)
    title, _, heading, _, first, second, *_ = capsys.readouterr().out.splitlines()
    assert title == "Title"
    assert heading.split() == ["Name", "Bytes", "Who"]
    assert first.split() == ["[red]x[/]", "1.3", "M", "a,", "b"]
    assert first.index("1.3 M") + len("1.3 M") == second.index("12") + len("12")


def test_tables_are_as_wide_as_they_need_and_obey_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("table", "t", {"A": "a", "B": "b"}, [{"a": "x" * 300, "b": "\x1b[2Jy"}])
    output = capsys.readouterr().out
    assert "x" * 300 + "   \\x1b[2Jy" in output
    assert "\x1b" not in output


def test_where_there_is_nothing_a_table_says_so_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("table", "t", COLUMNS, [], nothing="No flows.")
    assert capsys.readouterr() == ("", "No flows.\n")


def test_fields_of_one_thing(capsys: pytest.CaptureFixture[str]) -> None:
    print_fields({"id": "a\x07", "channels": ["b"]})
    assert capsys.readouterr().out == 'id        a\\x07\nchannels  ["b"]\n'
