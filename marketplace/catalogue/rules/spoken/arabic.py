"""Numbers in Arabic: units before tens; two thousand is one word, three to ten have a plural."""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, joined, numbered

_WORDS = {
    **numbered(
        "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر اثنا_عشر ثلاثة_عشر "
        "أربعة_عشر خمسة_عشر ستة_عشر سبعة_عشر ثمانية_عشر تسعة_عشر"
    ),
    **numbered("عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون", 20, 10),
    **numbered("مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة", 100, 100),
    "thousand": "ألف", "thousand.2": "ألفان", "thousands": "آلاف",
    "million": "مليون", "million.2": "مليونان", "millions": "ملايين",
    "and": "و", "point": "فاصلة", "sleep.1": "ليلة", "sleep.2": "ليال", "after": "بعد",
    "of": "من", "clock": "الساعة", "half": "والنصف",
}  # fmt: skip


def _below_thousand(number: int) -> list[Clips]:
    hundreds, rest = number - number % 100, number % 100
    parts: list[Clips] = [(str(hundreds),)] if hundreds else []
    if rest < 20:
        return [*parts, (str(rest),)] if rest else parts
    units = [(str(rest % 10),)] if rest % 10 else []
    return [*parts, *units, (str(rest - rest % 10),)]


def _scale(many: int, name: str) -> Clips:
    if many <= 2:
        return (name if many == 1 else f"{name}.2",)
    plural = f"{name}s" if 3 <= many % 100 <= 10 else name
    return (*joined(_below_thousand(many), ("and",)), plural)


def _count(number: int, _form: str) -> Clips:
    millions, rest = divmod(number, 10**6)
    thousands, rest = divmod(rest, 1000)
    parts: list[Clips] = []
    parts += [_scale(millions, "million")] if millions else []
    parts += [_scale(thousands, "thousand")] if thousands else []
    return joined(parts + _below_thousand(rest), ("and",)) or ("0",)


ARABIC = Kit("ar", _WORDS, _count, clock_first=True)
