"""What may stand in the journal, and how one link follows another."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime

GENESIS = "0" * 64
Fact = int | str | bool | None
_CODE = re.compile(r"[A-Za-z0-9_.:\-]{1,64}\Z")


class UnfitFact(ValueError):
    """A fact that is not an id or a bounded code: free text has no place in the chain."""


def facts_text(facts: Mapping[str, Fact]) -> str:
    """Return facts as canonical JSON; raise ``UnfitFact`` for anything but ids and codes."""
    for name, value in facts.items():
        if isinstance(value, str) and not _CODE.match(value):
            raise UnfitFact(f"{name}: not a bounded code")
        if isinstance(value, int) and abs(value) >= 2**63:
            raise UnfitFact(f"{name}: not an id")
        if not isinstance(value, (int, str, type(None))):
            raise UnfitFact(f"{name}: neither id nor code")
    return json.dumps(dict(facts), sort_keys=True, separators=(",", ":"))


def link(previous: str, *parts: str | int | datetime | None) -> str:
    """Return the SHA-256 that chains an entry to the one before it."""
    fields = [previous, *(_plain(part) for part in parts)]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def _plain(part: str | int | datetime | None) -> str:
    if isinstance(part, datetime):
        return part.strftime("%Y-%m-%dT%H:%M:%S.%f")
    return "" if part is None else str(part)
