"""What a backup says of itself, and the ways in which one cannot be used."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
NAME = "manifest.json"


class BackupProblem(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One file inside: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is inside, by whom it was made, and where the journal stood."""

    version: str
    made_at: str  # ISO 8601, UTC
    database: str  # "sqlite" or "postgresql"
    schema: str  # the revision of the newest migration
    journal_length: int
    journal_hash: str
    files: Mapping[str, Stored]
    format: int = FORMAT

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def read(text: bytes) -> Manifest:
    """Read a manifest; raise ``BackupProblem`` for anything that is not one of ours."""
    try:
        data = json.loads(text)
        form = data["format"]
        if isinstance(form, int) and form > FORMAT:
            raise BackupProblem(
                f"this backup was made by a newer version ({data.get('version')}); "
                "install that version first."
            )
        return _manifest(data)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupProblem(
            "this file's manifest cannot be read; it is not a whole backup."
        ) from None


def _manifest(data: dict[str, Any]) -> Manifest:
    files = {
        str(name): Stored(str(one["sha256"]), int(one["size"]))
        for name, one in data.pop("files").items()
    }
    return Manifest(files=files, **data)
