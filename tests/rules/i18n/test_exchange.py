"""Words go out to translators and come back; what would break a page stays outside."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from marketplace import i18n
from marketplace.i18n import catalogue, exchange
from marketplace.i18n.exchange import NotACatalogue
from marketplace.i18n.wellformed import Flaw

FILLED = "%(n)s sentences were taken."


@pytest.fixture(autouse=True)
def _own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_own", tmp_path / "words")


def po(*pairs: tuple[str, str]) -> bytes:
    """What a translator sends back."""
    made, buffer = Catalog(locale="sw"), BytesIO()
    for english, words in pairs:
        made.add(english, words)
    write_po(buffer, made)
    return buffer.getvalue()


def said(english: str) -> str:
    """What a page says in Swahili."""
    with i18n.speaking("sw"):
        return i18n.gettext(english)


def test_a_correction_is_said_at_once_and_the_rest_stays() -> None:
    before = said("Help")
    report = exchange.bring("sw", po(("Back", "Rudi nyuma kabisa")))
    assert (report.taken, report.unknown, report.flawed) == (1, 0, [])
    assert said("Back") == "Rudi nyuma kabisa"
    assert said("Help") == before
    assert exchange.bring("sw", po(("Back", "Rudi"))).taken == 1
    assert said("Back") == "Rudi"


def test_what_would_break_a_page_is_left_with_its_reason() -> None:
    wrong = po(("Good morning, %(name)s.", "Habari %(jina)s."), ("Back", "Nyuma tu"))
    report = exchange.bring("sw", wrong)
    assert report.taken == 1
    assert report.flawed == [("Good morning, %(name)s.", Flaw.PARTS)]
    assert "%(name)s" in said("Good morning, %(name)s.")


def test_what_is_not_said_here_or_says_the_same_changes_nothing() -> None:
    first = exchange.fingerprint("sw")
    report = exchange.bring("sw", po(("Nobody says this", "Hakuna"), ("Back", said("Back"))))
    assert (report.taken, report.same, report.unknown) == (0, 1, 1)
    assert exchange.fingerprint("sw") == first


def test_the_sheet_comes_back_as_it_went_out_and_carries_changes() -> None:
    sheet = exchange.as_sheet("sw")
    again = exchange.bring("sw", sheet.encode("utf-8-sig"))
    assert again.taken == 0
    assert again.unknown == 0
    assert again.flawed == []
    rows = list(csv.DictReader(StringIO(sheet)))
    assert rows[0]["who"] == "supplier"
    assert rows[-1]["who"] == "staff"
    one = next(row for row in rows if row["english"] == "Back")
    one["translation"] = "Nyuma polepole"
    out = StringIO()
    table = csv.DictWriter(out, fieldnames=list(one))
    table.writeheader()
    table.writerow(one)
    assert exchange.bring("sw", out.getvalue().encode()).taken == 1
    assert said("Back") == "Nyuma polepole"


@pytest.mark.parametrize("cell", ["=1+1", "+255", "-2", "@me", "plain", "'=kept"])
def test_no_cell_runs_in_a_spreadsheet(cell: str) -> None:
    safe = exchange._safe(cell)
    assert not safe.startswith(("=", "+", "-", "@"))
    assert exchange._plain(safe) == (cell if cell != "'=kept" else "=kept")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"hello", b"%PDF-1.7 whatever"])
def test_anything_else_is_refused_whole(data: bytes) -> None:
    before = exchange.fingerprint("sw")
    with pytest.raises(NotACatalogue):
        exchange.bring("sw", data)
    assert exchange.fingerprint("sw") == before


GOOD = "Good morning, %(name)s."


@pytest.mark.parametrize(
    ("english", "words", "flaw"),
    [(GOOD, "Habari %(name)s, 100% kabisa", Flaw.PARTS), (GOOD, "Habari %(name)s %", Flaw.PARTS),
     ("Back", "Rudi {0}", Flaw.PARTS), ("Back", "Rudi {", Flaw.PARTS),
     ("Back", "Rudi <SCRIPT>x</SCRIPT>", Flaw.PARTS), ("Back", "Rudi <img src=x", Flaw.PARTS),
     ("Back", "Rudi\u202e nyuma", Flaw.SIGNS), ("Back", "Rudi\x00", Flaw.SIGNS),
     ("Back", "Rudi " * 5000, Flaw.LONG), ("Back", "<a" * 50_000, Flaw.LONG)],
)  # fmt: skip
def test_no_word_can_break_a_page(english: str, words: str, flaw: Flaw) -> None:
    before = said(english)
    report = exchange.bring("sw", po((english, words)))
    assert (report.taken, report.flawed) == (0, [(english, flaw)])
    assert said(english) == before


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=%s\\n"\n"%s\\n"\n\n'


@pytest.mark.parametrize(
    ("letters", "line", "body"),
    [("klingon", "X: y", 'msgid "Back"\nmsgstr "Rudi"'), ("utf-8", "PO-Revision-Date: soon", ""),
     ("utf-8", "Plural-Forms: nplurals=many; plural=n", ""), ("utf-8", "Language: ??", ""),
     ("utf-8", "X: y", 'msgid "Back"\nmsgid_plural "Backs"\nmsgstr[9] "a"'),
     ("utf-8", "X: y", 'msgstr "nobody asked"'), ("utf-8", "X: y", 'msgid "Back\nmsgstr "a')],
)  # fmt: skip
def test_a_broken_po_file_harms_nobody(letters: str, line: str, body: str) -> None:
    before = said("Help")
    try:
        exchange.bring("sw", (HEAD % (letters, line) + body).encode())
    except NotACatalogue:
        assert said("Back") == "Rudi"
    assert said("Help") == before


@pytest.mark.parametrize(
    "text", ['key,who,translation\n"abc,x\n', "key,who\nabc\rdef,x\n", "key,who\na\x00b,x\n",
             "key,key,translation\na,b\n", "key,who,translation\na,b,c,d,e,f\n", "key,"],
)  # fmt: skip
def test_a_broken_sheet_changes_nothing(text: str) -> None:
    assert exchange.bring("sw", text.encode()).taken == 0


def test_a_cell_nobody_can_read_is_refused() -> None:
    with pytest.raises(NotACatalogue):
        exchange.bring("sw", f'key,translation\nx,"{"a" * 200_000}"\n'.encode())


def test_a_file_too_big_is_refused() -> None:
    with pytest.raises(NotACatalogue):
        exchange.bring("sw", po(("Back", "Rudi sana")) + b"#" * exchange.MOST_BYTES)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_the_marks_of_other_countries_offices_are_read(mark: str) -> None:
    key = next(line.key for line in exchange.lines("sw") if line.ids == ("Back",))
    cells = [("key", "who", "translation"), (key, "supplier", "Rudi pole")]
    assert exchange.bring("sw", "\n".join(map(mark.join, cells)).encode()).taken == 1
    assert said("Back") == "Rudi pole"


def test_a_programs_guess_is_not_taken() -> None:
    guess = po(("Back", "Mgongo")).replace(b'msgid "Back"', b'#, fuzzy\nmsgid "Back"')
    assert exchange.bring("sw", guess).taken == 0
    assert said("Back") == "Rudi"


def test_a_plural_needs_as_many_forms_as_its_language() -> None:
    lines = exchange.lines("sw")
    plural = next(line for line in lines if len(line.ids) > 1)
    made, buffer = Catalog(locale="sw"), BytesIO()
    made.add(plural.ids, (plural.texts[0], ""))
    write_po(buffer, made)
    report = exchange.bring("sw", buffer.getvalue())
    assert report.taken == 0
    assert report.flawed == [(plural.ids[0], Flaw.EMPTY)]


@pytest.mark.parametrize("code", [code for code in i18n.LANGUAGES if code != "en"])
def test_every_shipped_language_is_whole(code: str) -> None:
    lines = exchange.lines(code)
    assert sum(line.for_suppliers for line in lines) > 300
    assert all(all(line.texts) for line in lines)
