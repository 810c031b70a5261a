"""Tokens: an amount, a day, a pile of money, each as the clips of its language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules.explained import EXPLAINED, tokens_of
from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.rules.spoken import KITS
from marketplace.catalogue.rules.spoken.tokens import (
    MOST_TOKENS,
    RECORDED_AS,
    NotSaid,
    clips_of,
    is_money,
    split,
)
from marketplace.catalogue.words import LEAF_SHORT, MONEY_WORDS, SPEC_SHORT, UNIT_NAMES, inventory
from marketplace.catalogue.words.spoken import GROUPS, group_of
from marketplace.i18n import gettext, speaking


@pytest.mark.parametrize(
    ("language", "token", "clips"),
    [
        ("en", "amount:20:kg", ("n.20", "unit.kg.2")),
        ("en", "amount:1:tray30", ("n.1", "unit.tray30.1")),
        ("sw", "amount:20:kg", ("unit.kg.2", "n.20")),
        ("sw", "amount:2:stem", ("unit.stem.2", "n.2.mi")),
        ("sw", "amount:12:guest", ("unit.guest.2", "n.10", "n.and", "n.2.wa")),
        ("sw", "money:2900000:TZS", ("cur.TZS", "n.thousand", "n.20", "n.and", "n.9")),
        ("en", "money:1250:USD", ("n.12", "cur.USD", "n.pause", "n.50")),
        ("en", "day:0", ("p.today",)),
        ("en", "day:2", ("n.after", "n.2", "n.sleep.2")),
        ("sw", "day:2", ("n.after", "n.sleep.2", "n.2.u")),
        ("ne", "day:2", ("n.2", "n.sleep.2", "n.after")),
        ("ne", "of:2:10", ("n.10", "n.of", "n.2")),
        ("pt", "amount:21:box", ("n.20", "n.and", "n.1.f", "unit.box.2")),
        ("en", "milli:18500:kg", ("n.18", "n.point", "n.5", "unit.kg.2")),
        ("en", "leaf:tomatoes", ("leaf.tomatoes",)),
        ("en", "group:veg", ("group.veg",)),
        ("en", "key:fish", ("key.fish",)),
        ("en", "can_you", ("p.can_you",)),
    ],
)
def test_a_token_is_said_with_clips(language: str, token: str, clips: tuple[str, ...]) -> None:
    assert clips_of(token, language) == clips


SENTENCES = {
    "en": ("twenty kilo", "two sacks", "in two sleeps", "twenty nine thousand shillings"),
    "sw": ("kilo ishirini", "magunia mawili", "baada ya usiku mbili",
           "shilingi elfu ishirini na tisa"),
    "fr": ("vingt kilos", "deux sacs", "dans deux nuits", "vingt neuf mille shillings"),
    "pt": ("vinte quilos", "dois sacos", "daqui a duas noites", "vinte e nove mil xelins"),
    "es": ("veinte kilos", "dos sacos", "en dos noches", "veintinueve mil chelines"),
    "zu": ("amakhilogremu angamashumi amabili", "amasaka amabili", "emva kobusuku obubili",
           "osheleni izinkulungwane ezingamashumi amabili nesishiyagalolunye"),
    "ar": ("عشرون كيلو", "كيسان", "بعد ليلتين", "تسعة و عشرون ألف شلن"),
    "ne": ("बीस किलो", "दुई बोरा", "दुई रात पछि", "उनन्तीस हजार शिलिङ"),
}  # fmt: skip
SUMMARY = ("amount:20:kg", "amount:2:sack100", "day:2", "money:2900000:TZS")
AGREEING = [
    ("fr", "amount:1:bunch", "une botte"), ("fr", "amount:21:jar500", "vingt et un pots"),
    ("fr", "money:1000000:UGX", "un million de shillings"), ("pt", "amount:1:basket", "um cesto"),
    ("pt", "amount:2:ride", "duas corridas"), ("es", "amount:21:show", "veintiuna funciones"),
    ("es", "amount:21:basket", "veintiún canastos"), ("es", "of:1:10", "uno de diez"),
    ("es", "money:200000:NPR", "dos mil rupias"), ("sw", "amount:3:heap", "marundo matatu"),
    ("sw", "amount:1:guest", "mgeni mmoja"), ("ar", "amount:1:sack100", "كيس واحد"),
    ("ar", "amount:3:sack100", "ثلاثة أكياس"), ("ar", "amount:20:sack100", "عشرون كيس"),
    ("ar", "amount:3:basket", "ثلاث سلال"), ("ar", "amount:23:basket", "ثلاث و عشرون سلة"),
    ("ar", "sleeps:5", "خمس ليال"), ("zu", "amount:1:sack100", "isaka elilodwa"),
    ("zu", "amount:6:bunch", "izixha eziyisithupha"),
    ("zu", "amount:3:basket", "obhasikidi abathathu"),
    ("zu", "amount:12:headload", "imithwalo yekhanda e yishumi nambili"),
]  # fmt: skip


def sentence(token: str, language: str) -> str:
    """Return the words a token is joined from, in the catalogue of its language."""
    with speaking(language):
        words = inventory(language, gettext)
    return " ".join(words[clip] for clip in clips_of(token, language))


@pytest.mark.parametrize("language", sorted(KITS))
def test_an_offers_summary_is_said_in_each_language(language: str) -> None:
    assert tuple(sentence(token, language) for token in SUMMARY) == SENTENCES[language]


@pytest.mark.parametrize(("language", "token", "said"), AGREEING)
def test_numbers_agree_with_what_they_count(language: str, token: str, said: str) -> None:
    assert sentence(token, language) == said


@pytest.mark.parametrize(
    "token",
    ["", "nobody", "amount:x:kg", "amount:20", "money:1:tzs", "money:1:TZ", "wd:7", "hour:", "of:1",
     "money:99999999999999:TZS", "amount:²:kg", "aloud:nobody.1", "num:-1", "sleeps:1:2"],
)  # fmt: skip
def test_what_nobody_can_say_is_refused(token: str) -> None:
    with pytest.raises(NotSaid):
        clips_of(token, "en")


def test_equal_words_are_one_recording() -> None:
    shared = {RECORDED_AS[key] for key in ("refused.price_low", "under_floor", "refuse.price")}
    assert shared == {"not_me.price_low"}
    assert set(RECORDED_AS) == set(PROMPTS)


def test_an_address_has_an_end() -> None:
    assert len(split("~".join(["yes"] * MOST_TOKENS))) == MOST_TOKENS
    with pytest.raises(NotSaid):
        split("~".join(["yes"] * (MOST_TOKENS + 1)))


def test_money_is_known_from_the_rest() -> None:
    assert is_money(["can_you", "money:1:TZS"])
    assert not is_money(["can_you", "amount:1:kg"])


def _a_token() -> st.SearchStrategy[str]:
    units, leaves = st.sampled_from(sorted(UNIT_NAMES)), st.sampled_from(sorted(LEAF_SHORT))
    few, many = st.integers(0, 999), st.integers(0, 99_999_999_900)
    return st.one_of(
        st.sampled_from(sorted(PROMPTS)),
        leaves.map("leaf:{}".format),
        st.sampled_from(sorted(SPEC_SHORT)).map("spec:{}".format),
        st.tuples(few, units).map(lambda it: f"amount:{it[0]}:{it[1]}"),
        st.tuples(few, units).map(lambda it: f"milli:{it[0] * 100}:{it[1]}"),
        st.tuples(many, st.sampled_from(["TZS", "KES", "USD"])).map(
            lambda it: f"money:{it[0]}:{it[1]}"
        ),
        few.map("sleeps:{}".format), few.map("day:{}".format), few.map("num:{}".format),
        st.tuples(few, few).map(lambda it: f"of:{it[0]}:{it[1]}"),
        st.integers(0, 1439).map("hour:{}".format), st.integers(0, 6).map("wd:{}".format),
    )  # fmt: skip


@pytest.mark.parametrize("language", sorted(KITS))
@given(token=_a_token())
def test_whatever_a_page_says_is_in_the_table_of_what_is_recorded(
    language: str, token: str
) -> None:
    listed = inventory(language, lambda text: text)
    assert set(clips_of(token, language)) <= set(listed)


@pytest.mark.parametrize("language", sorted(KITS))
def test_the_table_names_all_goods_units_money_and_days(language: str) -> None:
    listed = inventory(language, lambda text: text)
    assert {f"leaf.{code}" for code in LEAF_SHORT} <= set(listed)
    assert len(LEAF_SHORT) == 96
    assert {f"unit.{code}.{n}" for code in UNIT_NAMES for n in (1, 2)} <= set(listed)
    assert {f"cur.{code}" for code in MONEY_WORDS} <= set(listed)
    assert {group_of(clip) for clip in listed} == set(GROUPS)
    assert all(text for clip, text in listed.items() if clip != "n.pause")


def test_where_a_line_may_break_is_not_said() -> None:
    said = inventory("fr", lambda text: f"Recom\u00admencez {text}\u00a0?")
    assert said["leaf.veg.tomato"].startswith("Recommencez ")
    assert said["leaf.veg.tomato"].endswith(" ?")
    assert not {"\u00ad", "\u00a0"} & set("".join(said.values()))


@pytest.mark.parametrize("actor", sorted(EXPLAINED))
def test_an_explainer_is_said_in_two_minutes(actor: str) -> None:
    words = sum(len(text.split()) for text in EXPLAINED[actor])
    assert 40 <= words <= 260  # two minutes at 130 words a minute
    assert all(clips_of(token, "en") for token in tokens_of(actor))
