"""What the words of a list mean here: villages, goods and units in every language, phones."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import DestinationCard
from marketplace.catalogue.rules.gazetteer import plain
from marketplace.catalogue.words import (
    LEAF_NAMES,
    LEAF_SHORT,
    UNIT_NAMES,
    UNIT_ONE,
    UNIT_SHORT,
)
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.people.rules.importing import (
    Candidate,
    Column,
    Line,
    LineRemark,
    amount_of,
    mark_of,
)
from marketplace.people.rules.phones import e164
from marketplace.sourcing.queries.goods import LeafChoice, leaf_choices

Remarks = tuple[LineRemark, ...]


class Reader:
    """Reads the lines of one list in one destination."""

    def __init__(self, session: Session, at: DestinationCard, pepper: bytes) -> None:
        self.at, self.pepper = at, pepper
        here = catalogue.places_of(session, at.id)
        self.places = {plain(one.name): one.id for one in here} | {one.code: one.id for one in here}
        self.leaves = {leaf.code: leaf for leaf in leaf_choices(session)}
        self.goods = _spoken(LEAF_NAMES, LEAF_SHORT)
        self.units = _spoken(UNIT_NAMES, UNIT_ONE, UNIT_SHORT)
        self.tongues = _tongues()

    def place(self, line: Line) -> int | None:
        """Return the village a line names; none where this destination has no such one."""
        return self.places.get(plain(line.said(Column.VILLAGE)))

    def candidate(self, line: Line, place_id: int) -> tuple[Candidate, Remarks]:
        """Return who a line tells of, and what of it could not be read."""
        name, phone = line.said(Column.NAME), self._phone(line)
        leaf = self._leaf(line)
        amount = amount_of(line.said(Column.AMOUNT)) if leaf else None
        made = Candidate(
            line=line.number, name=name, place_id=place_id, phone=phone,
            mark=mark_of(self.pepper, name=name, place_id=place_id, phone=phone),
            language=self.tongues.get(plain(line.said(Column.LANGUAGE))),
            category_id=leaf.id if leaf else None,
            unit_id=leaf.unit(self._unit(line)).id if leaf else None, weekly_amount=amount,
        )  # fmt: skip
        return made, tuple(_remarks(line, made))

    def _phone(self, line: Line) -> str | None:
        said = line.said(Column.PHONE)
        return e164(said, self.at.country) if said else None

    def _leaf(self, line: Line) -> LeafChoice | None:
        said = line.said(Column.GOODS)
        code = said if said in self.leaves else self.goods.get(plain(said), "")
        return self.leaves.get(code)

    def _unit(self, line: Line) -> str:
        """Return the code of the unit; a word nobody knows means the leaf's usual one."""
        amount = line.said(Column.AMOUNT).partition(" ")[2]
        said = plain(line.said(Column.UNIT) or amount)
        return self.units.get(said, said)


def _remarks(line: Line, made: Candidate) -> Iterator[LineRemark]:
    if line.said(Column.PHONE) and made.phone is None:
        yield LineRemark.PHONE_UNREADABLE
    if line.said(Column.GOODS) and made.category_id is None:
        yield LineRemark.GOODS_UNKNOWN
    elif line.said(Column.AMOUNT) and made.category_id and made.weekly_amount is None:
        yield LineRemark.AMOUNT_UNREADABLE


def _spoken(*books: Mapping[str, str]) -> dict[str, str]:
    """Return code by word, in every language; the fuller word of two equal ones wins."""
    codes: dict[str, str] = {}
    for tongue in LANGUAGES:
        with speaking(tongue):
            for book in books:
                for code, message in book.items():
                    codes.setdefault(plain(gettext(message)), code)
    return codes


def _tongues() -> dict[str, str]:
    words = {plain(one.name): code for code, one in LANGUAGES.items()}
    english = {plain(one.locale.english_name or ""): code for code, one in LANGUAGES.items()}
    return {**words, **english, **{code: code for code in LANGUAGES}}
