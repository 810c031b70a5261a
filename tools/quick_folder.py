"""A folder in memory for what no test run leaves behind: nothing there waits for a disk."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of a random name is made in it
ROOM = 1024 * 1024 * 1024


def quick_folder(purpose: str) -> Path:
    """Return a new folder in memory, or an ordinary one where there is little room in memory."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    roomy = usable and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix=f"mkeka-{purpose}-", dir=MEMORY if roomy else None))
