"""``marketplace voice``: speaks what nobody has recorded yet, and lists what stays silent."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from threading import Event, Thread

from sqlalchemy.orm import Session

from marketplace.catalogue.queries.voices import kept_files
from marketplace.catalogue.words import inventory
from marketplace.cli.migrate import engine_for, is_current
from marketplace.config import Config, from_environ
from marketplace.i18n import LANGUAGES, gettext, speaking, use_own_words
from marketplace.media import Store, synthetic
from marketplace.media.shelf import Shelf

MISSING = (
    f"{synthetic.PROGRAM} is not installed: what nobody has recorded stays silent.\n"
    "Debian, Ubuntu: apt install espeak-ng"
)
NOTICED_BY_ITSELF = "; this demo notices by itself."
SPEAKING = f"{synthetic.PROGRAM} speaks what nobody has recorded; speakers appear as it goes."
SPOKEN = "Placeholders are spoken; the page Voices lists what stays silent."
STOPPED = "Placeholders could not all be spoken: see `marketplace voice build`."
GIVING_WAY = 15  # of the 19 steps of nice(2)
LOOKING_EVERY = 2.0  # seconds: whether something to speak with has come


def main(argv: list[str]) -> int:
    """Run ``marketplace voice build`` or ``marketplace voice gaps``."""
    options = _parser().parse_args(argv)
    if options.gently:
        os.nice(GIVING_WAY)
    config = from_environ()
    use_own_words(config.words_dir)
    known = [code for code in options.languages or LANGUAGES if code in LANGUAGES]
    shelf = Shelf(config.data_dir / "voice", Store(config.media_dir))
    list_kept(config, shelf, known)
    if options.what == "gaps":
        return _gaps(shelf, known)
    if not synthetic.available():
        print(MISSING)
        return 1
    asked_by = os.getppid() if options.gently else None
    for code in known:
        print(_built(shelf, code, asked_by), flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace voice", description=main.__doc__)
    parser.add_argument("what", choices=["build", "gaps"])
    parser.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help="all of them, unless named"
    )
    parser.add_argument(
        "--gently", action="store_true",
        help="give way to all other work, and end with the program that asked for it",
    )  # fmt: skip
    return parser


def list_kept(config: Config, shelf: Shelf, languages: Iterable[str]) -> None:
    """Write anew which recordings are kept, as the database says (after a restore, say)."""
    if config.is_sqlite and not config.database_file.exists():
        return
    engine = engine_for(config)
    try:
        if is_current(engine):
            with Session(engine) as session:
                for code in languages:
                    shelf.list_kept(code, kept_files(session, code))
    finally:
        engine.dispose()


def texts(language: str) -> Mapping[str, str]:
    """Return everything a voice records in a language, with the words to be said."""
    with speaking(language):
        return inventory(language, gettext)


def _built(shelf: Shelf, language: str, asked_by: int | None = None) -> str:
    if language not in synthetic.VOICES:
        return f"{language}: {synthetic.PROGRAM} does not speak it; a person must record it."
    done = max(_while_asked(synthetic.make(shelf, language, texts(language)), asked_by))
    return f"{language}: {done} clips, synthetic until they are recorded."


def _while_asked(steps: Iterable[int], asked_by: int | None) -> Iterator[int]:
    for done in steps:
        if asked_by not in {None, os.getppid()}:
            raise SystemExit("Nobody waits for it any more.")
        yield done


def _gaps(shelf: Shelf, languages: list[str]) -> int:
    for code in languages:
        voices = shelf.voices(code)
        silent = [clip for clip in texts(code) if clip not in voices]
        print(
            f"{code}: {len(silent)} of {len(texts(code))} are silent; {len(voices.kept)} recorded."
        )
    return 0


def speak_beside(config: Config, stop: Event) -> Thread:
    """Speak the placeholders beside a server, as soon as something can; say plainly what lacks."""
    if not synthetic.available():
        print(f"{MISSING}{NOTICED_BY_ITSELF}", flush=True)
    thread = Thread(target=_speak, args=(config, stop), daemon=True)
    thread.start()
    return thread


def _speak(config: Config, stop: Event) -> None:
    while not synthetic.available():
        if stop.wait(LOOKING_EVERY):
            return
    print(SPEAKING, flush=True)
    status = _build(config).wait()
    if not stop.is_set():
        print(STOPPED if status else SPOKEN, flush=True)


def _build(config: Config) -> subprocess.Popen[bytes]:
    """Run a build in a process of its own, so that no page waits for it; embedded database only."""
    return subprocess.Popen(
        [sys.executable, "-m", "marketplace.cli.voice", "build", "--gently"],
        env={**os.environ, "MKEKA_DATA": str(config.data_dir), "MKEKA_DATABASE_URL": ""},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
