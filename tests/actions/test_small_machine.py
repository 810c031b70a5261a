"""One small machine: a folder, one process, an embedded database, and nothing else."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.actions.served import COMMAND, serving_apart

MOST_MEMORY_KB = 220_000  # the target is 150 MB; a build server's allocator is not a measure


def memory_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@pytest.mark.feature("R5")
@pytest.mark.only("sqlite")
def test_a_folder_and_one_process_are_enough(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mkeka.sqlite3"
    surroundings = {**os.environ, "MKEKA_DATA": str(tmp_path), "MKEKA_DATABASE_URL": ""}
    made = subprocess.run((*COMMAND, "migrate"), env=surroundings, check=False)
    assert made.returncode == 0
    assert (tmp_path / "mkeka.sqlite3").exists(), "the database is a file of that folder"
    with serving_apart(url, tmp_path) as served:
        for path, status in (("/", 200), ("/sign-in", 200), ("/about/data", 200)):
            answer = served.ask(path)
            assert answer is not None
            assert answer.status == status
        assert memory_kb(served.process.pid) < MOST_MEMORY_KB
        children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
        assert children.read_text(encoding="utf-8").strip() == "", "no other process"
