"""The 34 rules of the supplier's screens, each with the tests that hold it.

What the checker (``tests/support/supplier_checker.py``) asks is asked of every supplier page that
any test opens; `test_page_checker` breaks each of its rules once.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.support.cheap_browsers import newer_than_css2, newer_than_es5
from tests.support.setting import ROOT

CHECKER = "support/supplier_checker.py"
STILL, TONGUE = "support/still_screens.py", "support/one_tongue.py"
CHEAP, EIGHT = "support/cheap_browsers.py", "pages/porch/test_eight_tongues.py"
BROWSER = "journeys/test_rules_of_the_screen.py"
PAGES = "pages/supplier/test_rules_of_the_screen.py"
DRAWN, PICTURES = "house/test_pictures_drawn.py", "house/test_pictures.py"
WEIGHT, WORDS = "journeys/test_weight.py", "pages/supplier/test_words.py"
ANSWER, OFFERS = "pages/supplier/test_answer.py", "pages/supplier/test_offers.py"
HERE = "house/test_rules_of_the_screen.py"
STATIC = ROOT / "marketplace" / "static"
SIZES = "test_rules_21_32_33_pictures_targets_gaps_text_contrast_focus"
HELD: dict[int, tuple[tuple[str, str], ...]] = {
    1: ((CHECKER, "few_words"),),
    2: ((CHECKER, "short_sentences"), (WORDS, "test_a_label_has_three_words_and_a_sentence_eight")),
    3: ((CHECKER, "acts_by_word_and_picture"),),
    4: ((CHECKER, "heard"), (WORDS, "test_every_word_a_page_names_is_listed"),
        (EIGHT, "test_her_pages_in_each_language")),
    5: ((CHECKER, "one_tap_to_the_language"),),
    6: ((TONGUE, "strangers"), (EIGHT, "test_her_pages_in_each_language"),
        (EIGHT, "test_a_strangers_pages_in_each_language")),
    7: ((CHECKER, "nothing_required"), (CHECKER, "chosen_never_typed")),
    8: ((CHECKER, "one_way_on"),),
    9: ((CHECKER, "plain_controls"), (PAGES, "test_rule_9_everything_is_two_steps_from_home")),
    10: ((CHECKER, "short_lists"),),
    11: ((CHECKER, "chosen_never_typed"),),
    12: ((CHECKER, "chosen_never_typed"),),
    13: ((BROWSER, "test_rule_13_consecutive_questions_look_different"),),
    14: ((CHECKER, "yes_before_no"),
         (BROWSER, "test_rule_14_yes_and_no_keep_their_place_and_shape")),
    15: ((STILL, "still"),),
    16: ((OFFERS, "test_it_can_be_taken_back_until_somebody_accepted"),),
    17: ((PAGES, "test_rule_17_the_last_look_repeats_it_as_four_pictures_and_a_pile"),),
    18: ((STILL, "few_dots"),),
    19: ((PAGES, "test_rule_19_sent_is_a_full_screen_tick_that_says_what_comes"),),
    20: ((DRAWN, "test_rule_20_every_picture_has_dark_ink"),
         (DRAWN, "test_rule_20_no_picture_is_cut_by_its_edge")),
    21: ((BROWSER, SIZES),),
    22: ((DRAWN, "test_rule_22_two_leaves_never_share_a_picture_even_in_grey"),
         (DRAWN, "test_rule_22_money_is_told_apart_in_grey")),
    23: ((CHECKER, "her_own_photographs"),),
    24: ((CHECKER, "no_office"),),
    25: ((CHECKER, "small_numerals"),),
    26: ((ANSWER, "test_one_of_four_other_piles"), (ANSWER, "test_money_is_tapped_note_by_note"),
         (ANSWER, "test_a_price_three_times_as_high_is_asked_again_with_both_piles")),
    27: ((STILL, "no_calendar_no_clock"), (PAGES, "test_rule_27_days_are_sleeps_and_weekdays"),
         (PAGES, "test_rule_27_a_market_day_is_shown_as_one")),
    28: ((STILL, "no_calendar_no_clock"), (PAGES, "test_rule_28_an_hour_is_one_of_five_suns")),
    29: ((CHECKER, "one_request"), (BROWSER, "test_an_offer_is_sent_by_pictures_alone"),
         (WEIGHT, "test_every_screen_is_one_request_8_kilobytes_and_scripts_6")),
    30: ((CHECKER, "light"),
         (WEIGHT, "test_the_whole_answer_is_40_kilobytes_and_one_request_a_screen")),
    31: ((CHEAP, "old_scripts"), (CHEAP, "old_styles"), (CHEAP, "old_elements"),
         (HERE, "test_rule_31_the_styles_need_nothing_that_cheap_browsers_lack"),
         (HERE, "test_rule_31_every_script_is_ecmascript_5")),
    32: ((BROWSER, SIZES),),
    33: ((BROWSER, SIZES), (BROWSER, "test_rule_33_an_offer_is_sent_by_d_pad_alone")),
    34: ((ANSWER, "test_pressing_send_again_shows_the_same_receipt"),),
}  # fmt: skip


@cache
def functions(path: str) -> frozenset[str]:
    """Return the names of a test file's functions."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("rule", range(1, 35))
def test_every_rule_is_held_by_a_test(rule: int) -> None:
    for path, name in HELD[rule]:
        assert name in functions(path), f"rule {rule}: {path} has no {name}"


@pytest.mark.parametrize("name", ["supplier.css", "practice.css"])
def test_rule_31_the_styles_need_nothing_that_cheap_browsers_lack(name: str) -> None:
    """Flex and margins; what Opera Mini and KaiOS 2.5 lack is not even written."""
    assert newer_than_css2((STATIC / name).read_text(encoding="utf-8")) == ()


SCRIPTS = sorted(STATIC.rglob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_rule_31_every_script_is_ecmascript_5(path: Path) -> None:
    """What is put into a page, and the worker that only newer phones ask for."""
    assert newer_than_es5(path.read_text(encoding="utf-8")) == ()
