"""What a supplier's page must be besides: light, whole, few words, no trap for a thumb.

Conventions of the templates: ``data-content`` marks what people or the catalogue wrote (names,
places, goods), ``.card`` one thing in a list, ``.card.more`` the card that turns the page,
``.money`` an amount beside its drawn notes and coins, ``data-step`` a − or + button, ``.ear`` a
speaker, whose address names all that it says.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from tests.support.cheap_browsers import old_elements, old_scripts, old_styles
from tests.support.heard_screens import clips, is_chosen, is_tool, said_of, words_of
from tests.support.markup import (
    Page,
    classes,
    describe,
    is_element,
    local,
    own_name,
    said,
    squeeze,
    visible,
)
from tests.support.still_screens import few_dots, no_calendar_no_clock, still

GZIP_LIMIT, RAW_LIMIT = 8 * 1024, 40 * 1024
WORDS, WORDS_A_CARD, WORDS_A_SENTENCE = 12, 4, 8
CARDS_A_LIST = 6
SPOKEN = False  # set where a test has put every voice on the shelf
LISTS = {"ul", "ol", "section", "main", "form", "body"}
FORBIDDEN = ("select", "details", "textarea", "iframe", "object", "embed", "marquee", "dialog")
TYPED = {"text", "tel", "number", "password", "search", "email", "url"}
# Marks above and below letters (Arabic, Devanagari) belong to the word they stand in.
WORD = re.compile(r"[^\W\d_][\w'’\-\u064b-\u0670\u0900-\u0963\u200c\u200d]*")
NUMERAL = re.compile(r"\d{3,}|\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
ASKABLE = {"hidden", "tel", "file", "submit", "button"}
OF_A_CODE = re.compile(r"\D+ [\d*#]")  # a drawing of a picture code with its key, never named aloud
OFFICE = {"gear", "cart", "funnel", "bell", "cloud", "hamburger", "magnifier", "disk", "folder"}
Rule = Callable[[Page], Iterator[str]]


def light(page: Page) -> Iterator[str]:
    """Rule 30: at most 8 KB compressed and 40 KB as it is."""
    raw = page.source.encode()
    packed = len(gzip.compress(raw, compresslevel=6, mtime=0))
    if packed > GZIP_LIMIT:
        yield f"weight: {packed} bytes compressed, {GZIP_LIMIT} allowed"
    if len(raw) > RAW_LIMIT:
        yield f"weight: {len(raw)} bytes, {RAW_LIMIT} allowed"


def one_request(page: Page) -> Iterator[str]:
    """Rule 29: nothing is fetched by itself: pictures, styles and scripts are inside."""
    for element in page.all():
        for address in _fetched(element):
            if address and not address.startswith(("data:", "#")):
                yield f"request: {describe(element)} fetches {address[:60]}"
    for element in page.all("style"):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s*(\S+)", element.text or ""):
            if not "".join(address).startswith(("data:", "#")):
                yield f"request: a style fetches {''.join(address)[:60]}"


def _fetched(element: Element) -> Iterator[str]:
    name = local(element)
    if name in {"img", "script", "audio", "video", "source", "track", "input", "iframe", "embed"}:
        yield from (element.get("src", ""), element.get("srcset", ""), element.get("poster", ""))
    if element.get("rel") == "manifest":
        return  # asked for after the page stands, and only by browsers that install
    if name in {"link", "use", "image", "feImage"}:
        yield element.get("href", "") or element.get("{http://www.w3.org/1999/xlink}href", "")


def _is_content(element: Element, page: Page) -> bool:
    return any("data-content" in e.attrib for e in [element, *page.above(element)])


def _card_of(element: Element, page: Page) -> Element | None:
    return next((e for e in [element, *page.above(element)] if "card" in classes(e)), None)


def interface_text(page: Page) -> list[tuple[str, Element]]:
    """Return the text the interface itself says, without what people or the catalogue wrote."""
    body = next(iter(page.all("body")))
    return [(text, e) for text, e in visible(body) if not _is_content(e, page)]


def few_words(page: Page) -> Iterator[str]:
    """Rule 1: at most 12 words of the interface's own, and 4 more on a card."""
    free: list[str] = []
    on_cards: Counter[Element] = Counter()
    for text, element in interface_text(page):
        words, card = WORD.findall(text), _card_of(element, page)
        room = len(words) if card is None else max(0, WORDS_A_CARD - on_cards[card])
        free += words if card is None else words[room:]
        if card is not None:
            on_cards[card] += len(words)
    if len(free) > WORDS:
        yield f"words: {len(free)}, {WORDS} allowed: {' '.join(free)}"


