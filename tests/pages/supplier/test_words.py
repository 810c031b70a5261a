"""Every word of suppliers' pages is a listed prompt, short, with a picture that exists."""

import re
from enum import StrEnum

import pytest

from marketplace.agreements.rules.lists import (
    CannotReason,
    DeliveryState,
    OrderState,
    PaymentState,
    RejectReason,
)
from marketplace.catalogue.rules.prompts import PICTURED, PROMPTS, pictured, prompt_text
from marketplace.offers.rules.lists import Bringing, DeclineReason, OfferState
from marketplace.sourcing.rules.lists import NotMe
from marketplace.web.errors import SENTENCES
from marketplace.web.pictures import picture_book
from tests.support.setting import ROOT

TEMPLATES = ROOT / "marketplace" / "templates"
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LISTS: dict[str, type[StrEnum]] = {
    "bring": Bringing,
    "cannot": CannotReason,
    "declined": DeclineReason,
    "not_me": NotMe,
    "offer": OfferState,
    "order": OrderState,
    "payment": PaymentState,
    "rejected": RejectReason,
}


@pytest.mark.parametrize("key", sorted(PROMPTS))
def test_a_label_has_three_words_and_a_sentence_eight(key: str) -> None:
    text = prompt_text(key)
    sentence = text.endswith((".", "?"))
    assert len(WORD.findall(text)) <= (8 if sentence else 3), text
    assert not re.search(r"[%/()\[\]&0-9]", text), text


@pytest.mark.parametrize("prefix", sorted(LISTS))
def test_every_member_of_a_closed_list_has_its_word_and_picture(prefix: str) -> None:
    for member in LISTS[prefix]:
        key = f"{prefix}.{member.value}"
        assert prompt_text(key)
        assert pictured(key) in picture_book(), key


def test_deliveries_that_are_over_have_a_word() -> None:
    for state in set(DeliveryState) - {DeliveryState.BROUGHT}:
        assert prompt_text(f"delivery.{state.value}")


def test_every_error_has_a_sentence() -> None:
    assert all(prompt_text(f"error.{code}") for code in SENTENCES)


def test_no_picture_is_named_for_a_word_that_is_not_there() -> None:
    assert set(PICTURED) <= set(PROMPTS)


def test_every_word_a_page_names_is_listed() -> None:
    folders = [TEMPLATES / "supplier", TEMPLATES / "ui"]
    source = "".join(p.read_text() for folder in folders for p in folder.glob("*.html"))
    named = set(re.findall(r'word\("([\w.]+)"\)', source))
    assert named
    assert named <= set(PROMPTS)


def test_no_prompt_is_listed_that_nobody_says() -> None:
    package = ROOT / "marketplace"
    files = [*TEMPLATES.rglob("*.html"), *package.rglob("*.py")]
    own = package / "catalogue" / "rules" / "prompts.py"
    source = "".join(p.read_text(encoding="utf-8") for p in files if p != own)
    plain = {key for key in PROMPTS if "." not in key}
    said = set(re.findall(r"""["'](\w+)["']""", source))
    assert plain - said == set()
