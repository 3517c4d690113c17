"""JSON over HTTP to an address that a connection names."""

import json
import urllib.request
from typing import Any

from airflow.sdk import Connection

SECONDS = 20


def address(of: Connection) -> str:
    """The host as it is written, if it is a whole address, else put together from the connection's parts."""
    host = of.host or "localhost"
    if "://" in host:
        return host.rstrip("/")
    port = f":{of.port}" if of.port else ""
    return f"{of.schema or of.conn_type}://{host}{port}"


def send(method: str, url: str, body: object = None, token: str = "") -> Any:
    """The answer, read as JSON if it is some; an answer of failure is a urllib.error.HTTPError."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode("utf-8")
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        text = answer.read().decode("utf-8")
        return json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text
