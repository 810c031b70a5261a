"""What stands still on a supplier's page: nothing moves, few dots, no calendar, no clock."""

import re
from collections.abc import Iterator

from tests.support.markup import Page, classes, describe, is_element, local, visible

DATE_OR_HOUR = re.compile(r"\b\d{4}-\d\d|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}[:.]\d\d\b(?!\d)")
MOVING = {"animate", "animateTransform", "animateMotion", "marquee", "blink", "set"}


def still(page: Page) -> Iterator[str]:
    """Rule 15: nothing moves, plays or leaves by itself."""
    for element in page.all():
        if local(element) in MOVING or "autoplay" in element.attrib:
            yield f"moving: {describe(element)}"
        if element.get("http-equiv", "").lower() == "refresh":
            yield "moving: the page leaves by itself"
    for style in page.all("style"):
        found = re.search(r"animation|transition|@keyframes", style.text or "")
        if found:
            yield f"moving: {found.group()} in a style"


def few_dots(page: Page) -> Iterator[str]:
    """Rule 18: progress as at most five dots."""
    for dots in (e for e in page.all() if "dots" in classes(e)):
        count = sum(1 for e in dots.iter() if is_element(e) and local(e) == "i")
        if count > 5:
            yield f"dots: {count}"


def no_calendar_no_clock(page: Page) -> Iterator[str]:
    """Rules 27 and 28: sleeps and weekdays, suns; never a date or a bare hour."""
    for text, element in visible(next(iter(page.all("body")))):
        found = DATE_OR_HOUR.search(text)
        if found:
            yield f"day or hour: {found.group()!r} in {describe(element)}"
