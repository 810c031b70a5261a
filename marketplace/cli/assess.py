"""``marketplace assess FILE.json``: the check on one linkage, as data. Stores nothing."""

import argparse
import json
import sys
from pathlib import Path

from marketplace.assessment.rules.data import assess, read_json
from marketplace.assessment.rules.errors import BadInput

BAD = 2


class _Unreadable(Exception):
    """The file cannot be read, or is no JSON."""


def main(argv: list[str]) -> int:
    """Print the result of the check; 0 whatever the verdict, 2 for what cannot be checked."""
    name = _arguments().parse_args(argv).file
    try:
        result = assess(_read(name))
    except (BadInput, _Unreadable) as problem:
        print(f"marketplace assess: {problem}", file=sys.stderr)
        return BAD
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="marketplace assess", description="Run the linkage check on one JSON file."
    )
    parser.add_argument("file", metavar="FILE.json", help="the linkage; - reads standard input")
    return parser


def _read(name: str) -> dict[str, object]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        return _object(read_json(text))
    except OSError as problem:
        raise _Unreadable(f"{name}: {problem.strerror or problem}") from None
    except UnicodeDecodeError:
        raise _Unreadable(f"{name}: is not a text file in UTF-8") from None
    except json.JSONDecodeError as problem:
        raise _Unreadable(f"{name}: line {problem.lineno} is not JSON: {problem.msg}") from None
    except (ValueError, RecursionError):  # numbers of thousands of digits, bottomless nesting
        raise _Unreadable(f"{name}: is not JSON that can be read") from None


def _object(data: object) -> dict[str, object]:
    if not isinstance(data, dict):
        raise _Unreadable("the file must hold one JSON object")
    return data
