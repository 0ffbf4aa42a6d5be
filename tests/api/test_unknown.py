import httpx
import pytest


@pytest.mark.parametrize(
    "path", ["/rest/iad/groups/", "/rest", "/REST/", "/rest/fmc/nothing/at/all", "/_fauxmon/no", "/resources"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_a_json_404(client: httpx.Client, path: str, method: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 404
    assert response.json() == {"code": 404, "status": "error", "message": "Unknown resource"}
    assert response.headers["x-fm-message"] == "Unknown resource"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/rest/fmc/profiles", "GET, HEAD, POST, PUT"),
        ("GET", "/resources/oauth/token", "POST"),
        ("POST", "/REST/fmc/chapters/7/", "DELETE, GET, HEAD"),
    ],
)
def test_an_unknown_method_names_the_known_ones(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert response.json()["message"] == f"Method {method} is not known here"
