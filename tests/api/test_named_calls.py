from pathlib import Path

import pytest

from fauxmon_api.named_calls import NamingTest, read_tests

KNOWN = ["/rest/fmc/profiles", "/rest/fmc/profiles/id", "/rest/fmd/widgets/find", "/rest/fmd/widgets/{id}", "/token"]
SOURCE = """
PROFILES = "/rest/fmc/profiles"
FIND, ONE = "/rest/fmd/widgets/find", "/rest/fmd/widgets/1"
WRITES = [("POST", PROFILES), ("PUT", "/rest/fmd/widgets/7")]

def _one(client, id_):
    return client.get(f"{PROFILES}/id?id={id_}").json()["id"]

def test_by_a_helper(client):
    assert _one(client, "live") == {}.get("/rest")

class Script:
    def ask(self, name):
        return self.http.delete("/rest/fmd/widgets/" + name)

def test_by_a_method(script):
    script.ask("7")

@pytest.mark.parametrize(("method", "path"), WRITES)
def test_pairs_stay_together(client, method, path):
    client.request(method, path)

@pytest.mark.parametrize("path", ["/rest/fmc/PROFILES/", "/rest/fmc/nothing"])
def test_paths_as_clients_write_them(client, path):
    client.get(path)

def test_what_a_loop_goes_through(client):
    for path in ("/rest/fmd/widgets/find", f"{PROFILES}/id"):
        client.get(path)

def test_constants_side_by_side(client):
    client.get(FIND)
    client.put(ONE)

def test_another_server(url):
    httpx.post(f"{url}/token")

def test_of_a_word_that_is_not_known(client, word):
    client.get(f"/rest/fmc/{word}")
    client.post(word)

def test_nothing():
    assert True
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NamingTest]:
    root = tmp_path_factory.mktemp("tests")
    (root / "api").mkdir()
    (root / "api" / "test_it.py").write_text(SOURCE)
    return {test.name: test for test in read_tests(root, "api")}


@pytest.mark.parametrize(
    ("name", "routes"),
    [
        ("by_a_helper", {("GET", "/rest/fmc/profiles/id")}),
        ("by_a_method", {("DELETE", "/rest/fmd/widgets/{id}")}),
        ("pairs_stay_together", {("POST", "/rest/fmc/profiles"), ("PUT", "/rest/fmd/widgets/{id}")}),
        ("paths_as_clients_write_them", {("GET", "/rest/fmc/profiles")}),
        ("what_a_loop_goes_through", {("GET", "/rest/fmd/widgets/find"), ("GET", "/rest/fmc/profiles/id")}),
        ("constants_side_by_side", {("GET", "/rest/fmd/widgets/find"), ("PUT", "/rest/fmd/widgets/{id}")}),
        ("another_server", {("POST", "/token")}),
        ("of_a_word_that_is_not_known", set()),
        ("nothing", set()),
    ],
)
def test_a_test_names_what_it_asks(read: dict[str, NamingTest], name: str, routes: set[tuple[str, str]]) -> None:
    assert read[f"test_{name}"].routes(KNOWN) == routes
    assert read[f"test_{name}"].file == "api/test_it.py"


def test_files_are_read_in_their_order(tmp_path: Path) -> None:
    for name in ("e2e/test_b.py", "api/rest/test_c.py", "api/test_a.py", "api/conftest.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("def test_it(): ...")
    files = [test.file for test in read_tests(tmp_path, "api", "e2e")]
    assert files == ["api/rest/test_c.py", "api/test_a.py", "e2e/test_b.py"]
