"""What an installation is told from outside: environment variables, checked in clear words."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class BadConfig(Exception):
    """The configuration cannot work; the message names the variable and the remedy."""


@dataclass(frozen=True)
class Config:
    """One installation's settings; see README, "Configuration", for each variable."""

    data_dir: Path
    database_url: str = ""
    secret: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    demo_anywhere: bool = False
    insecure_http: bool = False
    hosts: tuple[str, ...] = ()
    behind_tls: bool = False
    brand: str = "Mkeka"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    default_language: str = "en"
    log_level: str = "INFO"
    metrics_token: str = field(default="", repr=False)
    ocds_prefix: str = "ocds-unregistered"
    practice: bool = False
    testing: bool = False

    def __post_init__(self) -> None:
        if not self.database_url:
            path = self.data_dir / "mkeka.sqlite3"
            object.__setattr__(self, "database_url", f"sqlite:///{path}")
        for problem in self.problems():
            raise BadConfig(problem)

    def problems(self) -> list[str]:
        """Return what cannot work, one clear sentence each."""
        return [text for wrong, text in self._checks() if wrong]

    def _checks(self) -> list[tuple[bool, str]]:
        known = ("sqlite:///", "postgresql+psycopg://", "postgresql://")
        return [
            (not 1 <= self.port <= 65535, f"PORT must be 1 to 65535, not {self.port}."),
            (
                not self.database_url.startswith(known),
                "MKEKA_DATABASE_URL must begin with sqlite:/// or postgresql://.",
            ),
            (
                self.demo and not self.demo_anywhere and self.host not in LOOPBACK,
                (
                    "The demo has known passwords and serves 127.0.0.1 only; "
                    "set MKEKA_DEMO_ANYWHERE=1 if you really want it elsewhere."
                ),
            ),
            (
                bool(self.secret) and len(self.secret) < 32,
                "MKEKA_SECRET must have 32 characters or more.",
            ),
            (
                self.practice and (bool(self.smtp_url) or not self.is_sqlite),
                "A practice world has an embedded database of its own, and sends nothing.",
            ),
            (
                bool(self.metrics_token) and len(self.metrics_token) < 16,
                "MKEKA_METRICS_TOKEN must have 16 characters or more.",
            ),
            (
                bool(self.smtp_url) and not self.smtp_url.startswith(("smtp://", "smtps://")),
                "MKEKA_SMTP_URL must begin with smtp:// or smtps://.",
            ),
        ]

    @property
    def sqlalchemy_url(self) -> str:
        """The address with the driver named (psycopg 3)."""
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def database_file(self) -> Path:
        """The embedded database's file, there or not yet; of a server's database it is none."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def media_dir(self) -> Path:
        """The folder that photographs are kept in."""
        return self.data_dir / "media"

    @property
    def words_dir(self) -> Path:
        """The folder of this installation's own words, laid over the shipped catalogues."""
        return self.data_dir / "words"

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise BadConfig(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def _port(environ: Mapping[str, str]) -> int:
    value = environ.get("PORT") or "8000"
    if not value.isdigit():
        raise BadConfig(f"PORT must be a number, not {value!r}.")
    return int(value)


def from_environ(environ: Mapping[str, str] | None = None) -> Config:
    """Read the environment; raise ``BadConfig`` with the variable's name and the remedy."""
    env = os.environ if environ is None else environ
    data_dir = Path(env.get("MKEKA_DATA") or "data").expanduser()
    data_dir.mkdir(parents=True, exist_ok=True)
    return Config(
        data_dir=data_dir,
        database_url=env.get("MKEKA_DATABASE_URL", ""),
        secret=env.get("MKEKA_SECRET") or kept_secret(data_dir),
        host=env.get("HOST") or "127.0.0.1",
        port=_port(env),
        demo_anywhere=_flag(env, "MKEKA_DEMO_ANYWHERE"),
        insecure_http=_flag(env, "INSECURE_HTTP"),
        hosts=tuple(h.strip() for h in env.get("MKEKA_HOSTS", "").split(",") if h.strip()),
        behind_tls=_flag(env, "MKEKA_BEHIND_TLS"),
        brand=env.get("MKEKA_BRAND") or "Mkeka",
        smtp_url=env.get("MKEKA_SMTP_URL", ""),
        mail_from=env.get("MKEKA_MAIL_FROM", ""),
        default_language=env.get("MKEKA_LANGUAGE") or "en",
        log_level=env.get("MKEKA_LOG_LEVEL") or "INFO",
        metrics_token=env.get("MKEKA_METRICS_TOKEN", ""),
        ocds_prefix=env.get("MKEKA_OCDS_PREFIX") or "ocds-unregistered",
    )


def kept_secret(data_dir: Path) -> str:
    """Return the installation's secret; the first run makes it, readable by the owner only."""
    path = data_dir / "secret"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
