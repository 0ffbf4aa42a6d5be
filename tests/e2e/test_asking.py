"""`top`, `flows`, `chart`, `profiles`, `channels` and `chapters`, each asking a real server over HTTP."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.main import main
from fauxmon.client import AsyncClient, Client, Scope, Target

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

Ask = Callable[..., Result]
LISTS = ("profiles", "chapters", "sources", "dashboards", "widgets", "displayed_dashboards", "methods", "results")


def asking(url: str, **environment: str) -> Ask:
    def ask(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [*map(str, arguments)], env={"FAUXMON_URL": url, **environment})
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return ask


@pytest.fixture(scope="module")
def collector(start_in_module: Start, v5: Callable[..., bytes]) -> Running:
    """127.0.1.123 has sent 3 flows of 1,000 octets, 127.0.1.124 one of 5,000,000: TCP, 10.0.0.1:1234 > 10.0.0.2:443."""
    running = start_in_module()
    running.send(v5(records=3), source="127.0.1.123")
    running.send(v5(packets=4000, octets=5_000_000), source="127.0.1.124")
    assert running.settle()["settled"]
    return running


@pytest.fixture(scope="module")
def token(collector: Running) -> str:
    form = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
    return str(collector.http.post("/resources/oauth/token", data=form).json()["access_token"])


@pytest.fixture
def ask(collector: Running, token: str) -> Ask:
    """Ask with a token: a login takes longer than all else."""
    return asking(collector.ready["http"], FAUXMON_TOKEN=token)


@pytest.fixture(scope="module")
def encrypting(start_in_module: Start) -> str:
    """The URL of one with a certificate of its own making, that nobody sends to."""
    return str(start_in_module(plain=False).ready["http"])


def answered(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    return result.stderr.removeprefix("Error: ").removesuffix("\n")


def test_a_client_that_awaits_has_the_answers_of_one_that_waits(collector: Running, token: str) -> None:
    target = Target(url=collector.ready["http"], token=token)

    async def several() -> list[Any]:
        async with AsyncClient(target) as client:
            return list(await asyncio.gather(*(getattr(client, name)() for name in LISTS), client.control.now_ms()))

    *awaited, now_ms = asyncio.run(several())
    with Client(target) as client:
        assert awaited == [getattr(client, name)() for name in LISTS]
        assert client.version() == "12.04.00"
        # All flows are in slots of five minutes: a page of two has not room for the three of one.
        to_s = (now_ms // 300_000 + 1) * 300
        page = client.flow_page(Scope(from_s=to_s - 1200, to_s=to_s, profile="live", channels=["*"]), most=2)
        pages = [page]
        while page.rest is not None:
            page = client.flow_page(page.rest, most=2)
            pages.append(page)
        assert len(client.flow_page(Scope(from_s=to_s - 1200, to_s=to_s, profile="live", channels=["*"])).rows) == 4
    assert sum(len(one.rows) for one in pages) <= 4
    assert any(one.cut for one in pages)
    assert pages[-1].rest is None


def test_top_counts_over_all_channels_and_over_one(ask: Ask) -> None:
    (row,) = answered(ask("top", "dstip", "--last", "15m", "--json"))
    assert (row["dstip"], row["fl"], row["pkt"], row["byt"]) == ("10.0.0.2", "4", "4030", "5.0 M")
    (row,) = answered(ask("top", "dstip", "--by", "flows", "--channel", "127.0.1.123", "--json"))
    assert (row["fl"], row["byt"]) == ("3", "3000")


def test_top_is_a_table_of_what_the_collector_answers(ask: Ask) -> None:
    result = ask("top", "ip", "--by", "packets", "-n", 1)
    title, _, heading, _, row, *_ = result.stdout.splitlines()
    assert title.startswith("Top ip by packets: All Sources, 20")
    assert heading.split()[0] == "ip"
    assert row.split()[0] in ("10.0.0.1", "10.0.0.2")
    assert "4030" in row.split()


def test_no_flows_are_nothing_and_no_failure(ask: Ask) -> None:
    result = ask("top", "dstip", "--filter", "port 1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No flows in All Sources")
    assert answered(ask("flows", "--from", "2001-01-01", "--to", "2001-01-02", "--json")) == []


def test_an_unknown_statistic_or_order_is_answered_with_those_that_there_are(ask: Ask) -> None:
    first, *groups = refused(ask("top", "destination")).splitlines()
    assert first == "there is no statistic 'destination'; there are:"
    assert any("srcip[:p], dstip[:p]" in line for line in groups)
    assert refused(ask("top", "dstip", "--by", "size")).splitlines()[:2] == [
        "there is no order 'size'; there are:",
        "  bytes, packets, flows, bps, pps, bpp",
    ]


def test_a_filter_that_is_none_has_a_caret_under_the_place(ask: Ask) -> None:
    first, text, caret = refused(ask("top", "dstip", "--filter", "proto tcp and prt 443")).splitlines()
    assert first.startswith("filter: line 1, column 15: ")
    assert text == "  proto tcp and prt 443"
    assert caret == " " * 16 + "^"


def test_flows_one_by_one(ask: Ask) -> None:
    rows = answered(ask("flows", "--columns", "sa,sp,da,dp,pr,byt", "--sort", "bytes", "-n", 2, "--json"))
    flow = {"srcip": "10.0.0.1", "srcport:p": "1234", "dstip": "10.0.0.2", "dstport:p": "443", "pr": "TCP"}
    assert rows == [{**flow, "byt": "5.0 M"}, {**flow, "byt": "1000"}]


def test_flows_put_together_as_csv(ask: Ask) -> None:
    result = ask(
        "flows", "--aggregate", "srcip,proto", "--columns", "sa,pr,fl,byt", "--channel", "127.0.1.123", "--csv"
    )
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["srcip", "pr", "fl", "byt"],
        ["10.0.0.1", "TCP", "3", "3000"],
    ]


@pytest.mark.parametrize(("option", "there"), [("--columns", "byt"), ("--aggregate", "srcip"), ("--sort", "tstart")])
def test_flows_of_words_that_nobody_knows(ask: Ask, option: str, there: str) -> None:
    told = refused(ask("flows", option, "nonsense"))
    assert "nonsense" in told
    assert there in told
    assert ask("flows", "--columns", "ts,,td").exit_code == 2


def test_a_chart_has_a_sparkline_a_channel(ask: Ask) -> None:
    result = ask("chart", "--open", "--last", "10m")
    rows = {line.split()[0]: line for line in result.stdout.splitlines() if line.strip().startswith("127.")}
    assert set(rows) == {"127.0.1.123", "127.0.1.124"}
    assert "80 b/s" in rows["127.0.1.123"]  # 3 * 1000 octets in 300 s
    assert "133 kb/s" in rows["127.0.1.124"]
    assert all("█" in row for row in rows.values())


def test_points_of_a_chart(ask: Ask) -> None:
    options = ("--open", "--last", "10m", "--measure", "flows", "--channel", "127.0.1.123")
    (series,) = answered(ask("chart", *options, "--json"))
    assert sum(value for _, value in series["values"]) == 0.01
    lines = list(csv.DictReader(io.StringIO(ask("chart", *options, "--protocol", "tcp", "--csv").stdout)))
    assert {line["channel"] for line in lines} == {series["channel"]["id"]}
    assert sum(float(line["value"]) for line in lines) == 0.01
    udp = answered(ask("chart", *options, "--protocol", "udp", "--json"))
    assert not any(value for one in udp for _, value in one["values"])


def test_slots_that_are_over_may_be_empty_and_say_so(ask: Ask) -> None:
    result = ask("chart", "--from", "2001-01-01", "--to", "2001-01-01 00:10")
    assert result.exit_code == 0
    assert "--open draws the one that is not" in result.stderr


def test_a_protocol_that_has_no_such_name(ask: Ask) -> None:
    assert "there is no protocol 'tpc'; there are: all (0), icmp (1)" in refused(ask("chart", "--protocol", "tpc"))


def test_a_chart_as_a_picture(ask: Ask, tmp_path: Path) -> None:
    picture = tmp_path / "chart.svg"
    result = ask("chart", "--open", "--output", picture)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{picture} written\n")
    drawn = ET.fromstring(picture.read_text())  # noqa: S314 - our own
    names = [element.text for element in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert names[0] is not None
    assert names[0].startswith("Traffic of All Sources, ")
    assert names[1:] == ["127.0.1.123", "127.0.1.124"]
    assert ask("chart", "--output", tmp_path / "chart.png").exit_code == 2
    assert "cannot write" in refused(ask("chart", "--output", tmp_path / "missing" / "chart.svg"))


def test_an_unknown_channel_or_profile_is_answered_with_those_that_there_are(ask: Ask) -> None:
    assert "(127.0.1.123)" in refused(ask("top", "dstip", "--channel", "127.0.1.125"))
    assert "live (All Sources)" in refused(ask("flows", "--profile", "nothing"))


def test_the_life_of_a_profile_and_its_channels(ask: Ask) -> None:
    made = answered(ask("profiles", "create", "WebShop", "--group", "Shops", "--channel", "web=port 443", "--json"))
    assert made["id"].startswith("Shops/WebSho-")
    assert made["type"] == "shadow"
    back = ("channels", "create", "back", "--profile", "WebShop", "--filter", "src port 443", "--sign", "-")
    assert answered(ask(*back, "--json"))["sign"] == "-"
    node = answered(ask("channels", "create", "node", "--profile", "WebShop", "--parent", "127.0.1.123", "--json"))
    assert [name.partition("_")[0] for name in node["parent"]] == ["127-0-1-123"]
    listed = list(csv.DictReader(io.StringIO(ask("channels", "list", "--profile", "WebShop", "--csv").stdout)))
    assert [(one["name"], one["sign"]) for one in listed] == [("web", "+"), ("node", "+"), ("back", "-")]
    assert answered(ask("channels", "show", "web", "--profile", "WebShop", "--json"))["filter"] == "port 443"
    assert ask("channels", "delete", "web", "--profile", "WebShop").exit_code == 0
    shown = answered(ask("profiles", "show", "WebShop", "--json"))
    assert [one["name"] for one in shown["channels"]] == ["node", "back"]
    assert "Shops/WebSho-" in ask("profiles", "list").stdout
    assert ask("profiles", "delete", "WebShop").exit_code == 0
    assert "there is no Profile 'WebShop'" in refused(ask("profiles", "show", "WebShop"))


def test_a_profile_does_not_take_others_with_it_unasked(ask: Ask) -> None:
    answered(ask("profiles", "create", "Above", "--channel", "all=any", "--json"))
    answered(ask("profiles", "create", "Below", "--parent", "Above", "--channel", "all=any", "--json"))
    answered(ask("chapters", "create", "Of it", "--profile", "Below", "--json"))
    told = refused(ask("profiles", "delete", "Above"))
    assert "with Above would go: chapter" in told
    assert "(Of it); profile" in told
    assert ask("profiles", "delete", "Above", "--cascade").exit_code == 0
    assert {one["name"] for one in answered(ask("profiles", "list", "--json"))}.isdisjoint({"Above", "Below"})
    assert "Of it" not in ask("chapters", "list").stdout


def test_what_a_collector_refuses_is_told_by_field(ask: Ask) -> None:
    told = refused(ask("profiles", "create", "Bad", "--channel", "a=prt 1", "--channel", "a=any")).splitlines()
    assert told[0] == "the collector refuses this:"
    assert told[1].startswith("  channels[0].filter: line 1, column 1: ")
    assert told[2:4] == ["    prt 1", "    ^"]
    assert told[4] == "  channels[1].name: two Channels are named a"
    assert ask("profiles", "create", "Bad", "--channel", "no filter").exit_code == 2


def test_the_life_of_a_chapter(ask: Ask) -> None:
    top = ("chapters", "create", "Busiest", "--top", "dstip", "--by", "packets", "-n", 7, "--filter", "proto tcp")
    made = answered(ask(*top, "--json"))
    assert (made["type"], made["statsBy"], made["orderBy"], made["top"]) == ("top", "dstip", "packets", 7)
    both = ("chapters", "create", "One node", "--channel", "127.0.1.124")
    (channel,) = answered(ask(*both, "--json"))["channels"]
    assert channel.startswith("127-0-1-124_p")
    assert "da, packets" in next(line for line in ask("chapters", "list").stdout.splitlines() if "Busiest" in line)
    assert "statsBy" in ask("chapters", "show", "Busiest").stdout
    for name in ("Busiest", "One node"):
        assert ask("chapters", "delete", name).exit_code == 0
    assert "there is no Chapter 'Busiest'" in refused(ask("chapters", "show", "Busiest"))
    assert ask("chapters", "create", "x", "--filter", "any").exit_code == 2


def test_on_this_machine_admin_is_the_password_unless_another_is_set(collector: Running) -> None:
    assert answered(asking(collector.ready["http"])("channels", "list", "--json"))


def test_a_refused_login_says_what_to_do(collector: Running, ask: Ask) -> None:
    told = refused(asking(collector.ready["http"], FAUXMON_PASSWORD="wrong")("profiles", "list"))
    assert told.endswith("Give --user and FAUXMON_PASSWORD, or --token")
    assert "refuses the token" in refused(ask("profiles", "list", "--token", "wrong"))


def test_another_machine_is_not_asked_with_the_password_that_everybody_knows() -> None:
    result = asking("https://192.0.2.1")("profiles", "list")
    assert result.exit_code == 2
    assert "https://192.0.2.1 needs a password: set FAUXMON_PASSWORD, or give --token" in result.stderr


def test_where_no_collector_is(ask: Ask) -> None:
    told = refused(ask("top", "dstip", "--url", "http://127.0.0.1:1"))
    assert told.startswith("no collector answers at http://127.0.0.1:1")
    assert "\n" not in told


def test_a_collector_that_nobody_sends_to(encrypting: str) -> None:
    ask = asking(encrypting)
    result = ask("top", "dstip")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No flows in All Sources" in result.stderr
    assert "All Sources has no Channels." in ask("channels", "list").stderr


def test_a_certificate_is_checked_unless_it_is_of_this_machine_or_told_not_to(encrypting: str) -> None:
    elsewhere = encrypting.replace("127.0.0.1", "[::ffff:127.0.0.1]")  # the same, by a name that does not say so
    assert answered(asking(encrypting)("profiles", "list", "--json"))
    ask = asking(elsewhere, FAUXMON_PASSWORD="admin")
    told = refused(ask("profiles", "list"))
    assert told.startswith(f"the certificate of {elsewhere} is not trusted")
    assert told.endswith("Give --insecure to accept it")
    assert answered(ask("profiles", "list", "--insecure", "--json"))
