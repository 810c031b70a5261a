"""Sees to the parts that Python packages do not bring: a browser, fonts, PostgreSQL, a voice.

Uses what exists; installs with apt what is missing where the user may; names the rest.

    python -m tools.system_parts speech    # the voice alone: the demo asks for no more
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LANGUAGES = ("en", "sw", "ar", "ne")
# Another apt may be at work, and a mirror may not answer: neither holds anybody up for long.
PATIENCE = ("-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::http::Timeout=20")


@dataclass(frozen=True)
class Part:
    """One system part: its name, what goes untested without it, which package brings it."""

    name: str
    without: str
    package: str


BROWSER = Part("Chromium", "journeys and page looks in a real browser", "chromium")
FONTS = Part("fonts for every language", "page looks in a real browser", "fonts-noto-core")
POSTGRES = Part("PostgreSQL", "the whole run on PostgreSQL", "postgresql")
SPEECH = Part("espeak-ng", "real synthesis of what nobody has recorded", "espeak-ng")


def browser() -> str | None:
    """Return the path of a Chromium: ``MKEKA_BROWSER``, the system's, or one Playwright fetched."""
    named = os.environ.get("MKEKA_BROWSER")
    if named:
        return named if Path(named).exists() else None
    system = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    cache = Path.home() / ".cache" / "ms-playwright"
    fetched = sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    return system or next((str(path) for path in fetched), None)


def has_fonts() -> bool:
    """Tell whether some font draws each language the product is tested in."""
    if not shutil.which("fc-list"):
        return False
    return all(
        subprocess.run(
            ["fc-list", f":lang={code}", "family"], capture_output=True, check=False
        ).stdout.strip()
        for code in LANGUAGES
    )


def has_postgres() -> bool:
    """Tell whether a server answers or can be started."""
    return postgres.binaries() is not None or postgres.answers(
        os.environ.get("MKEKA_TEST_POSTGRES") or postgres.LOCAL
    )


def has_speech() -> bool:
    """Tell whether something speaks the placeholders."""
    return shutil.which("espeak-ng") is not None


PRESENT = {
    BROWSER: lambda: browser() is not None,
    FONTS: has_fonts,
    POSTGRES: has_postgres,
    SPEECH: has_speech,
}
EVERYTHING = tuple(PRESENT)


def missing(wanted: Sequence[Part] = EVERYTHING) -> list[Part]:
    """Return the parts that are not there."""
    return [part for part in wanted if not PRESENT[part]()]


def _apt() -> list[str] | None:
    """Return how to call apt-get without a question, or None where this user may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, **quiet).returncode == 0
    ):
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def _apt_run(apt: list[str], *words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        [*apt, *PATIENCE, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C must not stop a package half installed
    )
    if done.returncode:
        print(done.stderr.strip()[-800:])
    return done.returncode == 0


def ensure(wanted: Sequence[Part] = EVERYTHING) -> list[Part]:
    """Install what is missing where that is allowed; return what is still missing."""
    lacking = missing(wanted)
    apt = _apt() if lacking else None
    if not apt:
        return lacking
    packages = [part.package for part in lacking]
    print("Installing system parts:", ", ".join(packages), flush=True)
    _apt_run(apt, "update", "-qq")
    _apt_run(apt, "install", "-y", "-qq", "--no-install-recommends", *packages)
    return missing(wanted)


def main() -> int:
    """Bring the voice alone; say so if it does not come."""
    if "speech" not in sys.argv[1:]:
        print(__doc__)
        return 2
    for part in (left := ensure([SPEECH])):
        print(f"{part.name} could not be installed here (package {part.package}).", flush=True)
    return bool(left)


if __name__ == "__main__":
    sys.exit(main())
