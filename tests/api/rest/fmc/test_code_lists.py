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


def test_column_types(client: httpx.Client) -> None:
    types = client.get("/rest/fmc/columnTypes").json()
    assert all(one.keys() == {"id", "description", "givenAs"} for one in types)
    assert [(one["id"], one["givenAs"]) for one in types[:4]] == [
        ("Bytes", "Number"),
        ("Bits", "Number"),
        ("Packets", "Number"),
        ("Dir", "String"),
    ]
