from __future__ import annotations

import xml.etree.ElementTree as ET

from fauxmon_api.mail.content import Content, Section, Table
from fauxmon_api.mail.html import html

TABLE = Table(["Node", "Bytes"], [["a", "3 MiB"]], [["Total", "3 MiB"]], more=7)


def page(lang: str = "en") -> ET.Element:
    sections = [Section("Nodes & more", "Who", [TABLE]), Section("Empty", notice="None.")]
    written = html(Content("Lab <1>", lang, ["Brno"], sections), {0: "chart1@lab"})
    well_formed = written.removeprefix("<!DOCTYPE html>\n").replace('<meta charset="utf-8">', "")
    return ET.fromstring(well_formed.replace('max-width:100%">', 'max-width:100%"/>'))  # noqa: S314 - our own


def test_titles_and_rows_stand_in_their_order() -> None:
    assert [element.text for element in page().iter() if element.tag in ("h1", "h2", "p", "th", "td")] == [
        "Lab <1>",
        "Brno",
        "1. Nodes & more",
        "Who",
        None,
        *("Node", "Bytes", "a", "3 MiB", "… and 7 more", None, "Total", "3 MiB"),
        "2. Empty",
        "None.",
    ]


def test_only_a_section_with_a_picture_shows_one() -> None:
    (image,) = page().iter("img")
    assert (image.attrib["src"], image.attrib["alt"]) == ("cid:chart1@lab", "Chart: Nodes & more")


def test_languages_are_called_as_in_the_web() -> None:
    assert [page(lang).attrib["lang"] for lang in ("en", "cz", "jp")] == ["en", "cs", "ja"]
