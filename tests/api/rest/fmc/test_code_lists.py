import httpx


def test_protocols(client: httpx.Client) -> None:
    assert client.get("/rest/fmc/protocols").json() == [
        {"id": 0, "name": "All"},
        {"id": 1, "name": "ICMP"},
        {"id": 2, "name": "IGMP"},
        {"id": 4, "name": "IPv4"},
        {"id": 6, "name": "TCP"},
        {"id": 17, "name": "UDP"},
        {"id": 41, "name": "IPv6"},
        {"id": 58, "name": "Ipv6-ICMP"},
        {"id": 255, "name": "Other"},
    ]