def short_sentences(page: Page) -> Iterator[str]:
    """Rule 2: no sentence over 8 words; no per cent sign, slash or bracket."""
    for text, _ in interface_text(page):
        if re.search(r"[%/()\[\]]", text):
            yield f"words: a sign that is not read: {squeeze(text)!r}"
        for sentence in re.split(r"[.!?]\s", text):
            if len(WORD.findall(sentence)) > WORDS_A_SENTENCE:
                yield f"words: a long sentence: {squeeze(sentence)!r}"


def plain_controls(page: Page) -> Iterator[str]:
    """Rule 9: no control that cheap phones or new readers cannot use."""
    yield from (f"control: {describe(e)}" for e in page.all(*FORBIDDEN))


def nothing_required(page: Page) -> Iterator[str]:
    """Rule 7: the server validates; nothing typed is ever required.

    In a form that no browser validates the word only says which look an empty field has.
    """
    looks = {e for form in page.all("form") if "novalidate" in form.attrib for e in form.iter()}
    asked = (e for e in page.all() if "required" in e.attrib and e not in looks)
    yield from (f"required: {describe(e)}" for e in asked)


def real_submit_first(page: Page) -> Iterator[str]:
    """The phone's Go key presses the first submit button: never a − or +."""
    for form in page.all("form"):
        first = next((e for e in form.iter() if is_element(e) and _submits(e)), None)
        typed = any(e.get("type", "text") in TYPED for e in form.iter("input"))
        stepper = any("data-step" in e.attrib for e in form.iter() if is_element(e))
        if (typed or stepper) and first is not None and _steps(first, page):
            yield f"go key: {describe(form)} begins with {describe(first)}"
        if typed and first is None:
            yield f"go key: {describe(form)} cannot be sent"


def _submits(element: Element) -> bool:
    kind = element.get("type", "submit" if local(element) == "button" else "")
    return local(element) in {"button", "input"} and kind in {"submit", "image"}


def _steps(element: Element, page: Page) -> bool:
    name = said(element, page) or element.get("value", "")
    return "data-step" in element.attrib or not WORD.search(name)


def short_lists(page: Page) -> Iterator[str]:
    """Rule 10: at most six cards in a list; the card that turns the page is the seventh."""
    counts: Counter[Element] = Counter()
    for card in (e for e in page.all() if "card" in classes(e) and "more" not in classes(e)):
        counts[next(a for a in page.above(card) if local(a) in LISTS)] += 1
    for place, count in counts.items():
        if count > CARDS_A_LIST:
            yield f"list: {count} cards in {describe(place)}, {CARDS_A_LIST} allowed"


def small_numerals(page: Page) -> Iterator[str]:
    """Rule 25: numerals of one or two digits, except money beside its drawn pile."""
    for text, element in visible(next(iter(page.all("body")))):
        money = any("money" in classes(e) for e in [element, *page.above(element)])
        found = NUMERAL.search(text)
        if found and not money:
            yield f"numeral: {found.group()!r} in {describe(element)}"


def acts_by_word_and_picture(page: Page) -> Iterator[str]:
    """Rule 3: a picture that acts has a visible word; only the speaker may stand alone."""
    for element in page.all("a", "button"):
        if any("hidden" in e.attrib for e in [element, *page.above(element)]):
            continue  # nobody sees it before a script shows it with its word
        drawn = drawings(element)
        alone = own_name(element, page) and set(drawn) <= {"speaker", "help"}
        if drawn and not alone and not any(text.strip() for text, _ in visible(element)):
            yield f"picture: {describe(element)} acts without a word"


