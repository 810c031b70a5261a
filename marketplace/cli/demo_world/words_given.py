"""What is said of the demo's people beyond trade: vouchers, consents, sales elsewhere, phones."""

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.kernel import clock
from marketplace.people import actions
from marketplace.people.models import Supplier
from marketplace.people.rules.house import DeskHours
from marketplace.people.rules.lists import Function, OtherBuyer, Purpose, VoucherKind

# Invented people nobody else of the demo world is called like.
NEIGHBOURS = (
    "Mama Salome",
    "Mzee Baraka",
    "Mama Tatu",
    "Baba Juma",
    "Bibi Rehani",
    "Mzee Ole Saitoti",
)
LEADERS = ("Mwenyekiti Shirima", "Mchungaji Laizer", "Mwalimu Kessy", "Diwani Massawe")
STONES = {OtherBuyer.MARKET: 5, OtherBuyer.NEIGHBOURS: 2, OtherBuyer.LODGE: 0}
UNLISTED, TELLS = 3, 4  # every third prefers no directory, every fourth told of other buyers
HIDES = "S06"
PHONES = {"anna": "+255700100201", "theresia": "+255700100202", "njoki": "+254700100203"}
OPENS, CLOSES = 8 * 60, 16 * 60


def say_of_supplier(stage: Stage, row: Row, supplier: Supplier) -> None:
    """Let two vouch for her as she is registered, and let her say what she wants."""
    session, desk, now = stage.session, stage.actors[row["registered_by"]], clock.now()
    number = len(stage.suppliers)
    said = (
        (VoucherKind.NEIGHBOUR, NEIGHBOURS[number % len(NEIGHBOURS)]),
        (VoucherKind.LEADER, LEADERS[number % len(LEADERS)]),
    )
    for kind, name in said:
        actions.vouch(session, desk, supplier.id, kind=kind, name=name, now=now)
    if number % UNLISTED:
        actions.give_consent(
            session, desk, supplier.id, Purpose.DIRECTORY, heard=True, now=now, alone=True
        )
    if number % TELLS == 0:
        actions.state_sales(session, desk, supplier.id, STONES, now=now)
    if row["code"] == HIDES:
        actions.hide(session, desk, supplier.id, now=now)


def keep_phone_of(stage: Stage, code: str) -> None:
    """Keep a facilitator's invented number."""
    actor = stage.actors[code]
    if code in PHONES:
        actions.keep_staff_phone(stage.session, actor, actor.person_id or 0, PHONES[code])


def name_desk(stage: Stage, row: Row, operator_id: int) -> None:
    """Let an operator's first buyer answer suppliers, and be its champion."""
    first = stage.actors[row["staff"][0]["code"]]
    desk = DeskHours(
        person_id=first.person_id or 0, function=Function(row["staff"][0]["function"]),
        phone=_number(stage, operator_id), opens=OPENS, closes=CLOSES,
    )  # fmt: skip
    actions.keep_linkage_desk(stage.session, first, operator_id, desk)
    actions.name_champion(
        stage.session, first, first.person_id or 0, operator_id=operator_id, now=clock.now()
    )


def _number(stage: Stage, operator_id: int) -> str:
    kenyan = any(
        one.id == operator_id and code == "mwanzi" for code, one in stage.operators.items()
    )
    return f"+254700100{300 + operator_id}" if kenyan else f"+255700100{300 + operator_id}"
