"""A really served application in a process of its own, which can be killed, and its senders."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from marketplace.kernel.ids import digest
from tests.support.application import SECRET

COMMAND = (sys.executable, "-c", "import sys; from marketplace.cli import main; sys.exit(main())")
RECEIPT = re.compile(r"^/s/offers/([^/]+)/sent$")


@dataclass(frozen=True)
class Answer:
    """What a server said: a status, where it leads, its text."""

    status: int
    location: str
    text: str

    @property
    def receipt(self) -> str | None:
        """The receipt's name, if the offer was acknowledged."""
        found = RECEIPT.match(self.location)
        return found.group(1) if self.status == 303 and found else None


@dataclass(frozen=True)
class Served:
    """A server's process and port."""

    process: "subprocess.Popen[bytes]"
    port: int

    def kill(self) -> None:
        """Kill it as a power cut does: nothing is finished, nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)

    def ask(
        self, path: str, *, cookie: str = "", data: Mapping[str, str] | None = None
    ) -> Answer | None:
        """Send one request; none where the server did not live to answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            body = None if data is None else urlencode(data)
            line.request("GET" if data is None else "POST", path, body, headers)
            came = line.getresponse()
            text = came.read().decode()
            return Answer(came.status, came.getheader("Location") or "", text)
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()


@contextmanager
def serving_apart(url: str, folder: Path) -> Iterator[Served]:
    """Start ``marketplace serve`` on a free port; wait until it answers; kill it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen((*COMMAND, "serve"), env=_surroundings(url, folder, port))
    served = Served(process, port)
    try:
        _until_it_answers(served)
        yield served
    finally:
        if process.poll() is None:
            served.kill()


def _surroundings(url: str, folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ, "MKEKA_DATA": str(folder), "MKEKA_DATABASE_URL": url, "PORT": str(port),
        "MKEKA_SECRET": SECRET, "INSECURE_HTTP": "1", "MKEKA_LOG_LEVEL": "CRITICAL",
    }  # fmt: skip


def _until_it_answers(served: Served) -> None:
    for _ in range(150):
        assert served.process.poll() is None, "the server did not start"
        if served.ask("/healthz") is not None:
            return
        time.sleep(0.1)
    raise AssertionError("the server never answered")


def form_token(cookie_secret: str | None) -> str:
    """Return the token that a form of this session carries; a stranger's has none."""
    signer = URLSafeTimedSerializer(SECRET, salt="form")
    return str(signer.dumps(digest(cookie_secret)[:16] if cookie_secret else "nobody"))
