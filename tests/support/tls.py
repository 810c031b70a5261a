"""A proxy that speaks https on loopback and hands the bytes on, as a web server in front would."""

import socket
import ssl
from contextlib import suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

PEM = Path(__file__).parent / "loopback.pem"
CHUNK = 65536


class _Hand(BaseRequestHandler):
    def handle(self) -> None:
        """Carry one connection, both ways, until either side is done."""
        proxy = self.server
        assert isinstance(proxy, TlsProxy)
        with (
            suppress(OSError),
            proxy.context.wrap_socket(self.request, server_side=True) as outside,
            socket.create_connection(("127.0.0.1", proxy.behind)) as inside,
        ):
            back = Thread(target=_carry, args=(inside, outside), daemon=True)
            back.start()
            _carry(outside, inside)
            back.join(timeout=5)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            target.sendall(chunk)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class TlsProxy(ThreadingTCPServer):
    """Listens on a free port of loopback; ``behind`` is where the bytes go."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, behind: int) -> None:
        """Load the certificate and listen."""
        super().__init__(("127.0.0.1", 0), _Hand)
        self.behind = behind
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(PEM)