def one_tap_to_the_language(page: Page) -> Iterator[str]:
    """Rule 5: the other language by its own name, one tap away; never a flag."""
    if not any(e.get("hreflang") and said(e, page) for e in page.all("a")):
        yield "language: no way to another one"
    if FLAG.search(page.source):
        yield "language: a flag"


def chosen_never_typed(page: Page) -> Iterator[str]:
    """Rules 7, 11, 12: digits, choices, recordings; no text, no search, no several at once."""
    for field in page.all("input"):
        if field.get("type", "text") not in ASKABLE:
            yield f"field: {describe(field)} asks for words or for several things"


def one_way_on(page: Page) -> Iterator[str]:
    """Rule 8: at most one primary action, and the tools in the same four places."""
    ways = [e for e in page.all("a", "button") if "yes" in classes(e) and "tel" not in _href(e)]
    if len(ways) > 1:
        yield f"ways on: {len(ways)} primary actions"
    tools = [e for e in page.all("footer") if "tools" in classes(e)]
    if len(tools) != 1 or len([e for e in tools[0] if is_element(e)]) != 4:
        yield "tools: not back, help, language and leave in their four places"


def _href(element: Element) -> str:
    return element.get("href", "").partition(":")[0]


def yes_before_no(page: Page) -> Iterator[str]:
    """Rule 14: yes stands before no, in one line with it, each in its own colour and shape."""
    for line in (e for e in page.all() if "line" in classes(e)):
        kinds = [classes(e) & {"yes", "no"} for e in line.iter() if is_element(e)]
        told = [kind for found in kinds for kind in found]
        if told not in ([], ["yes"], ["no"], ["yes", "no"]):
            yield f"yes and no: {told} in {describe(line)}"


def her_own_photographs(page: Page) -> Iterator[str]:
    """Rule 23: a photograph is of somebody's own goods or place, never the interface's."""
    yield from (f"photograph: {describe(e)}" for e in page.all("img") if not _is_content(e, page))


def no_office(page: Page) -> Iterator[str]:
    """Rule 24: no picture out of an office."""
    office = OFFICE & set(drawings(page.root))
    if office:
        yield f"picture: {sorted(office)} is an office's"


def drawings(element: Element) -> list[str]:
    """Return the codes of the pictures drawn inside an element."""
    uses = (e for e in element.iter() if is_element(e) and local(e) == "use")
    names = (e.get("{http://www.w3.org/1999/xlink}href") or e.get("href") or "" for e in uses)
    return [name.removeprefix("#p-") for name in names]


def heard(page: Page) -> Iterator[str]:
    """Every title, choice and thing is in what a speaker of the page says (rule 4).

    A drawing's name is said where it is chosen; a code's drawings are named nowhere aloud.
    """
    ears = [e for e in page.all("a") if "ear" in classes(e)]
    if not SPOKEN:
        return
    if not ears:
        yield "voice: no speaker"
    language = page.root.get("lang", "")
    words = words_of(language)
    said = {words.get(clip) for ear in ears for clip in clips(ear, language)}
    known = {text for clip, text in words.items() if not clip.startswith("key.")}
    for text, element in visible(next(iter(page.all("body")))):
        if OF_A_CODE.fullmatch(text):
            continue  # maize is among the drawings and among the goods
        sayable = words.values() if is_chosen(element, page) else known
        for prompt in said_of(text):
            if prompt in sayable and prompt not in said and not is_tool(element, page):
                yield f"voice: {text!r} is on the page and in no speaker"


RULES: tuple[Rule, ...] = (
    light,
    one_request,
    few_words,
    short_sentences,
    plain_controls,
    nothing_required,
    real_submit_first,
    short_lists,
    small_numerals,
    acts_by_word_and_picture,
    one_tap_to_the_language,
    chosen_never_typed,
    one_way_on,
    yes_before_no,
    still,
    few_dots,
    her_own_photographs,
    no_office,
    no_calendar_no_clock,
    old_scripts,
    old_styles,
    old_elements,
    heard,
)
