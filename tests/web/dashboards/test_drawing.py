from __future__ import annotations

from fauxmon_api.web.dashboards.drawing import summaries_html, table_html, tiles_html

TABLE = {
    "header": ["Channel", "Bytes"],
    "rows": [["<b>192.0.2.1</b>", "3 KiB"]],
    "rowsColors": ['#123456" onclick="x'],
    "summaries": [["Total", "3 KiB"]],
}


def test_names_and_colours_cannot_bring_markup_of_their_own() -> None:
    html = table_html(TABLE)
    assert "&lt;b&gt;192.0.2.1&lt;/b&gt;" in html
    assert "<b>" not in html
    assert 'onclick="' not in html


def test_summaries_stand_in_the_foot() -> None:
    body, foot = table_html(TABLE).split("<tfoot>")
    assert body.count("3 KiB") == foot.count("3 KiB") == 1
    assert "Total" in foot


def test_tiles_show_the_first_summary() -> None:
    html = tiles_html({"header": ["", "Flows", "Bytes"], "rows": [], "summaries": [["Total", "7", "3 KiB"]]})
    assert html.count("fx-tile") - html.count("fx-tiles") == 2
    assert "Total" not in html


def test_rows_stand_below_the_tiles_where_there_are_any() -> None:
    html = summaries_html(TABLE)
    assert html.index("fx-tiles") < html.index("192.0.2.1")
    assert "Total" not in html
    assert "<table" not in summaries_html({**TABLE, "rows": []})
