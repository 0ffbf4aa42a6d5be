from __future__ import annotations

from fauxmon.modelling.model_file import read
from fauxmon.modelling.writing import write

TEXT = """version: 1
owns: [Shop*]
profiles:
  - name: Shop
    channels:
      - name: clients
        filter: |-
          ip 192.0.2.1
            or ip 192.0.2.2
        color: '#0000cc'
      - name: 'on'
        parent: [All of a name that is longer than a line may be, All of another name, and a third]
dashboards:
  - name: Shop
    displayed: 1
    widgets:
      - chapter: Hosts with Top Flows
        clazz: TwoPiesAndTableWidget
        place: {x: 0, y: 0, w: 8, h: 13}
"""


def test_a_file_is_written_as_people_write_them() -> None:
    written = write(read(TEXT))
    assert "  - name: Shop\n    channels:\n      - name: clients\n" in written
    assert "        place: {x: 0, y: 0, w: 8, h: 13}\n" in written
    assert "owns: [Shop*]\n" in written
    assert "- name: 'on'\n" in written
    assert "        filter: |-\n          ip 192.0.2.1\n            or ip 192.0.2.2\n" in written
    assert "        parent:\n          - All of a name that is longer" in written


def test_what_is_as_by_default_is_left_out() -> None:
    assert write(read("profiles:\n  - {name: a, type: real, description: '', channels: []}\n")) == (
        "version: 1\nprofiles:\n  - name: a\n"
    )
    assert write(read("version: 1")) == "version: 1\n"
