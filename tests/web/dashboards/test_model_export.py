from __future__ import annotations

from fauxmon_api.web.dashboards.model_export import file_name


def test_a_file_is_called_like_its_dashboard() -> None:
    assert file_name("HA pair: 192.168.1.123") == "HA-pair-192.168.1.123.yaml"
    assert file_name("../../etc/passwd") == "etc-passwd.yaml"
    assert file_name("Übersicht") == "Übersicht.yaml"
    assert file_name("…") == "dashboard.yaml"
