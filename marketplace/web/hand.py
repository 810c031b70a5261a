"""What suppliers' pages draw instead of write: money in the hand, sleeps, suns, the next tongue."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Flask

from marketplace import i18n
from marketplace.agreements.queries.cards import PaymentCard
from marketplace.catalogue.rules.prompts import pictured
from marketplace.catalogue.words import KEY_WORDS, LEAF_SHORT, SPEC_SHORT, unit_word
from marketplace.i18n import format as shown
from marketplace.kernel.money import Money, currency, pile
from marketplace.kernel.words import N_
from marketplace.people.queries.records import BuyerRecord
from marketplace.sourcing.queries.cards import NeedCard
from marketplace.web.ears import hear
from marketplace.web.pages import here, word
from marketplace.web.pictures import picture_book

MOST_DRAWN = 12  # of one note; more is said as a number beside it
MOST_MOONS = 3
MOST_PIECES = 9
FAR_SLEEPS = 99


@dataclass(frozen=True, slots=True)
class Heap:
    """So many of one note or coin; ``picture`` is none for an odd face."""

    face: int
    count: int
    picture: str | None

    @property
    def note(self) -> bool:
        """Tell whether it is drawn as a note, wider than high."""
        return self.picture is not None and "-note-" in self.picture

    @property
    def more(self) -> bool:
        """Tell whether the number must be said, because not all are drawn."""
        return self.count > MOST_DRAWN

    @property
    def drawn(self) -> int:
        """How many are drawn."""
        return 1 if self.more else self.count


def heaps(minor: int, code: str) -> tuple[Heap, ...]:
    """Return the fewest notes and coins of an amount, greatest first."""
    return tuple(
        Heap(face, count, piece_picture(face, code)) for face, count in pile(Money(minor, code))
    )


def piece_picture(face: int, code: str) -> str | None:
    """Return the picture of a note or coin; a note where there are both.

    A currency without drawings of its own has the generated ones; none only for an odd face.
    """
    book = picture_book()
    kinds = ("note", "coin") if face in currency(code).notes else ("coin",)
    names = (f"{of}-{kind}-{face}" for of in (code.lower(), "cash") for kind in kinds)
    return next((name for name in names if name in book), None)


def pieces(minor: int, code: str) -> tuple[str, ...]:
    """Return the classes of the small drawn notes and coins on a list's card."""
    known = currency(code)
    drawn = [
        _small(face, known.notes) for face, count in pile(Money(minor, code)) for _ in range(count)
    ]
    return tuple(drawn[:MOST_PIECES])


def _small(face: int, notes: tuple[int, ...]) -> str:
    if face not in notes:
        return "c"
    place = notes.index(face)
    return f"n{place}" if place < 2 else "b n2"  # two wide notes, then smaller ones


@dataclass(frozen=True, slots=True)
class Nights:
    """A day as people count: its pictures and its words."""

    pictures: tuple[str, ...]
    text: str


def nights(day: date) -> Nights:
    """Say a day as today, tomorrow or so many sleeps; a past day by its weekday."""
    count = (day - shown.today()).days
    far = count < 0 or count > FAR_SLEEPS
    hear(f"wd:{day.weekday()}" if far else f"day:{count}")
    if far:
        return Nights((day_picture(day.weekday()),), shown.weekday(day))
    if count == 0:
        return Nights(("today",), i18n.gettext(N_("today")))
    if count == 1:
        return Nights(("tomorrow",), i18n.gettext(N_("tomorrow")))
    moons = count if count <= MOST_MOONS else 1  # three are seen at a glance, more are read
    return Nights(("sleep",) * moons, _sleeps(count))


def day_picture(weekday: int) -> str:
    """Return a weekday's own picture: its place in the week as the bound language counts it."""
    return f"day-{i18n.bound_language().place_in_week(weekday)}"


def sleeps(count: int) -> str:
    """Say a number of sleeps."""
    hear(f"sleeps:{count}")
    return _sleeps(count)


def _sleeps(count: int) -> str:
    return _unparted(i18n.ngettext("%(n)s sleep", "%(n)s sleeps", count) % {"n": count})


def _unparted(text: str) -> str:
    """Keep a number and what it counts on one line; in a message such a space would cost."""
    return text.replace(" ", "\u00a0", 1)


def amount(quantity: int, unit_code: str) -> str:
    """Say a quantity with its unit's word: "20 kg", "5 trays"."""
    hear(f"amount:{quantity}:{unit_code}")
    return f"{quantity} {unit_after(unit_code, quantity)}"


def unit_after(unit_code: str, count: float) -> str:
    """Say a unit's word as it stands after this number."""
    return i18n.gettext(unit_word(unit_code, several=shown.several(count)))


def amount_milli(quantity_milli: int, unit_code: str) -> str:
    """Say a measured quantity, given in thousandths: "18.5 kg"."""
    hear(f"milli:{quantity_milli}:{unit_code}")
    return f"{shown.milli(quantity_milli)} {unit_after(unit_code, quantity_milli / 1000)}"


