"""``marketplace assess``: one object in, one out; a bad value names its key, status 2."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from marketplace.assessment.rules.data import assess
from marketplace.cli.assess import main
from tests.rules.assessment.linkages import CASES


def written(folder: Path, content: str) -> str:
    path = folder / "linkage.json"
    path.write_text(content, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_prints_the_result_whatever_the_verdict(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {"core": case["core"], "offer": case["offer"]}
    assert main([written(tmp_path, json.dumps(data))]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == assess(data)
    assert told.err == ""


def test_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"offer": {"route": "input", "safety": "gap"}}'))
    assert main(["-"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "conditions"


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ('{"core": {"margin": 45}, "offer": {}}', "core.margin"),
        ('{"offer": {"guest_price": "cheap"}}', "offer.guest_price"),
        ('{"offer": {"guest_price": NaN}}', "offer.guest_price"),
        ('{"offer": {"guest_price": 1e999}}', "offer.guest_price"),
        ('{"offer": {"users": -1}}', "offer.users"),
        ('{"offer": {"user": 1}}', "offer.user"),
        ("{}", "offer"),
        ("[]", "one JSON object"),
        ("{", "line 1 is not JSON"),
        ("", "line 1 is not JSON"),
        ("[" * 200_000, "linkage.json"),
        ('{"offer": {"users": ' + "9" * 5000 + "}}", "linkage.json"),
    ],
    ids=lambda value: value[:40],
)
def test_a_bad_file_is_one_clear_line_and_status_two(
    content: str, names: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(tmp_path, content)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert names in told.err
    assert told.err.count("\n") == 1


def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.json")]) == 2
    assert main([str(tmp_path)]) == 2
    (tmp_path / "latin.json").write_bytes(b'{"offer": {"zone": "\xe9"}}')
    assert main([str(tmp_path / "latin.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 3


def test_no_file_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "FILE.json" in capsys.readouterr().err
