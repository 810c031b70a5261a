"""E-mail, where an SMTP server is configured (``MKEKA_SMTP_URL``)."""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from marketplace.config import Config

TIMEOUT_SECONDS = 20
SMTPS_PORT, SUBMISSION_PORT = 465, 587


class NotSent(Exception):
    """The server did not take the message; it stays in the outbox and is tried again."""


def compose(config: Config, *, to: str, subject: str, body: str, mark: str) -> EmailMessage:
    """Build a plain-text message; ``mark`` lets a receiver recognise a repeat (promise P8)."""
    message = EmailMessage()
    message["From"] = config.mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = f"<{mark}@{config.mail_from.rpartition('@')[2] or 'localhost'}>"
    message.set_content(body)
    return message


def send(config: Config, message: EmailMessage) -> None:
    """Hand a message to the configured server; raise ``NotSent`` if it is not taken."""
    url = urlsplit(config.smtp_url)
    host = url.hostname or "localhost"
    try:
        with _connect(url.scheme, host, url.port) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(type(error).__name__) from error


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or SMTPS_PORT, timeout=TIMEOUT_SECONDS)
    server = smtplib.SMTP(host, port or SUBMISSION_PORT, timeout=TIMEOUT_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls()
    return server
