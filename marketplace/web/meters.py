"""What this process counted since it began: requests and how long they took."""

from collections import Counter
from collections.abc import Iterator
from threading import Lock


class Meters:
    """Counters that several threads add to."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._seconds = 0.0

    def count(self, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        known = method if method in {"GET", "HEAD", "POST"} else "other"
        with self._lock:
            self._requests[known, f"{status // 100}xx"] += 1
            self._seconds += seconds

    def lines(self) -> Iterator[str]:
        """Yield the counters in the Prometheus text format."""
        with self._lock:
            counted, seconds = sorted(self._requests.items()), self._seconds
        yield "# TYPE mkeka_requests_total counter"
        for (method, status), number in counted:
            yield f'mkeka_requests_total{{method="{method}",status="{status}"}} {number}'
        yield "# TYPE mkeka_request_seconds_total counter"
        yield f"mkeka_request_seconds_total {seconds:.6f}"


METERS = Meters()


def gauge(name: str, value: float, kind: str = "gauge") -> Iterator[str]:
    """Yield one figure with its kind."""
    yield f"# TYPE mkeka_{name} {kind}"
    yield f"mkeka_{name} {value}"
