"""A mail server on this machine that keeps what is sent to it."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller


class Mailbox:
    """`mails` holds each mail that came."""

    # Of an smtp connection: the server speaks no TLS.
    PLAIN = '"disable_ssl": true, "disable_tls": true'

    def __init__(self, port: int) -> None:
        self.mails: list[EmailMessage] = []
        self.host, self.port = "127.0.0.1", port
        self.controller = Controller(self, hostname=self.host, port=port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())
