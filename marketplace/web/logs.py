"""Logs as JSON lines with a request id; never a code, a phone number or a price."""

import json
import logging
import sys
import time
from typing import Any

from flask import Flask, Response, g, request

from marketplace.kernel.ids import short_code
from marketplace.web.meters import METERS

access = logging.getLogger("mkeka.access")
_KEPT = ("request_id", "method", "path", "status", "ms", "bytes", "endpoint")


class JsonLines(logging.Formatter):
    """One JSON object a line; exceptions as type and place, never as their arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {"at": round(record.created, 3), "level": record.levelname.lower()}
        line["log"] = record.name
        line["event"] = record.getMessage()
        line.update({k: getattr(record, k) for k in _KEPT if getattr(record, k, None) is not None})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, separators=(",", ":"))


def _where(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places: list[str] = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-6:]


def configure(level: str) -> None:
    """Send our logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("mkeka")
    root.handlers = [handler]
    root.setLevel(level)
    root.propagate = False


def install(app: Flask) -> None:
    """Number every request and log its end."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = short_code()
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    METERS.count(request.method, response.status_code, seconds)
    access.info(
        "request",
        extra={
            "request_id": g.get("request_id"), "method": request.method,
            "path": request.url_rule.rule if request.url_rule else "-",  # never a token
            "status": response.status_code, "endpoint": request.endpoint,
            "ms": round(seconds * 1000, 1),
        },
    )  # fmt: skip
    return response
