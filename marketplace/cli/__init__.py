"""The ``marketplace`` command: one small module for each thing it does."""

import sys
from collections.abc import Sequence
from importlib import import_module

from marketplace.config import BadConfig

COMMANDS = {
    "assess": "run the check on one linkage given as JSON",
    "backup": "write the whole installation into one file, while it runs",
    "check": "name every problem of this set-up",
    "demo": "make and serve the demo world",
    "export": "write everything that may leave: csv, xlsx or ocds",
    "import": "take over a list of suppliers, who are asked first",
    "migrate": "bring the database up to date",
    "prices": "take in a file of market prices (WFP, as on HDX)",
    "practice": "serve a world to learn in, beside the real one",
    "restore": "put a backup in place",
    "serve": "serve for real",
    "setup": "set up a new installation",
    "voice": "speak what nobody has recorded yet",
    "worker": "send messages, end waves, mark what is late",
}

MODULES = {"import": "imports"}  # a module cannot be called like a keyword


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<9} {what}" for name, what in COMMANDS.items()]
    return "\n".join(["usage: marketplace COMMAND [options]", "", *lines])


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; an unknown one is 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help"}:
        print(usage())
        return 0 if words else 2
    name, *rest = words
    if name not in COMMANDS:
        print(f"marketplace: there is no command {name!r}\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        return int(import_module(f"marketplace.cli.{MODULES.get(name, name)}").main(rest))
    except BadConfig as problem:
        print(f"marketplace: {problem}", file=sys.stderr)
        return 2
