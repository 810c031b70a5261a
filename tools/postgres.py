"""A PostgreSQL for the tests: an own one while they run, or the one that answers here."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.quick_folder import quick_folder

# Nothing in it outlives the tests; its log stays small, for it may lie in memory.
NO_WAITING = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off",
    "wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB",
)  # fmt: skip
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def answers(address: str) -> bool:
    """Tell whether a server lets us in at ``address`` without a password and may make databases."""
    import psycopg  # noqa: PLC0415 - this module is also read where nothing is installed yet

    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def binaries() -> Path | None:
    """Return the folder that holds ``initdb`` and ``pg_ctl``, newest version first."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    roots = [Path("/usr/lib/postgresql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt")]
    folders += sorted((path for root in roots for path in root.glob("*/bin")), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: name the account that runs it instead."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], home: Path) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(home)}
    done = subprocess.run(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **_unprivileged(),
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{done.stdout[-2000:]}")


def _start(folder: Path, home: Path, port: int) -> None:
    data = str(home / "data")
    settings = ("listen_addresses=127.0.0.1", "max_connections=200", *NO_WAITING)
    options = f"-p {port} -k {home} " + " ".join(f"-c {setting}" for setting in settings)
    _run(
        [
            str(folder / "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
        ],
        home,
    )
    _run(
        [str(folder / "pg_ctl"), "-D", data, "-w", "-l", str(home / "log"), "-o", options, "start"],
        home,
    )


@contextmanager
def own_cluster(folder: Path) -> Iterator[str]:
    """Start a throw-away server; yield its address; stop and remove it.

    A test's database is a copy of 1,400 small files: 1.1 s of work on a disk, 0.07 s in memory.
    """
    home = quick_folder("postgres")
    account = _unprivileged()
    if account:
        os.chown(home, account["user"], account["group"])
    port = _free_port()
    try:
        _start(folder, home, port)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        if (home / "data" / "postmaster.pid").exists():
            _run(
                [str(folder / "pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop"], home
            )
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _own_or_none() -> Iterator[str | None]:
    """Yield an own server's address, or None where it cannot be started."""
    folder = binaries()
    with ExitStack() as stack:
        try:
            address = stack.enter_context(own_cluster(folder)) if folder else None
        except (OSError, RuntimeError) as problem:
            print(f"An own PostgreSQL did not start: {problem}")
            address = None
        yield address


@contextmanager
def server() -> Iterator[str | None]:
    """Yield the address of a PostgreSQL for the tests, or None where there is none to be had.

    A named one (``MKEKA_TEST_POSTGRES``) comes first; then an own one, which waits for no disk and
    leaves the developer's alone; then one that answers on this machine without a password.
    """
    named = os.environ.get("MKEKA_TEST_POSTGRES")
    if named:
        yield named
        return
    with _own_or_none() as address:
        yield address or (LOCAL if answers(LOCAL) else None)
