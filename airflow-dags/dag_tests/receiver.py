"""A server on this machine that keeps what is sent to it."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, Self


class Receiver:
    """Answers everything with a token; `sent` holds method, path and body of each request."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, Any]] = []
        self.server = HTTPServer(("127.0.0.1", 0), handler(self.sent))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def bodies(self, method: str, path: str) -> list[Any]:
        return [body for sent, its_path, body in self.sent if sent == method and its_path.startswith(path)]

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def handler(sent: list[tuple[str, str, Any]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent.append((self.command, self.path, json.loads(text) if text else None))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"access_token": "token"}')

        do_GET = do_POST = do_PATCH = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
