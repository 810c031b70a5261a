"""What every staff form shares: safe text, whole numbers, money as people type it, kind answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from wtforms import Field, Form, StringField
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from marketplace.i18n import gettext
from marketplace.kernel.money import MAX_MINOR, currency
from marketplace.kernel.refused import Refused
from marketplace.kernel.text import latin_digits, tidy, unsafe_characters
from marketplace.kernel.words import N_

REQUIRED = N_("Please fill this in.")
NOT_A_NUMBER = N_("Please write a whole number, like 20.")
NOT_AN_AMOUNT = N_("Please write an amount, like 1450.")
NOT_A_DAY = N_("Please choose a day from the list, or write it like 2026-11-26.")
HIDDEN_SIGNS = N_("This has signs that cannot be shown. Please type it again.")
TOO_LONG = N_("This is too long; %(most)s letters are the most.")
TOO_LARGE = N_("This number is too large.")
NOT_A_CHOICE = N_("Please choose from the list.")


class OurWords:
    """What WTForms asks for its own sentences: it never speaks English to a person of ours.

    A choice that was not offered (a page out of date, or tampered with) is its one sentence here.
    """

    def gettext(self, _message: str) -> str:
        """Say our own sentence, in the bound language."""
        return gettext(NOT_A_CHOICE)

    def ngettext(self, one: str, _many: str, _number: int) -> str:
        """Say the same for sentences that count."""
        return self.gettext(one)


class HouseForm(Form):
    """A form whose refusals stand beside their fields, translated, with nothing lost."""

    class Meta(DefaultMeta):
        """WTForms' settings for every form of the house."""

        def get_translations(self, _form: Any) -> OurWords:
            """Hand out our words instead of WTForms' own."""
            return OurWords()

    def explain(
        self, refused: Refused, sentences: Mapping[StrEnum, tuple[str | None, str]]
    ) -> None:
        """Put each reason of a refusal beside its field; one without a field stands on top."""
        for reason in sorted(refused.reasons):
            name, text = sentences.get(reason, (None, N_("This is not possible just now.")))
            if name and name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, gettext(text)]
            else:
                self.form_errors.append(gettext(text))

    @property
    def wrong(self) -> bool:
        """Tell whether anything needs mending."""
        return bool(self.errors)


F = TypeVar("F", bound=HouseForm)


def sent_or_new(form: HouseForm | None, kind: type[F]) -> F:
    """Return what was sent if it is of this kind, else a new form: a page may hold several."""
    return form if isinstance(form, kind) else kind()


def _one_line(raw: str) -> str:
    return " ".join(tidy(raw).split())


class TextField(StringField):
    """One line of typed text: NFC, no control characters, bounded."""

    def __init__(self, label: str = "", *, most: int = 200, needed: bool = True, **kw: Any) -> None:
        """``most`` is the longest text in characters; ``needed`` refuses an empty one."""
        super().__init__(label, **kw)
        self.most, self.needed = most, needed

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, tidied."""
        self.data = _one_line(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        """Say what is wrong with the text."""
        _ = form
        if unsafe_characters(self.data or ""):
            raise ValidationError(gettext(HIDDEN_SIGNS))
        if self.needed and not self.data:
            raise ValidationError(gettext(REQUIRED))
        if len(self.data or "") > self.most:
            raise ValidationError(gettext(TOO_LONG) % {"most": self.most})


class TypedField(Field):
    """A field that keeps the typed text in ``typed`` and puts what it means into ``data``."""

    nothing: Any = None

    def __init__(self, label: str = "", *, needed: bool = True, **kw: Any) -> None:
        """``needed`` refuses an empty field."""
        super().__init__(label, **kw)
        self.needed = needed
        self.typed = ""

    def process_data(self, value: Any) -> None:
        """Show a value that was filled in for the person."""
        self.data = value
        self.typed = self.show(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Understand what was typed; keep it whatever it is."""
        self.typed = _one_line(valuelist[0]) if valuelist else ""
        self.data = self.understand(self.typed) if self.typed else self.nothing

    def pre_validate(self, form: Any) -> None:
        """Refuse an empty field that is needed."""
        _ = form
        if self.needed and not self.typed:
            raise ValidationError(gettext(REQUIRED))

    def show(self, value: Any) -> str:
        """Return the value as somebody would type it."""
        return "" if value is None else str(value)

    def understand(self, typed: str) -> Any:
        """Return what was meant; raise ``ValueError`` with a translated sentence."""
        raise NotImplementedError


def _latin(typed: str) -> str:
    """Return a number in Latin digits; Arabic signs of decimals and groups are a point, a comma."""
    return latin_digits(typed).translate(str.maketrans("٫٬", ".,"))


def plain_digits(typed: str) -> str:
    """Return typed digits without group signs: 1 450, 1,450 and 1.450 all mean 1450."""
    kept = _latin(typed).translate(str.maketrans("", "", " \u00a0\u202f'"))
    head, sep, tail = kept.replace(".", ",").rpartition(",")
    return kept.replace(",", "").replace(".", "") if sep and len(tail) == 3 and head else kept


class WholeField(TypedField):
    """A whole number."""

    def __init__(self, label: str = "", *, most: int = 10**9, **kw: Any) -> None:
        """``most`` is the largest number taken."""
        super().__init__(label, **kw)
        self.most = most

    def understand(self, typed: str) -> int:
        """Return the number; group signs are forgiven."""
        digits = plain_digits(typed)
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(gettext(NOT_A_NUMBER))
        if len(digits) > 12 or int(digits) > self.most:
            raise ValueError(gettext(TOO_LARGE))
        return int(digits)


class MilliField(TypedField):
    """A quantity that may have up to three decimals, kept in thousandths: 18.5 is 18500."""

    def show(self, value: int | None) -> str:
        """Write thousandths as a plain number."""
        return "" if value is None else f"{Decimal(value) / 1000:f}"

    def understand(self, typed: str) -> int:
        """Return thousandths; a point is always a decimal point here, 18.500 is 18.5."""
        return int(_decimal(typed, NOT_A_NUMBER, groups=False) * 1000)


class AmountField(TypedField):
    """An amount in major units of a currency, kept in minor units."""

    currency = "USD"

    def show(self, value: int | None) -> str:
        """Write minor units as they are typed."""
        if value is None:
            return ""
        amount = Decimal(value).scaleb(-currency(self.currency).exponent)
        return f"{amount.normalize():f}"

    def understand(self, typed: str) -> str:
        """Keep the text: the currency is known only when ``minor`` is asked."""
        _decimal(typed, NOT_AN_AMOUNT)
        return typed

    def minor(self, code: str) -> int | None:
        """Return the amount in minor units of this currency; none where nothing was typed."""
        if not self.typed:
            return None
        amount = _decimal(self.typed, NOT_AN_AMOUNT).scaleb(currency(code).exponent)
        return int(amount.to_integral_value())


def _decimal(typed: str, sentence: str, *, groups: bool = True) -> Decimal:
    digits = plain_digits(typed) if groups else _latin(typed).replace(" ", "")
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValueError(gettext(sentence)) from None
    if not value.is_finite() or value < 0:
        raise ValueError(gettext(sentence))
    if value > MAX_MINOR // 1000:
        raise ValueError(gettext(TOO_LARGE))
    return value


class DayField(TypedField):
    """A day: ISO 8601, as a date input or a list of days sends it."""

    def show(self, value: date | None) -> str:
        """Write the day in ISO 8601."""
        return value.isoformat() if value else ""

    def understand(self, typed: str) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(latin_digits(typed))
        except ValueError:
            raise ValueError(gettext(NOT_A_DAY)) from None
