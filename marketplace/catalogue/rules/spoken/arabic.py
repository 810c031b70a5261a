"""Numbers in Arabic: units before tens, two is the noun's dual, three to ten have a plural.

Three to ten take the gender their noun has not: "ثلاثة أكياس", "ثلاث سلال"; from eleven on the
noun is singular again.
"""

from marketplace.catalogue.rules.spoken.kit import Clips, Kit, joined, keyed, numbered

_FEMININE = (
    "piece", "bunch", "heap", "debe", "pickup_load", "hour", "trip", "ride", "dozen", "box",
    "basket", "sleep", "NPR",
)  # fmt: skip
_TWO = {
    "kg": "كيلوان", "litre": "لتران", "piece": "قطعتان", "pair": "زوجان", "tray30": "طبقان",
    "bunch": "حزمتان", "heap": "كومتان", "hand": "كفان", "stem": "عذقان",
    "crate": "صندوقا بلاستيك", "tenga40": "صندوقا خشب", "debe": "صفيحتان", "bucket10": "دلوان",
    "sack100": "كيسان", "headload": "حملا رأس", "pickup_load": "حمولتا شاحنة صغيرة",
    "jar500": "مرطبانان", "set": "طقمان", "metre": "متران", "m2": "متران مربعان", "hour": "ساعتان",
    "half_day": "نصفا يوم", "day": "يومان", "month": "شهران", "trip": "رحلتان", "guest": "ضيفان",
    "show": "عرضان فنيان", "ride": "توصيلتان", "bike_day": "يوما دراجة",
    "kg_linen": "كيلوا بياضات", "dozen": "دزينتان", "box": "كرتونتان", "basket": "سلتان",
    "sleep": "ليلتين",
}  # fmt: skip
_HOURS = (
    "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة "
    "الحادية_عشرة الثانية_عشرة"
)
_WORDS = {
    **numbered(
        "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر اثنا_عشر ثلاثة_عشر "
        "أربعة_عشر خمسة_عشر ستة_عشر سبعة_عشر ثمانية_عشر تسعة_عشر"
    ),
    **numbered("عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون", 20, 10),
    **numbered("مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة", 100, 100),
    **{f"{key}.f": word for key, word in numbered(
        "واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر إحدى_عشرة اثنتا_عشرة ثلاث_عشرة "
        "أربع_عشرة خمس_عشرة ست_عشرة سبع_عشرة ثماني_عشرة تسع_عشرة", 1,
    ).items()},
    **keyed("two.", _TWO),
    **{f"hour.{key}": f"الساعة {word}" for key, word in numbered(_HOURS, 1).items()},
    "thousand": "ألف", "thousand.2": "ألفان", "thousands": "آلاف",
    "million": "مليون", "million.2": "مليونان", "millions": "ملايين",
    "and": "و", "point": "فاصلة", "sleep.1": "ليلة", "sleep.2": "ليال", "after": "بعد",
    "of": "من", "half": "والنصف",
}  # fmt: skip


def _below_thousand(number: int, form: str = "") -> list[Clips]:
    hundreds, rest = number - number % 100, number % 100
    parts: list[Clips] = [(str(hundreds),)] if hundreds else []
    if rest < 20:
        return [*parts, (_formed(rest, form),)] if rest else parts
    units = [(_formed(rest % 10, form),)] if rest % 10 else []
    return [*parts, *units, (str(rest - rest % 10),)]


def _formed(number: int, form: str) -> str:
    return f"{number}.{form}" if form else str(number)


def _scale(many: int, name: str) -> Clips:
    if many <= 2:
        return (name if many == 1 else f"{name}.2",)
    plural = f"{name}s" if 3 <= many % 100 <= 10 else name
    return (*joined(_below_thousand(many), ("and",)), plural)


def _count(number: int, form: str) -> Clips:
    millions, rest = divmod(number, 10**6)
    thousands, rest = divmod(rest, 1000)
    parts: list[Clips] = []
    parts += [_scale(millions, "million")] if millions else []
    parts += [_scale(thousands, "thousand")] if thousands else []
    return joined(parts + _below_thousand(rest, form), ("and",)) or ("0",)


ARABIC = Kit(
    "ar", _WORDS, _count, dict.fromkeys(_FEMININE, "f"), one_after=True, few_only=True,
)  # fmt: skip
