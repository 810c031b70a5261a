"""After the door in the demo world: a photograph drawn here, her word on the note, feedback."""

from datetime import date
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from marketplace.agreements.actions.feedback import door_says, she_says
from marketplace.agreements.actions.notes import confirm_note, object_to_note
from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.lists import DoorSays, ObjectionAbout, SheSays
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.media import Store, redraw

SIZE = (960, 720)
SO = "so"
_GOODS = {"green": (72, 122, 48), "white": (238, 226, 204)}
_TABLE, _EDGE, _SHADE = (148, 104, 66), (104, 70, 44), (60, 44, 30)


def schedule_note(stage: Stage, need: Row, row: Row, *, supplier: str, day: date) -> None:
    """Let both sides say what is written of a delivery: the door at noon, she in the evening."""
    calendar = stage.calendar_of(need["property"])
    if "door" in row:
        stage.timeline.at(calendar.on(day, "12:00"), Rank.DESK, partial(_door, stage, row))
    if "her_word" in row:
        evening = calendar.on(day, "17:30")
        stage.timeline.at(evening, Rank.DESK, partial(_her_word, stage, row, supplier))


def _door(stage: Stage, row: Row) -> None:
    said = {DoorSays(aspect): good for aspect, good in row["door"].items()}
    receiver = stage.actors[row["received_by"]]
    door_says(stage.session, receiver, stage.deliveries[row["code"]].public_id, said)


def _her_word(stage: Stage, row: Row, supplier: str) -> None:
    session, her = stage.session, stage.actors[supplier]
    order = stage.orders[row["order"]].public_id
    if row["her_word"] == SO:
        confirm_note(session, her, order)
    else:
        object_to_note(session, her, order, ObjectionAbout(row["her_word"]))
    for aspect, good in row.get("of_the_door", {}).items():
        she_says(session, her, order, SheSays(aspect), good=good)


def photograph(stage: Stage, row: Row) -> KeptPhoto | None:
    """Return a photograph of a delivery where one is written and there is a store for it."""
    if stage.photos is None or "photo" not in row:
        return None
    return _kept(stage.photos, row["photo"])


def _kept(store: Store, goods: str) -> KeptPhoto:
    out = BytesIO()
    _heap(_GOODS[goods]).save(out, "PNG")
    drawn = redraw(out.getvalue())
    return KeptPhoto(
        file=store.keep(drawn), size=len(drawn.data), width=drawn.width, height=drawn.height
    )


def _heap(colour: tuple[int, int, int]) -> Image.Image:
    """Draw a heap of goods on a kitchen's table, as a plain stand-in for a photograph."""
    image = Image.new("RGB", SIZE, (226, 214, 196))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 470, *SIZE), fill=_TABLE)
    for line in range(510, SIZE[1], 52):
        pen.line((0, line, SIZE[0], line), fill=_EDGE, width=3)
    for row, count in enumerate((7, 6, 5, 3)):
        for place in range(count):
            left = 150 + row * 46 + place * 92
            top = 470 - row * 74
            pen.ellipse((left, top, left + 104, top + 92), fill=colour, outline=_SHADE, width=4)
            pen.arc((left + 22, top + 16, left + 62, top + 50), 190, 300, fill="white", width=5)
    return image
