"""What is ticked on a check before anybody touched it."""

from tests.pages.desk.room import Desk
from tests.support.markup import parse


def ticked(desk: Desk, path: str) -> set[str]:
    """The clauses that are ticked when the page opens, outside "other conditions"."""
    tree = parse(desk.get(path).get_data(as_text=True))
    return {
        box.get("value", "")
        for box in tree.all("input")
        if box.get("type") == "checkbox" and "checked" in box.attrib
    }
