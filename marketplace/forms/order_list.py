"""The order list's form: lines counted from 0 in the names of their fields."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from marketplace.forms.need_answers import Answers
from marketplace.forms.remedies import BUTTON, Answer, Remedy
from marketplace.forms.sourcing import CHANGEABLE, DeliveryForm, LineForm
from marketplace.i18n import gettext
from marketplace.kernel.words import N_

MOST_LINES = 40
CHANGES = frozenset({"add", "drop", "move"})
_OF_LINE = frozenset({"quantity", "price", "unit"})
_NAME = re.compile(r"\d{1,2}-(quantity|price|unit)")
_UNIT = re.compile(r"(\d{1,2})-unit")
URGENT = N_("Within 36 hours is urgent: ask for each thing by itself, or take a later day.")
EMPTY = N_("Please add something to the list.")
Posted = MultiDict[str, str]


class ListForm(DeliveryForm):
    """Door, day and payment of a whole list."""

    @property
    def chosen(self) -> date:
        """The day, once ``whole`` said that there is one."""
        return self.on or date.min

    def changes_lines(self, posted: Posted) -> bool:
        """Tell whether a line is added, dropped or counted anew, and nothing is asked yet."""
        return bool(CHANGES & set(posted) or self.repriced(posted))

    def repriced(self, posted: Posted) -> list[int]:
        """Return the line that a remedy counts in another unit."""
        names = (name for name, _ in parse_qsl(posted.get(BUTTON, "")))
        return [int(found[1]) for name in names if (found := _UNIT.fullmatch(name))]

    def whole(self, lines: Sequence[LineForm], *, is_urgent: Callable[[date | None], bool]) -> bool:
        """Tell whether everything needed is there; say beside its field what is not."""
        good = [self.validate(), self.has_day(), *(line.validate() for line in lines)]
        urgent = good[1] and is_urgent(self.on)
        if not lines:
            self.form_errors.append(gettext(EMPTY))
        if urgent:
            self.day.errors = [*self.day.errors, gettext(URGENT)]
        return all(good) and bool(lines) and not urgent


def read_lines(posted: Posted) -> list[LineForm]:
    """Return the lines that were typed, at most forty."""
    count = posted.get("lines", "0")
    number = int(count) if count.isascii() and count.isdigit() and len(count) < 3 else 0
    return [LineForm(posted, prefix=f"{n}-") for n in range(min(number, MOST_LINES))]


def line_form(number: int, *, leaf: str, unit: str) -> LineForm:
    """Return a new line."""
    return LineForm(prefix=f"{number}-", leaf=leaf, unit=unit)


def typed_with_remedy(posted: Posted) -> Posted:
    """Return what was typed with the pressed remedy put in, on the list or on one line."""
    changed = posted.copy()
    for name, value in parse_qsl(posted.get(BUTTON, ""), keep_blank_values=True):
        if name in CHANGEABLE - _OF_LINE or _NAME.fullmatch(name):
            changed[name] = value
    return changed


def for_line(said: Answers, number: int) -> tuple[Answers, Answers]:
    """Split answers into those of the list and those of one line, whose buttons name the line."""
    whole = {field: found for field, found in said.items() if field in {"day", "pay"}}
    line = {
        field: [Answer(a.text, a.weight, tuple(_named(r, number) for r in a.remedies)) for a in f]
        for field, f in said.items()
        if field not in whole
    }
    return whole, line


def _named(remedy: Remedy, number: int) -> Remedy:
    changes = [
        (f"{number}-{name}" if name in _OF_LINE else name, value)
        for name, value in parse_qsl(remedy.use, keep_blank_values=True)
    ]
    return Remedy(remedy.label, urlencode(changes))