def leaf(code: str) -> str:
    """Say a leaf's short name."""
    hear(f"leaf:{code}")
    return leaf_word(code)


def leaf_word(code: str) -> str:
    """Write a leaf's short name where it is not said again: beside a speaker, say."""
    return i18n.gettext(LEAF_SHORT[code])


def spec_short(code: str) -> str:
    """Say a point of quality in at most three words."""
    hear(f"spec:{code}")
    return i18n.gettext(SPEC_SHORT.get(code, code))


def in_cash(minor: int, code: str) -> int:
    """Return an amount as cash can pay it: it is drawn, written and said alike."""
    return Money(minor, code).snapped().minor


def total(need: NeedCard) -> int:
    """Return what the asked price makes for all that is still looked for, as cash can pay it."""
    return sum_of(need.price_minor or 0, need.currency, need.quantity)


def sum_of(price_minor: int, code: str, quantity: int) -> int:
    """Return a price per unit times a quantity, as cash can pay it."""
    return Money(price_minor, code).times(quantity * 1000).snapped().minor


def price_of(sum_minor: int, quantity: int) -> int:
    """Return the price per unit that makes this sum, half up to a minor unit."""
    return (2 * sum_minor + quantity) // (2 * quantity)


def paying(record: BuyerRecord) -> str:
    """Say how a buyer pays, from his record; before five payments there is none."""
    if not record.speaks or record.median_days is None:
        return word("no_record")
    if record.median_days == 0:
        return word("pays_same_day")
    return f"{word('pays_after')} {sleeps(record.median_days)}"


def so_many_of(count: int, whole: int) -> str:
    """Say a share as people count: "2 of 10"."""
    hear(f"of:{count}:{whole}")
    return i18n.gettext(N_("%(n)s of %(all)s")) % {"n": count, "all": whole}


def lateness(payment: PaymentCard) -> str:
    """Say by how many sleeps money that she does not have is late; nothing while it is not."""
    late = payment.late(shown.today())
    return f"{word('late_by')} {sleeps(late)}" if late and payment.closed_at is None else ""


def promised(need: NeedCard) -> str:
    """Say when this need's money is promised."""
    if need.cash_at_door:
        return word("pays_at_door")
    return f"{word('money_after')} {sleeps(need.payment_days)}"


def week_of(monday: date) -> str:
    """Say a week as people do: this one, the next one, later."""
    weeks = (monday - (shown.today() - timedelta(days=shown.today().weekday()))).days // 7
    return word("this_week" if weeks <= 0 else "next_week" if weeks == 1 else "later")


def symbol_word(drawing: str) -> str:
    """Say the name of a symbol's drawing, where somebody chooses her own."""
    hear(f"key:{drawing}")
    return key_word(drawing)


def key_word(drawing: str) -> str:
    """Write the name of a drawing; never aloud, since a code is made of them."""
    return i18n.gettext(KEY_WORDS.get(drawing, drawing))


def next_tongue() -> i18n.Language:
    """Return the other language by its own name, which one tap speaks."""
    tongues = list(i18n.LANGUAGES.values())
    return tongues[(tongues.index(i18n.bound_language()) + 1) % len(tongues)]


def tongue_link(tongue: i18n.Language, stay: str = "") -> str:
    """Return this page, or ``stay``, in a language."""
    if not stay:
        return here(lang=tongue.code)
    return f"{stay}{'&' if '?' in stay else '?'}{urlencode({'lang': tongue.code})}"


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week (Monday 0): its picture, its name, and whether there is a market then."""

    number: int
    picture: str
    name: str
    market: bool


def week_days(mask: int, markets: int = 0) -> tuple[WeekDay, ...]:
    """Return the days of the week in a mask (Monday 1), in the order the language counts them.

    ``markets`` is a mask of market days.
    """
    monday = date(2026, 1, 5)
    names = [shown.weekday(monday + timedelta(days=n)) for n in range(7)]
    days = [
        WeekDay(n, day_picture(n), name, bool(markets & (1 << n)))
        for n, name in enumerate(names)
        if mask & (1 << n)
    ]
    return tuple(sorted(days, key=lambda day: day.picture))


def install(app: Flask) -> None:
    """Give the templates these words and drawings."""
    app.jinja_env.globals.update(
        amount=lambda *given: _unparted(amount(*given)),
        amount_milli=lambda *given: _unparted(amount_milli(*given)),
        heaps=heaps, in_cash=in_cash, key_word=key_word,
        lateness=lateness, leaf=leaf, leaf_word=leaf_word,
        next_tongue=next_tongue, nights=nights, paying=paying, pictured=pictured,
        piece_picture=piece_picture, pieces=pieces, promised=promised, sleeps_of=sleeps,
        so_many_of=so_many_of, spec_short=spec_short, sum_of=sum_of, symbol_word=symbol_word,
        tongue_link=tongue_link, total=total, week_days=week_days, week_of=week_of,
    )  # fmt: skip
