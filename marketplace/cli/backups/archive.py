"""The archive file: written beside its final name, read back before it is called done."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from marketplace.cli.backups.manifest import NAME, BackupProblem, Manifest, Stored, read

DATABASE, SECRET, MEDIA, WORDS = "database", "secret", "media", "words"
PRIVATE = 0o600
_BLOCK = 1 << 20


def stage_media(media: Path, staged: Path) -> None:
    """Set every finished media file aside, so that one erased meanwhile is still whole.

    A link costs nothing; where the folders lie on two disks the file is copied.
    """
    for path in files_of(media):
        target = staged / path.relative_to(media)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except FileNotFoundError:  # erased between listing and linking: nobody misses it
            continue
        except OSError:
            shutil.copy2(path, target)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order; names with a leading dot are still being written."""
    found = folder.rglob("*") if folder.is_dir() else ()
    for path in sorted(found):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def weigh(staged: Path) -> dict[str, Stored]:
    """Return the checksum and size of everything staged, by its name in the archive."""
    return {
        path.relative_to(staged).as_posix(): Stored(_sha256(path), path.stat().st_size)
        for path in files_of(staged)
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(staged: Path, manifest: Manifest, part: Path) -> None:
    """Write the archive, readable by its owner only, and wait until the disk has it."""
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            _add_text(tar, manifest)
            for name in manifest.files:
                tar.add(staged / name, arcname=name, recursive=False)
        file.flush()
        os.fsync(file.fileno())


def _add_text(tar: tarfile.TarFile, manifest: Manifest) -> None:
    text = manifest.text().encode()
    entry = tarfile.TarInfo(NAME)
    entry.size, entry.mode = len(text), PRIVATE
    tar.addfile(entry, BytesIO(text))


def unpack(archive: Path, into: Path) -> Manifest:
    """Take a backup apart and compare every checksum; raise ``BackupProblem`` if one differs."""
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            manifest = _first(tar)
            while (entry := tar.next()) is not None:
                _take(tar, entry, manifest, into)
    except FileNotFoundError:
        raise BackupProblem(f"{archive}: there is no such file.") from None
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise BackupProblem(f"{archive}: not a whole backup ({problem}).") from None
    _compare(manifest, into)
    return manifest


def _first(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    file = tar.extractfile(entry) if entry is not None and entry.name == NAME else None
    if file is None:
        raise BackupProblem("this file is not a backup of this product.")
    return read(file.read())


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, manifest: Manifest, into: Path) -> None:
    if entry.name not in manifest.files or not entry.isreg():
        raise BackupProblem(
            f"this backup holds something its manifest does not know: {entry.name}."
        )
    target = into / entry.name
    if not target.resolve().is_relative_to(into.resolve()):
        raise BackupProblem(f"this backup would write outside its folder: {entry.name}.")
    file = tar.extractfile(entry)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        shutil.copyfileobj(file, out, _BLOCK)  # type: ignore[arg-type]  # a regular file has one


def _compare(manifest: Manifest, into: Path) -> None:
    found = weigh(into)
    for name, stored in manifest.files.items():
        if name not in found:
            raise BackupProblem(f"this backup is not whole: {name} is missing.")
        if found[name] != stored:
            raise BackupProblem(f"this backup is damaged: {name} is not what was written.")
